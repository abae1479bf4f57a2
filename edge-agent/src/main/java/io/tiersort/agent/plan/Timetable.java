// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * When the departures of one plan cut off. Clock times are resolved in the plan's zone day by day, so that days of 23 and
 * 25 hours come out right: a time inside a spring gap means the same distance after it, a doubled autumn time its first
 * occurrence. A date that is named by a cut-off has only the cut-offs that name it; other holidays have none. One owner;
 * answers are kept for the time for which they are exact.
 */
public final class Timetable {
    /** Stands for "never". */
    public static final long NEVER = Long.MAX_VALUE;

    /** Answers kept for one departure: runs that are asked about at one time. */
    private static final int KEPT = 16;

    private final ZoneId zone;
    private final Map<String, Calendar> calendars = new HashMap<>();

    /** The timetable of a plan. */
    public Timetable(Plan plan) {
        zone = plan.zone();
        plan.departures().forEach(departure -> calendars.put(departure.id(), new Calendar(departure)));
    }

    /** First cut-off of the departure at or after {@code millis}, or {@link #NEVER} when there is none any more. */
    public long nextCutOff(String departure, long millis) {
        Calendar calendar = calendars.get(departure);
        return calendar == null ? NEVER : calendar.next(millis);
    }

    /** The cut-off of the departure that follows {@code cutOff}, or {@link #NEVER} when it is the last. */
    public long cutOffAfter(String departure, long cutOff) {
        return cutOff == NEVER ? NEVER : nextCutOff(departure, cutOff + 1);
    }

    /** Time to allow from decision to drop, in milliseconds. */
    public long dwellMillis(String departure) {
        Calendar calendar = calendars.get(departure);
        return calendar == null ? 0 : calendar.departure.dwell().toMillis();
    }

    private final class Calendar {
        private final Plan.Departure departure;
        private final TreeSet<LocalDate> named = new TreeSet<>();
        private final boolean weekly;
        /** By cut-off: from when on it is known to be the next. */
        private final NavigableMap<Long, Long> nextSince = new TreeMap<>();

        Calendar(Plan.Departure departure) {
            this.departure = departure;
            departure.cutOffs().forEach(cutOff -> named.addAll(cutOff.dates()));
            weekly = departure.cutOffs().stream()
                    .anyMatch(cutOff -> !cutOff.days().isEmpty());
        }

        long next(long millis) {
            Map.Entry<Long, Long> kept = nextSince.ceilingEntry(millis);
            if (kept != null && kept.getValue() <= millis) {
                return kept.getKey();
            }
            long found = search(millis);
            nextSince.merge(found, millis, Math::min);
            if (nextSince.size() > KEPT) {
                nextSince.pollFirstEntry();
            }
            return found;
        }

        /** Looks from the day before on, whose times may lie in a gap that ends today. */
        private long search(long millis) {
            LocalDate today = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
            for (LocalDate day = today.minusDays(1); day != null; day = following(day)) {
                long found = first(day, millis);
                if (found != NEVER) {
                    // A time that a gap puts off may come after the first one of the day that follows.
                    return Math.min(found, first(day.plusDays(1), millis));
                }
            }
            return NEVER;
        }

        /** The next day that may have a cut-off: with weekly ones any, as holidays come to an end. */
        private @Nullable LocalDate following(LocalDate day) {
            return weekly ? day.plusDays(1) : named.higher(day);
        }

        private long first(LocalDate day, long millis) {
            return on(day).mapToLong(cutOff ->
                            ZonedDateTime.of(day, cutOff.at(), zone).toInstant().toEpochMilli())
                    .filter(at -> at >= millis)
                    .min()
                    .orElse(NEVER);
        }

        private Stream<Plan.CutOff> on(LocalDate day) {
            if (named.contains(day)) {
                return departure.cutOffs().stream()
                        .filter(cutOff -> cutOff.dates().contains(day));
            }
            return departure.holidays().contains(day)
                    ? Stream.empty()
                    : departure.cutOffs().stream()
                            .filter(cutOff -> cutOff.days().contains(day.getDayOfWeek()));
        }
    }
}
