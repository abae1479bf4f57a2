// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Cut-offs that contradict each other, fall into an hour that a clock change skips or doubles, or miss on holidays. */
final class CalendarChecks {
    private final Report report;
    private final PlanFile.Surroundings surroundings;

    CalendarChecks(Report report, PlanFile.Surroundings surroundings) {
        this.report = report;
        this.surroundings = surroundings;
    }

    void check(Bound plan) {
        ZoneId zone = plan.has("zone") ? plan.value("zone", ZoneId.class) : surroundings.zone();
        List<ZoneOffsetTransition> changes = changes(zone);
        Map<String, List<LocalDate>> calendars = new HashMap<>();
        for (Bound calendar : plan.objects("calendars")) {
            PlanChecks.once(report, calendar.items("dates"), "date");
            calendars.putIfAbsent(calendar.textOrEmpty("id"), calendar.list("dates"));
        }
        for (Bound departure : plan.objects("departures")) {
            departure.objects("cut-offs").forEach(cutOff -> PlanChecks.exactlyOne(report, cutOff, "days", "dates"));
            List<Bound> cutOffs = departure.objects("cut-offs").stream()
                    .filter(cutOff -> cutOff.has("at"))
                    .toList();
            repeated(cutOffs);
            cutOffs.forEach(cutOff -> changes.forEach(change -> changed(cutOff, change, zone)));
            List<LocalDate> holidays = calendars.getOrDefault(departure.textOrEmpty("holidays"), List.of());
            holidays(
                    plan,
                    departure,
                    holidays,
                    LocalDate.ofInstant(surroundings.clock().instant(), zone));
        }
    }

    /** Clock changes of the next year. */
    private List<ZoneOffsetTransition> changes(ZoneId zone) {
        Instant now = surroundings.clock().instant();
        Instant end = now.plus(366, ChronoUnit.DAYS);
        List<ZoneOffsetTransition> changes = new ArrayList<>();
        ZoneOffsetTransition next = zone.getRules().nextTransition(now);
        while (next != null && next.getInstant().isBefore(end)) {
            changes.add(next);
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return changes;
    }

    private void changed(Bound cutOff, ZoneOffsetTransition change, ZoneId zone) {
        LocalDateTime before = change.getDateTimeBefore();
        LocalDateTime after = change.getDateTimeAfter();
        LocalDateTime first = change.isGap() ? before : after;
        LocalDateTime last = change.isGap() ? after : before;
        LocalDateTime at = first.toLocalDate().atTime(cutOff.value("at", LocalTime.class));
        boolean inside = !at.isBefore(first) && at.isBefore(last);
        if (!inside || !leavesOn(cutOff, at.toLocalDate())) {
            return;
        }
        String clock = ": the clock goes from " + before.toLocalTime() + " to " + after.toLocalTime();
        String day = at.toLocalTime() + (change.isGap() ? " does not exist on " : " comes twice on ") + at.toLocalDate()
                + " in " + zone + clock;
        if (change.isGap()) {
            report.warning(cutOff.spot("at"), Code.CLOCK_CHANGE, day, "choose a time outside that hour");
        } else {
            String message = day + "; the first of the two counts";
            report.warning(cutOff.spot("at"), Code.CLOCK_DOUBLED, message, "choose a time outside that hour");
        }
    }

    private static boolean leavesOn(Bound cutOff, LocalDate date) {
        return PlanBuilder.days(cutOff).contains(date.getDayOfWeek())
                || cutOff.<LocalDate>list("dates").contains(date);
    }

    private void repeated(List<Bound> cutOffs) {
        Map<Object, Set<LocalTime>> seen = new HashMap<>();
        for (Bound cutOff : cutOffs) {
            LocalTime at = cutOff.value("at", LocalTime.class);
            List<Object> days = new ArrayList<>(new TreeSet<>(PlanBuilder.days(cutOff)));
            days.addAll(PlanChecks.once(report, cutOff.<LocalDate>items("dates"), "date"));
            days.stream()
                    .filter(day ->
                            !seen.computeIfAbsent(day, key -> new HashSet<>()).add(at))
                    .findFirst()
                    .ifPresent(day -> {
                        String message = at + " is given twice for " + day;
                        report.error(cutOff.spot("at"), Code.CALENDAR, message, "remove one of the two");
                    });
        }
    }

    /** A tier whose departure leaves on every day of the week makes people count on it. */
    private void holidays(Bound plan, Bound departure, List<LocalDate> holidays, LocalDate today) {
        Set<DayOfWeek> days = EnumSet.noneOf(DayOfWeek.class);
        Set<LocalDate> named = new HashSet<>();
        departure.objects("cut-offs").forEach(cutOff -> {
            days.addAll(PlanBuilder.days(cutOff));
            named.addAll(cutOff.list("dates"));
        });
        List<LocalDate> without = holidays.stream()
                .filter(date -> !named.contains(date) && !date.isBefore(today))
                .sorted()
                .toList();
        if (days.size() < DayOfWeek.values().length || without.isEmpty()) {
            return;
        }
        plan.objects("tiers").stream()
                .filter(tier -> tier.has("departure") && tier.text("departure").equals(departure.textOrEmpty("id")))
                .findFirst()
                .ifPresent(tier -> {
                    String message = "on " + without.get(0) + " nothing leaves, and tier \"" + tier.textOrEmpty("id")
                            + "\" promises a service of every day";
                    String hint =
                            "add a cut-off {dates: [" + without.get(0) + "], at: …}, or take the day from the calendar";
                    report.warning(departure.spot("holidays"), Code.HOLIDAY, message, hint);
                });
    }
}
