// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Timetable;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Holds what is expected against what there is room for. One thread; one use. */
public final class Risks {
    /** How long a departure may be off to be looked at. */
    private static final Duration AHEAD = Duration.ofHours(24);

    private static final Duration QUARTER = Duration.ofMinutes(15);
    private static final int QUARTERS_OF_HOUR = 4;

    /** Days of history without which the most ever sorted is no measure of what the site can do. */
    private static final int MEASURED_DAYS = 7;

    /** A new record by less than this is no reason to worry. */
    private static final double RECORD = 1.1;

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final Plan plan;
    private final ZoneId zone;
    private final Volumes volumes;
    private final Forecaster forecaster;
    private final Instant instant;
    private final LocalDateTime now;
    private final Map<Integer, LineLayout.Chute> chutes = new HashMap<>();
    private final List<Risk> found = new ArrayList<>();

    /** @param layouts all lines of the site */
    public Risks(Plan plan, List<LineLayout> layouts, Volumes volumes, Instant instant, ZoneId zone) {
        this.plan = plan;
        this.zone = zone;
        this.volumes = volumes;
        this.instant = instant;
        forecaster = new Forecaster(volumes, plan);
        now = LocalDateTime.ofInstant(instant, zone);
        layouts.forEach(layout -> layout.chutes().forEach(chute -> chutes.put(chute.number(), chute)));
    }

    /** Every risk there is a number for, small ones too. */
    public List<Risk> all() {
        Timetable timetable = new Timetable(plan);
        for (Plan.Departure departure : plan.departures()) {
            run(timetable, departure.id()).ifPresent(run -> {
                capacity(departure, run);
                cutOff(departure, run);
            });
        }
        plan.destinations().forEach(this::chuteGroup);
        plan.points().forEach(this::point);
        return List.copyOf(found);
    }

    /** One run of a departure: parcels sorted after {@code from} and up to {@code until} leave with it. */
    record Run(LocalDateTime from, LocalDateTime until) {}

    private Optional<Run> run(Timetable timetable, String departure) {
        long millis = instant.toEpochMilli();
        long next = timetable.nextCutOff(departure, millis);
        if (next == Timetable.NEVER || next - millis > AHEAD.toMillis()) {
            return Optional.empty();
        }
        long former = millis - AHEAD.toMillis();
        long at = timetable.nextCutOff(departure, former);
        while (at < millis) {
            former = at;
            at = timetable.nextCutOff(departure, at + 1);
        }
        return Optional.of(new Run(local(former), local(next)));
    }

    private LocalDateTime local(long millis) {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(millis), zone);
    }

    /** End of the next run's cut-off of a departure within a day, or midnight. */
    public LocalDateTime horizon(String departure) {
        return run(new Timetable(plan), departure)
                .map(Run::until)
                .orElse(now.toLocalDate().plusDays(1).atStartOfDay());
    }

    private void capacity(Plan.Departure departure, Run run) {
        int capacity = departure.capacity().parcels();
        Series series = new Series(Series.Kind.DEPARTURE, departure.id());
        Prediction rest = forecaster.forecast(series, now, run.until).rest();
        if (capacity > 0 && rest != null) {
            double taken = volumes.between(series, run.from, now);
            found.add(new Risk(
                    "forecast.capacity." + departure.id(),
                    2,
                    rest.chanceAbove(capacity - taken),
                    "Departure " + departure.name() + " may not take all its parcels: " + Math.round(taken) + " of "
                            + capacity + " places are used, " + expected(rest, run.until),
                    "Order more room for this departure, or let the plan put a tier on a later one."));
        }
    }

    private void cutOff(Plan.Departure departure, Run run) {
        int quarters = (int) Duration.between(now, run.until).dividedBy(QUARTER);
        Prediction rest = forecaster.forecast(Series.SITE, now, run.until).rest();
        if (rest != null && quarters > 0 && measured()) {
            long best = volumes.best(Series.SITE, Math.min(quarters + 1, Volumes.QUARTERS));
            found.add(new Risk(
                    "forecast.cutoff." + departure.id(),
                    2,
                    rest.chanceAbove(best * RECORD),
                    "The cut-off of " + departure.name() + " may not hold: " + expected(rest, run.until)
                            + ", in such a time the site has sorted at most " + best,
                    "Induct the parcels of this departure first, or ask the carrier to wait."));
        }
    }

    private void chuteGroup(Plan.Destination destination) {
        Series series = new Series(Series.Kind.DESTINATION, destination.id());
        LocalDateTime hour = now.plusHours(1);
        Prediction rest = forecaster.forecast(series, now, hour).rest();
        double limit = perHour(destination);
        double most = limit > 0 ? limit : volumes.best(series, QUARTERS_OF_HOUR) * RECORD;
        if (rest != null && most > 0 && (limit > 0 || measured())) {
            found.add(new Risk(
                    "forecast.chutes." + destination.id(),
                    3,
                    rest.chanceAbove(most),
                    "The chutes of " + destination.id() + " may not keep up: " + expected(rest, hour) + ", they "
                            + (limit > 0 ? "take" : "are known to take") + " at most " + Math.round(most) + " an hour",
                    "Add a chute to this destination in the plan, or put more people at its chutes."));
        }
    }

    /** What the chutes of a destination may be sent within an hour, 0 when one of them has no such limit. */
    private double perHour(Plan.Destination destination) {
        double sum = 0;
        for (int number : destination.chutes()) {
            LineLayout.Chute chute = chutes.get(number);
            if (chute == null || chute.rateParcels() == 0 || chute.rateWithin().isZero()) {
                return 0;
            }
            sum += chute.rateParcels() / hours(chute.rateWithin());
        }
        return sum;
    }

    private void point(Plan.Point point) {
        int room = point.compartments().isEmpty()
                ? point.room().parcels()
                : point.compartments().stream()
                        .mapToInt(Plan.Compartment::count)
                        .sum();
        Series series = new Series(Series.Kind.POINT, point.id());
        LocalDateTime midnight = now.toLocalDate().atStartOfDay();
        Prediction rest = forecaster.forecast(series, now, midnight.plusDays(1)).rest();
        if (room > 0 && rest != null) {
            double taken = volumes.between(series, midnight, now);
            found.add(new Risk(
                    "forecast.point." + point.id(),
                    3,
                    rest.chanceAbove(room - taken),
                    "Pickup point " + point.id() + " may run full: " + Math.round(taken) + " of " + room
                            + " places are used today, " + expected(rest, midnight.plusDays(1)),
                    "Have it emptied, or name an alternative point in the plan."));
        }
    }

    private boolean measured() {
        return !volumes.first().isAfter(now.toLocalDate().minusDays(MEASURED_DAYS));
    }

    private static double hours(Duration time) {
        return time.toMillis() / (double) Duration.ofHours(1).toMillis();
    }

    private static String expected(Prediction rest, LocalDateTime until) {
        return rest.low() + " to " + rest.high() + " more are expected until " + CLOCK.format(until);
    }
}
