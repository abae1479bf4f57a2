// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.vertx.core.json.JsonObject;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/**
 * The stamps of one measurement. A frame is stamped just before the one write that hands it to the kernel, so that a
 * command can never be stamped before its frame; the cost of that write is part of the latency, for agent and relay
 * alike. The scanners' thread and the PLC's thread write, any thread reads.
 */
final class Trial {
    private static final long NONE = 0;
    private static final long MAX_MICROS = TimeUnit.MINUTES.toMicros(5);

    private final long first;
    private final AtomicLongArray scheduled;
    private final AtomicLongArray sent;
    private final AtomicLongArray received;
    private final AtomicLongArray announced;
    private final AtomicInteger arrived = new AtomicInteger();
    private final AtomicInteger repeated = new AtomicInteger();

    /** For {@code count} parcels with tracking ids from {@code first} on. */
    Trial(long first, int count) {
        this.first = first;
        scheduled = new AtomicLongArray(count);
        sent = new AtomicLongArray(count);
        received = new AtomicLongArray(count);
        announced = new AtomicLongArray(count);
    }

    int count() {
        return sent.length();
    }

    long first() {
        return first;
    }

    void sent(int number, long due, long nanos) {
        scheduled.set(number, due);
        sent.set(number, nanos);
    }

    /** True when this is the first command for a parcel of this trial. */
    boolean received(long trackingId, long nanos) {
        if (!covers(trackingId)) {
            return false;
        }
        boolean fresh = received.compareAndSet((int) (trackingId - first), NONE, nanos);
        (fresh ? arrived : repeated).incrementAndGet();
        return fresh;
    }

    /** True when this is the first time that a command for a parcel of this trial may be acted on. */
    boolean announced(long trackingId, long nanos) {
        return covers(trackingId) && announced.compareAndSet((int) (trackingId - first), NONE, nanos);
    }

    private boolean covers(long trackingId) {
        return trackingId >= first && trackingId - first < count();
    }

    boolean complete() {
        return arrived.get() == count();
    }

    JsonObject result() {
        Histogram latency = new Histogram(MAX_MICROS, 3);
        Histogram fromSchedule = new Histogram(MAX_MICROS, 3);
        Histogram actable = new Histogram(MAX_MICROS, 3);
        Histogram lateness = new Histogram(MAX_MICROS, 3);
        for (int i = 0; i < count(); i++) {
            lateness.recordValue(micros(sent.get(i) - scheduled.get(i)));
            if (received.get(i) != NONE) {
                latency.recordValue(micros(received.get(i) - sent.get(i)));
                fromSchedule.recordValue(micros(received.get(i) - scheduled.get(i)));
            }
            if (announced.get(i) != NONE) {
                actable.recordValue(micros(announced.get(i) - sent.get(i)));
            }
        }
        return new JsonObject()
                .put("sent", count())
                .put("received", arrived.get())
                .put("lost", count() - arrived.get())
                .put("repeated", repeated.get())
                .put("micros", Micros.of(latency).json())
                .put("fromScheduleMicros", Micros.of(fromSchedule).json())
                .put("announcedMicros", Micros.of(actable).json())
                .put("playerLateMicros", Micros.of(lateness).json());
    }

    private static long micros(long nanos) {
        return Math.min(MAX_MICROS, Math.max(0, TimeUnit.NANOSECONDS.toMicros(nanos)));
    }
}
