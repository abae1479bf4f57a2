// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import io.tiersort.agent.plan.Plan;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Plans with as much as forecasts look at. */
final class Plans {
    private Plans() {}

    /** One departure each day at 20:00 with holidays and room without limit. */
    static Plan of(Set<LocalDate> holidays) {
        return of(holidays, 0, List.of(), List.of());
    }

    static Plan of(
            Set<LocalDate> holidays, int capacity, List<Plan.Destination> destinations, List<Plan.Point> points) {
        Plan.CutOff daily = new Plan.CutOff(EnumSet.allOf(DayOfWeek.class), Set.of(), LocalTime.of(20, 0));
        Plan.Departure night = new Plan.Departure(
                "night",
                "Night line",
                List.of(daily),
                holidays,
                Duration.ofMinutes(3),
                new Plan.Capacity(capacity, 0, 0),
                null);
        return new Plan(
                "test",
                1,
                "0123456789ab",
                ZoneOffset.UTC,
                List.of(),
                List.of(),
                List.of(),
                destinations,
                List.of(night),
                List.of(),
                List.of(),
                points,
                new Plan.MeasureCheck(0, 0, 0, 0, 0, Set.of()),
                false);
    }
}
