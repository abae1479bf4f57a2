// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import java.time.Duration;

/** Counts events in windows that start with the first event after the last window. One thread. */
final class RateLimit {
    private final int most;
    private final long windowNanos;
    private long windowStart;
    private int count;

    /** At most {@code most} events in one window. */
    RateLimit(int most, Duration window) {
        this.most = most;
        this.windowNanos = window.toNanos();
    }

    /** Counts one event at this monotonic time; true when it is one too many for its window. */
    boolean exceeded(long at) {
        if (count == 0 || at - windowStart >= windowNanos) {
            windowStart = at;
            count = 0;
        }
        return ++count > most;
    }
}
