// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Waits between attempts: random below a ceiling that doubles from {@code min} to {@code max}. Not thread-safe. */
final class Backoff {
    private final long minMillis;
    private final long maxMillis;
    private final RandomGenerator random;
    private long ceiling;

    Backoff(Duration min, Duration max, RandomGenerator random) {
        this.minMillis = min.toMillis();
        this.maxMillis = max.toMillis();
        this.random = random;
        this.ceiling = minMillis;
    }

    /** The next wait in milliseconds. */
    long next() {
        long wait = random.nextLong(ceiling + 1);
        ceiling = Math.min(maxMillis, ceiling * 2);
        return wait;
    }

    void reset() {
        ceiling = minMillis;
    }
}
