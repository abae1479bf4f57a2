// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import io.tiersort.agent.plan.Plan;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Forecasts from the same weekdays of the past thirteen weeks. Holidays of the plan and days on which the site stood still
 * are left out, and so is the first day of the history, which may be half a day. One thread.
 */
public final class Forecaster {
    /** Days like today without which nothing is said. */
    public static final int DAYS_MIN = 4;

    private static final int WEEKS = 13;
    private static final Duration LOOK_BACK = Duration.ofHours(6);

    private final Volumes volumes;
    private final Set<LocalDate> holidays;

    /** Forecasts by these volumes; only the holidays of the plan count here. */
    public Forecaster(Volumes volumes, Plan plan) {
        this.volumes = volumes;
        holidays = plan.departures().stream()
                .flatMap(departure -> departure.holidays().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** What is expected from {@code now} until {@code until}, both by the site's clock. */
    public Forecast forecast(Series series, LocalDateTime now, LocalDateTime until) {
        LocalDateTime midnight = now.toLocalDate().atStartOfDay();
        long soFar = Math.round(volumes.between(series, midnight, now));
        if (holidays.contains(now.toLocalDate())) {
            return new Forecast(series, until, soFar, 0, null, "today is a holiday: no days like it");
        }
        List<Integer> alike = daysAlike(now.toLocalDate());
        if (alike.size() < DAYS_MIN) {
            String problem = "not enough history: " + alike.size() + " days like today; " + DAYS_MIN + " are needed";
            return new Forecast(series, until, soFar, alike.size(), null, problem);
        }
        // Right after midnight the evening before tells more of the level than the first minutes of the day.
        LocalDateTime since = midnight.isBefore(now.minus(LOOK_BACK)) ? midnight : now.minus(LOOK_BACK);
        double[] before = new double[alike.size()];
        double[] after = new double[alike.size()];
        for (int i = 0; i < before.length; i++) {
            int back = alike.get(i);
            before[i] = volumes.between(series, since.minusDays(back), now.minusDays(back));
            after[i] = volumes.between(series, now.minusDays(back), until.minusDays(back));
        }
        Prediction rest = Prediction.of(before, after, volumes.between(series, since, now));
        return new Forecast(series, until, soFar, alike.size(), rest, "");
    }

    private List<Integer> daysAlike(LocalDate today) {
        List<Integer> back = new ArrayList<>();
        for (int week = 1; week <= WEEKS; week++) {
            LocalDate day = today.minusWeeks(week);
            if (volumes.open(day) && day.isAfter(volumes.first()) && !holidays.contains(day)) {
                back.add(7 * week);
            }
        }
        return back;
    }
}
