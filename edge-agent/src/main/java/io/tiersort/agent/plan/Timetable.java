// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.Map;

/**
 * When the departures of one plan cut off. Clock times are resolved in the plan's zone day by day, so that days of 23 and
 * 25 hours come out right: a time inside a spring gap means the same distance after it, a doubled autumn time its first
 * occurrence. One owner; the answers are cached until they pass.
 */
public final class Timetable {
    /** Stands for "never". */
    public static final long NEVER = Long.MAX_VALUE;

    private static final int DAYS_AHEAD = 8;

    private final ZoneId zone;
    private final Map<String, Plan.Departure> departures = new HashMap<>();
    private final Map<String, Span> cutOffs = new HashMap<>();

    /** {@code answer} holds for every moment from {@code from} up to and including {@code answer}. */
    private record Span(long from, long answer) {
        boolean covers(long millis) {
            return millis >= from && millis <= answer;
        }
    }

    /** The timetable of a plan. */
    public Timetable(Plan plan) {
        zone = plan.zone();
        plan.departures().forEach(departure -> departures.put(departure.id(), departure));
    }

    /** First cut-off of the departure at or after {@code millis}, or {@link #NEVER} when none within a week. */
    public long nextCutOff(String departure, long millis) {
        Span cached = cutOffs.get(departure);
        if (cached != null && cached.covers(millis)) {
            return cached.answer();
        }
        long next = search(departure, millis);
        cutOffs.put(departure, new Span(millis, next));
        return next;
    }

    /** Time to allow from decision to drop, in milliseconds. */
    public long dwellMillis(String departure) {
        Plan.Departure found = departures.get(departure);
        return found == null ? 0 : found.dwell().toMillis();
    }

    private long search(String departure, long millis) {
        Plan.Departure found = departures.get(departure);
        if (found == null) {
            return NEVER;
        }
        LocalDate first = Instant.ofEpochMilli(millis).atZone(zone).toLocalDate();
        long best = NEVER;
        for (int ahead = 0; ahead < DAYS_AHEAD && best == NEVER; ahead++) {
            LocalDate day = first.plusDays(ahead);
            for (Plan.CutOff cutOff : found.cutOffs()) {
                if (cutOff.days().contains(day.getDayOfWeek())) {
                    long at =
                            ZonedDateTime.of(day, cutOff.at(), zone).toInstant().toEpochMilli();
                    if (at >= millis && at < best) {
                        best = at;
                    }
                }
            }
        }
        return best;
    }
}
