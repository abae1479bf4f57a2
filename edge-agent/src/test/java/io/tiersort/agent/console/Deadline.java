// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Assertions;

/** Waits for something to become true. */
final class Deadline {
    private Deadline() {}

    /** Asks every few milliseconds; fails with {@code what} when it did not happen within {@code limit}. */
    static void within(Duration limit, String what, Callable<Boolean> condition) throws Exception {
        long end = System.nanoTime() + limit.toNanos();
        while (!condition.call()) {
            if (System.nanoTime() > end) {
                Assertions.fail("expected within " + limit + ": " + what);
            }
            LockSupport.parkNanos(5_000_000);
        }
    }
}
