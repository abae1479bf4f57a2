// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.function.ToDoubleFunction;
import org.HdrHistogram.Histogram;

/** A distribution in microseconds, as far as it is quoted. */
record Micros(double p50, double p90, double p99, double p999, double max) {
    static Micros of(Histogram past) {
        return new Micros(
                past.getValueAtPercentile(50),
                past.getValueAtPercentile(90),
                past.getValueAtPercentile(99),
                past.getValueAtPercentile(99.9),
                past.getTotalCount() == 0 ? 0 : past.getMaxValue());
    }

    static Micros of(JsonObject json) {
        return new Micros(
                json.getDouble("p50"),
                json.getDouble("p90"),
                json.getDouble("p99"),
                json.getDouble("p999"),
                json.getDouble("max"));
    }

    /** Each figure on its own: the median over several runs. */
    static Micros median(List<Micros> runs) {
        return new Micros(
                median(runs, Micros::p50),
                median(runs, Micros::p90),
                median(runs, Micros::p99),
                median(runs, Micros::p999),
                median(runs, Micros::max));
    }

    private static double median(List<Micros> runs, ToDoubleFunction<Micros> figure) {
        double[] sorted = runs.stream().mapToDouble(figure).sorted().toArray();
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }

    JsonObject json() {
        return new JsonObject()
                .put("p50", p50)
                .put("p90", p90)
                .put("p99", p99)
                .put("p999", p999)
                .put("max", max);
    }
}
