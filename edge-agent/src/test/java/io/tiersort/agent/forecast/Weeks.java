// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Random;
import org.hipparchus.distribution.discrete.PoissonDistribution;

/**
 * Invented weeks of a site: the clock of a day flat from 10 to 22 h with a dip from 1 to 7 h, Monday the strongest day and
 * Saturday the weakest; each day its own level, each hour its own noise, each quarter of an hour a Poisson count.
 */
final class Weeks {
    private static final LocalDate START = LocalDate.of(2026, 6, 1);
    private static final double[] WEEKDAYS = {1.16, 1.05, 1.0, 1.0, 1.0, 0.78, 0.85};
    private static final double QUARTER = 60;

    final Volumes all = new Volumes();

    Weeks(Random random, int weeks) {
        this(random, weeks, LocalDateTime.MAX);
    }

    /** Leaves out what comes after {@code end}. */
    Weeks(Random random, int weeks, LocalDateTime end) {
        for (int day = 0; day < 7 * weeks; day++) {
            double level = WEEKDAYS[day % 7] * Math.exp(0.15 * random.nextGaussian());
            double noise = 1;
            for (int quarter = 0; quarter < Volumes.QUARTERS; quarter++) {
                if (quarter % 4 == 0) {
                    noise = Math.exp(0.1 * random.nextGaussian());
                }
                double mean = QUARTER * level * noise * profile(quarter / 4);
                int count = new PoissonDistribution(mean).inverseCumulativeProbability(random.nextDouble());
                LocalDate date = START.plusDays(day);
                if (date.atTime(LocalTime.ofSecondOfDay(quarter * 900L)).isBefore(end)) {
                    all.add(Series.SITE, date, quarter, count);
                }
            }
        }
    }

    private static double profile(int hour) {
        if (hour >= 10 && hour < 22) {
            return 1;
        }
        return hour >= 1 && hour < 7 ? 0.15 : 0.5;
    }
}
