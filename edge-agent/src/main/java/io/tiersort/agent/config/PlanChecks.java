// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.config.Bound.Item;
import io.tiersort.agent.line.LineLayout;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What no single key of a plan can tell: ids, references, chutes. Tolerates values that are not there. */
final class PlanChecks {
    private final Report report;
    private final PlanFile.Surroundings surroundings;

    PlanChecks(Report report, PlanFile.Surroundings surroundings) {
        this.report = report;
        this.surroundings = surroundings;
    }

    void check(Bound plan) {
        Map<String, Bound> tiers = byId(plan, "tiers", "tier");
        Map<String, Bound> destinations = byId(plan, "destinations", "destination");
        Map<String, Bound> departures = byId(plan, "departures", "departure");
        byId(plan, "tier-rules", "tier rule");
        byId(plan, "routes", "route");
        numbers(plan.objects("tiers"));
        plan.objects("tiers").forEach(tier -> refer(tier, "departure", departures.keySet()));
        plan.objects("tiers").forEach(tier -> refer(tier, "fallback", tiers.keySet()));
        plan.objects("tier-rules").forEach(rule -> refer(rule, "tier", tiers.keySet()));
        plan.objects("routes").forEach(route -> refer(route, "destination", destinations.keySet()));
        unused(destinations, used(plan, "routes", "destination"), "route goes to destination");
        unused(departures, used(plan, "tiers", "departure"), "tier leaves with departure");
        plan.objects("destinations").forEach(this::chutes);
        new RuleChecks(report).check(plan, tiers);
        new CalendarChecks(report, surroundings).check(plan);
    }

    private Map<String, Bound> byId(Bound plan, String list, String what) {
        Map<String, Bound> things = new TreeMap<>();
        for (Bound thing : plan.objects(list)) {
            Bound first = thing.has("id") ? things.putIfAbsent(thing.text("id"), thing) : null;
            if (first != null) {
                String message = what + " \"" + thing.text("id") + "\" is already described in "
                        + first.spot("id").where();
                report.error(thing.spot("id"), Code.DUPLICATE_ID, message, "give each " + what + " an id of its own");
            }
        }
        return things;
    }

    private void numbers(List<Bound> tiers) {
        Map<Integer, Bound> seen = new HashMap<>();
        for (Bound tier : tiers) {
            Bound first = tier.has("number") ? seen.putIfAbsent(tier.number("number"), tier) : null;
            if (first != null) {
                String message = "number " + tier.number("number") + " already belongs to tier \""
                        + first.textOrEmpty("id") + "\"";
                report.error(tier.spot("number"), Code.DUPLICATE_ID, message, "give each tier a number of its own");
            }
        }
    }

    private void refer(Bound thing, String key, Set<String> known) {
        if (thing.has(key) && !known.contains(thing.text(key))) {
            String word = thing.text(key);
            String what = key.equals("fallback") ? "tier" : key;
            String message = "there is no " + what + " \"" + word + "\"";
            report.error(thing.spot(key), Code.UNKNOWN_REFERENCE, message, Suggestion.hint(word, known));
        }
    }

    private static Set<String> used(Bound plan, String list, String key) {
        Set<String> words = new HashSet<>();
        plan.objects(list).forEach(thing -> words.add(thing.textOrEmpty(key)));
        return words;
    }

    private void unused(Map<String, Bound> things, Set<String> used, String sentence) {
        things.forEach((id, thing) -> {
            if (!used.contains(id)) {
                String message = "no " + sentence + " \"" + id + "\"";
                report.warning(thing.spot("id"), Code.NOT_USED, message, "refer to it, or remove it");
            }
        });
    }

    private void chutes(Bound destination) {
        List<Item<Long>> chutes = destination.items("chutes");
        Set<Long> seen = new HashSet<>();
        for (Item<Long> chute : chutes) {
            if (!seen.add(chute.value())) {
                String message = "chute " + chute.value() + " is named twice";
                report.error(chute.spot(), Code.DUPLICATE_ID, message, "name each chute once, best first");
            }
            if (!surroundings.lines().isEmpty()) {
                chute(chute);
            }
        }
        for (LineLayout line : surroundings.lines()) {
            boolean reached = chutes.stream().anyMatch(chute -> has(line, chute.value()));
            if (!chutes.isEmpty() && !reached && surroundings.lines().size() > 1) {
                String message = "no chute of this destination is on line " + line.line();
                String hint = "parcels of that line with this destination go to its hospital";
                report.warning(destination.spot("chutes"), Code.UNKNOWN_REFERENCE, message, hint);
            }
        }
    }

    private void chute(Item<Long> chute) {
        Set<Integer> known = new TreeSet<>();
        for (LineLayout line : surroundings.lines()) {
            line.chutes().forEach(each -> known.add(each.number()));
            if (line.hospital() == chute.value()) {
                String message = "chute " + chute.value() + " is the hospital of line " + line.line();
                String hint = "ordinary parcels would fill the place for parcels that need a person";
                report.warning(chute.spot(), Code.HOSPITAL_DESTINATION, message, hint);
            }
        }
        if (known.stream().noneMatch(number -> number.longValue() == chute.value())) {
            String message = "no line has a chute " + chute.value();
            List<String> numbers = known.stream().map(String::valueOf).toList();
            report.error(chute.spot(), Code.UNKNOWN_REFERENCE, message, "known: " + String.join(", ", numbers));
        }
    }

    private static boolean has(LineLayout line, long number) {
        return line.chutes().stream().anyMatch(chute -> chute.number() == number);
    }
}
