// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.simulate.Shift;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** How simulated shifts went. */
final class ShiftText {
    private static final double NANOS_PER_HOUR = 3_600e9;

    private ShiftText() {}

    /** For programs; {@code realHours} is how long it took. */
    static JsonObject json(List<Shift.Result> results, double realHours) {
        JsonArray shifts = new JsonArray();
        for (Shift.Result result : results) {
            JsonObject shift = new JsonObject()
                    .put("seed", result.seed())
                    .put("virtualHours", virtualHours(List.of(result)))
                    .put("parcels", result.tally().parcels())
                    .put("facts", result.tally().facts())
                    .put("hash", result.hash())
                    .put("missorted", result.physical().misdiverts())
                    .put("massBalance", result.physical().massBalance());
            result.tally().figures().forEach((name, counts) -> shift.put(name, figures(counts)));
            result.violation().ifPresent(found -> shift.put("violation", found.text()));
            shifts.add(shift);
        }
        return new JsonObject()
                .put("shifts", shifts)
                .put(
                        "violations",
                        results.stream()
                                .filter(result -> result.violation().isPresent())
                                .count())
                .put("virtualHoursPerHour", Math.round(virtualHours(results) / realHours))
                .put("parcelsPerSecond", Math.round(parcels(results) / (realHours * 3_600)));
    }

    private static JsonObject figures(Map<String, Long> counts) {
        JsonObject json = new JsonObject();
        counts.forEach(json::put);
        return json;
    }

    /** For people. */
    static String text(List<Shift.Result> results, double realHours) {
        StringBuilder text = new StringBuilder();
        for (Shift.Result result : results) {
            text.append(String.format(
                    Locale.ROOT,
                    "seed %d: %.2f virtual hours, %d parcels, missorted %d, mass balance %d, %s%n",
                    result.seed(),
                    virtualHours(List.of(result)),
                    result.tally().parcels(),
                    result.physical().misdiverts(),
                    result.physical().massBalance(),
                    result.violation()
                            .map(found -> "VIOLATED " + found.invariant())
                            .orElse("0 violations")));
            result.tally()
                    .figures()
                    .forEach((name, counts) -> text.append("  ")
                            .append(name)
                            .append(": ")
                            .append(counts.entrySet().stream()
                                    .map(each -> each.getKey() + " " + each.getValue())
                                    .collect(Collectors.joining(", ")))
                            .append(System.lineSeparator()));
            text.append("  hash ").append(result.hash()).append(System.lineSeparator());
        }
        return text.append(String.format(
                        Locale.ROOT,
                        "%.0f virtual hours per hour, %.0f parcels per second",
                        virtualHours(results) / realHours,
                        parcels(results) / (realHours * 3_600)))
                .toString();
    }

    private static double virtualHours(List<Shift.Result> results) {
        return results.stream()
                .mapToDouble(result -> result.virtual().toNanos() / NANOS_PER_HOUR)
                .sum();
    }

    private static double parcels(List<Shift.Result> results) {
        return results.stream().mapToLong(result -> result.tally().parcels()).sum();
    }
}
