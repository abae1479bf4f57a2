// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Cut-offs that contradict each other or fall into the hour a clock change skips. */
final class CalendarChecks {
    private final Report report;
    private final PlanFile.Surroundings surroundings;

    CalendarChecks(Report report, PlanFile.Surroundings surroundings) {
        this.report = report;
        this.surroundings = surroundings;
    }

    void check(Bound plan) {
        ZoneId zone = plan.has("zone") ? plan.value("zone", ZoneId.class) : surroundings.zone();
        List<ZoneOffsetTransition> gaps = gaps(zone);
        for (Bound departure : plan.objects("departures")) {
            List<Bound> cutOffs = departure.objects("cut-offs").stream()
                    .filter(cutOff -> cutOff.has("days", "at"))
                    .toList();
            repeated(cutOffs);
            cutOffs.forEach(cutOff -> gaps.forEach(gap -> skipped(cutOff, gap, zone)));
        }
    }

    /** Clock changes of the next year in which the clock jumps forward. */
    private List<ZoneOffsetTransition> gaps(ZoneId zone) {
        Instant now = surroundings.clock().instant();
        Instant end = now.plus(366, ChronoUnit.DAYS);
        List<ZoneOffsetTransition> gaps = new ArrayList<>();
        ZoneOffsetTransition next = zone.getRules().nextTransition(now);
        while (next != null && next.getInstant().isBefore(end)) {
            if (next.isGap()) {
                gaps.add(next);
            }
            next = zone.getRules().nextTransition(next.getInstant());
        }
        return gaps;
    }

    private void skipped(Bound cutOff, ZoneOffsetTransition gap, ZoneId zone) {
        LocalDateTime before = gap.getDateTimeBefore();
        LocalDateTime at = before.toLocalDate().atTime(cutOff.value("at", LocalTime.class));
        boolean inside = !at.isBefore(before) && at.isBefore(gap.getDateTimeAfter());
        if (inside && PlanBuilder.days(cutOff).contains(at.getDayOfWeek())) {
            String message = at.toLocalTime() + " does not exist on " + at.toLocalDate() + " in " + zone
                    + ": the clock goes from " + before.toLocalTime() + " to "
                    + gap.getDateTimeAfter().toLocalTime();
            report.warning(cutOff.spot("at"), Code.CLOCK_CHANGE, message, "choose a time outside that hour");
        }
    }

    private void repeated(List<Bound> cutOffs) {
        Map<DayOfWeek, Set<LocalTime>> seen = new EnumMap<>(DayOfWeek.class);
        for (Bound cutOff : cutOffs) {
            LocalTime at = cutOff.value("at", LocalTime.class);
            Set<DayOfWeek> twice = EnumSet.noneOf(DayOfWeek.class);
            for (DayOfWeek day : PlanBuilder.days(cutOff)) {
                if (!seen.computeIfAbsent(day, key -> new HashSet<>()).add(at)) {
                    twice.add(day);
                }
            }
            if (!twice.isEmpty()) {
                String message = at + " is given twice for " + twice.iterator().next();
                report.error(cutOff.spot("at"), Code.CALENDAR, message, "remove one of the two");
            }
        }
    }
}
