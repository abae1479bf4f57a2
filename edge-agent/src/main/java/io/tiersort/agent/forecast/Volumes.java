// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Parcels per quarter of an hour of the site's clock. A quarter that a day in spring lacks stays empty; one that a day in
 * autumn has twice counts both. One thread.
 */
public final class Volumes {
    static final int QUARTERS = 96;
    static final int SERIES_MAX = 500;

    private static final int SECONDS = 900;
    private final Map<Series, NavigableMap<LocalDate, int[]>> days = new HashMap<>();

    static int quarter(LocalTime time) {
        return time.toSecondOfDay() / SECONDS;
    }

    /** Whether parcels of this series can be counted: it is known, or there is room for one more. */
    boolean takes(Series series) {
        return days.containsKey(series) || days.size() < SERIES_MAX;
    }

    void add(Series series, LocalDate day, int quarter, int count) {
        days.computeIfAbsent(series, one -> new TreeMap<>()).computeIfAbsent(day, date -> new int[QUARTERS])[quarter] +=
                count;
    }

    void forget(LocalDate before) {
        days.values().forEach(series -> series.headMap(before).clear());
        days.values().removeIf(Map::isEmpty);
    }

    /** First day with a parcel, or {@link LocalDate#MAX} when there is none. */
    LocalDate first() {
        NavigableMap<LocalDate, int[]> site = days.get(Series.SITE);
        return site == null || site.isEmpty() ? LocalDate.MAX : site.firstKey();
    }

    /** Whether the site sorted anything on this day. */
    boolean open(LocalDate day) {
        NavigableMap<LocalDate, int[]> site = days.get(Series.SITE);
        return site != null && site.containsKey(day);
    }

    /** Parcels between two moments; of a quarter that is cut, its share. */
    double between(Series series, LocalDateTime from, LocalDateTime to) {
        NavigableMap<LocalDate, int[]> counted = days.get(series);
        if (counted == null || !from.isBefore(to)) {
            return 0;
        }
        double sum = 0;
        for (Map.Entry<LocalDate, int[]> day :
                counted.subMap(from.toLocalDate(), true, to.toLocalDate(), true).entrySet()) {
            double first = day.getKey().equals(from.toLocalDate()) ? place(from) : 0;
            double last = day.getKey().equals(to.toLocalDate()) ? place(to) : QUARTERS;
            sum += sum(day.getValue(), first, last);
        }
        return sum;
    }

    private static double place(LocalDateTime moment) {
        return (double) moment.toLocalTime().toSecondOfDay() / SECONDS;
    }

    private static double sum(int[] quarters, double first, double last) {
        double sum = 0;
        for (int quarter = (int) first; quarter < last; quarter++) {
            sum += quarters[quarter] * (Math.min(last, quarter + 1) - Math.max(first, quarter));
        }
        return sum;
    }

    /** The most parcels in any so many quarters in a row of one day, 1..96. */
    long best(Series series, int length) {
        long best = 0;
        for (int[] quarters : days.getOrDefault(series, new TreeMap<>()).values()) {
            long sum = Arrays.stream(quarters, 0, length).sum();
            best = Math.max(best, sum);
            for (int next = length; next < QUARTERS; next++) {
                sum += quarters[next] - quarters[next - length];
                best = Math.max(best, sum);
            }
        }
        return best;
    }
}
