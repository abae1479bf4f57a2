// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Distribution of a duration since the start, in microseconds. Recording is wait-free; reading is for any thread. */
public final class Latencies {
    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(5);

    private final Recorder recorder = new Recorder(MAX_MICROS, 3);
    private final Histogram total = new Histogram(MAX_MICROS, 3);

    /** Adds one duration; negative ones count as 0. */
    public void record(long nanos) {
        recorder.recordValue(Math.min(MAX_MICROS, Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos))));
    }

    /** Everything so far: count, p50, p99, p999 and max in microseconds. */
    public JsonObject summary() {
        Histogram now = histogram();
        return new JsonObject()
                .put("count", now.getTotalCount())
                .put("p50", now.getValueAtPercentile(50))
                .put("p99", now.getValueAtPercentile(99))
                .put("p999", now.getValueAtPercentile(99.9))
                .put("max", now.getTotalCount() == 0 ? 0 : now.getMaxValue());
    }

    /** A copy of everything so far. */
    public Histogram histogram() {
        synchronized (total) {
            total.add(recorder.getIntervalHistogram());
            return total.copy();
        }
    }
}
