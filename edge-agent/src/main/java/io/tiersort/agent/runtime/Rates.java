// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.device.NanoClock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** Parcels per hour over the last minute, from counts looked at now and then. Any thread. */
final class Rates {
    private static final long WINDOW_NANOS = 60_000_000_000L;
    private static final long STEP_NANOS = 500_000_000L;
    private static final double NANOS_PER_HOUR = 3_600e9;

    private record Sample(long nanos, long count) {}

    private final NanoClock clock;
    private final Map<String, Deque<Sample>> samples = new HashMap<>();

    Rates(NanoClock clock) {
        this.clock = clock;
    }

    synchronized long perHour(String line, long count) {
        long now = clock.nanos();
        Deque<Sample> past = samples.computeIfAbsent(line, key -> new ArrayDeque<>());
        if (past.isEmpty() || now - past.getLast().nanos() >= STEP_NANOS) {
            past.addLast(new Sample(now, count));
        }
        while (past.size() > 2 && now - past.getFirst().nanos() > WINDOW_NANOS) {
            past.removeFirst();
        }
        long nanos = now - past.getFirst().nanos();
        return nanos < STEP_NANOS ? 0 : Math.round((count - past.getFirst().count()) * NANOS_PER_HOUR / nanos);
    }
}
