// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.config.Bound.Item;
import io.tiersort.agent.line.LineLayout;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Whether the chutes of a plan exist on the lines, can be reached in time, and take what the plan sends there. */
final class ChuteChecks {
    private static final int MILLIS_PER_SECOND = 1000;

    private final Report report;
    private final List<LineLayout> lines;

    /** Without lines nothing is known about chutes, and only what the plan says twice is reported. */
    ChuteChecks(Report report, List<LineLayout> lines) {
        this.report = report;
        this.lines = lines;
    }

    /** How a chute is reached on one line after the last scan station. */
    private enum Reach {
        IN_TIME,
        /** Not with a result that comes within the grace for late ones. */
        ONLY_WITH_EARLY_RESULT,
        NEVER
    }

    void check(Bound plan) {
        plan.objects("destinations").forEach(this::destination);
        refuges(plan.objects("refuges"));
        plan.objects("modifiers").forEach(this::restricted);
    }

    private void destination(Bound destination) {
        List<Item<Integer>> chutes = destination.objects("chutes").stream()
                .filter(outlet -> outlet.has("chute"))
                .map(outlet -> new Item<>(outlet.number("chute"), outlet.spot("chute")))
                .toList();
        List<Item<Integer>> overflow = destination.<Long>items("overflow").stream()
                .map(item -> new Item<>(Math.toIntExact(item.value()), item.spot()))
                .toList();
        List<Item<Integer>> all = new ArrayList<>(chutes);
        all.addAll(overflow);
        PlanChecks.once(report, all, "chute");
        all.forEach(chute -> {
            exists(chute);
            hospital(chute);
            reach(chute);
        });
        for (LineLayout line : lines) {
            boolean live = chutes.stream().anyMatch(chute -> live(line, chute.value()));
            if (!chutes.isEmpty() && !live && lines.size() > 1) {
                String message = "no chute of this destination can be used on line " + line.line();
                String hint = "parcels of that line with this destination go to its hospital";
                report.warning(destination.spot("chutes"), Code.UNKNOWN_REFERENCE, message, hint);
            }
        }
    }

    private void refuges(List<Bound> refuges) {
        Map<String, Spot> taken = new HashMap<>();
        for (Bound refuge : refuges) {
            for (Item<String> cause : refuge.<String>items("causes")) {
                Spot first = taken.putIfAbsent(cause.value(), cause.spot());
                if (first != null) {
                    String message = "cause " + cause.value() + " already has a refuge in " + first.where();
                    report.error(cause.spot(), Code.DUPLICATE_ID, message, "name each cause once");
                }
            }
            if (refuge.has("chute")) {
                Item<Integer> chute = new Item<>(refuge.number("chute"), refuge.spot("chute"));
                exists(chute);
                reach(chute);
            }
        }
    }

    private void exists(Item<Integer> chute) {
        Set<Integer> known = new TreeSet<>();
        lines.forEach(line -> line.chutes().forEach(each -> known.add(each.number())));
        if (!lines.isEmpty() && !known.contains(chute.value())) {
            String message = "no line has a chute " + chute.value();
            List<String> numbers = known.stream().map(String::valueOf).toList();
            report.error(chute.spot(), Code.UNKNOWN_REFERENCE, message, "known: " + String.join(", ", numbers));
        }
    }

    private void hospital(Item<Integer> chute) {
        for (LineLayout line : lines) {
            if (line.hospital() == chute.value()) {
                String message = "chute " + chute.value() + " is the hospital of line " + line.line();
                String hint = "ordinary parcels would fill the place for parcels that need a person";
                report.warning(chute.spot(), Code.HOSPITAL_DESTINATION, message, hint);
            }
        }
    }

    private void reach(Item<Integer> chute) {
        for (LineLayout line : lines) {
            Reach reach = reach(line, chute.value());
            String place = "chute " + chute.value() + " of line " + line.line();
            if (reach == Reach.NEVER) {
                String message = place + " lies behind its last decision point when the last scan station has read";
                report.error(chute.spot(), Code.LATE_CHUTE, message, "name a chute further down the belt");
            } else if (reach == Reach.ONLY_WITH_EARLY_RESULT) {
                String message = place + " cannot be reached with a result that comes late but within read-grace";
                report.warning(chute.spot(), Code.LATE_CHUTE, message, "name a further chute behind it");
            }
        }
    }

    private static boolean live(LineLayout line, int number) {
        return line.chutes().stream().anyMatch(chute -> chute.number() == number) && reach(line, number) != Reach.NEVER;
    }

    /** On a loop every chute comes round again; a chute that the line does not have is somebody else's concern. */
    private static Reach reach(LineLayout line, int number) {
        if (line.loop() || line.stations().isEmpty()) {
            return Reach.IN_TIME;
        }
        int station = line.stations().get(line.stations().size() - 1).atMm();
        for (LineLayout.Chute chute : line.chutes()) {
            if (chute.number() == number) {
                Duration lead = line.commandLead().plus(chute.actuation());
                int distance = chute.atMm() - station;
                if (distance < travelMm(line, lead)) {
                    return Reach.NEVER;
                }
                return distance < travelMm(line, lead.plus(line.readGrace()))
                        ? Reach.ONLY_WITH_EARLY_RESULT
                        : Reach.IN_TIME;
            }
        }
        return Reach.IN_TIME;
    }

    private static long travelMm(LineLayout line, Duration time) {
        return (line.speedMmPerSecond() * time.toMillis() + MILLIS_PER_SECOND - 1) / MILLIS_PER_SECOND;
    }

    private void restricted(Bound modifier) {
        if (lines.isEmpty() || !modifier.has("flag", "restricted") || !modifier.flag("restricted")) {
            return;
        }
        String flag = modifier.text("flag");
        Set<String> without = new HashSet<>();
        lines.stream().filter(line -> !accepts(line, flag)).forEach(line -> without.add(line.line()));
        if (!without.isEmpty()) {
            String where = String.join(", ", new TreeSet<>(without));
            String message = "no chute of line " + where + " accepts " + flag + "; such parcels go to a refuge there";
            String hint = "add accepts: [" + flag + "] to a chute of the line";
            if (without.size() == lines.size()) {
                report.error(modifier.spot("restricted"), Code.RESTRICTED, message, hint);
            } else {
                report.warning(modifier.spot("restricted"), Code.RESTRICTED, message, hint);
            }
        }
    }

    private static boolean accepts(LineLayout line, String flag) {
        return line.chutes().stream()
                .flatMap(chute -> chute.accepts().stream())
                .anyMatch(accepted -> accepted.word().equals(flag));
    }
}
