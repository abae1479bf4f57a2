// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** Waits for something to become true. */
public final class Waiting {
    /** Long enough for a slow machine; a condition that holds ends the wait at once. */
    static final Duration LONG = Duration.ofSeconds(60);

    private Waiting() {}

    /** Asks every few milliseconds; fails with what it found when it did not happen in time. */
    public static void until(String what, Callable<Boolean> condition, Supplier<?> found) throws Exception {
        long end = System.nanoTime() + LONG.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                Assertions.fail("expected within " + LONG.toSeconds() + " s: " + what + "; found " + found.get());
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
