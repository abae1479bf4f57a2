// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** Waits until something holds, looking again and again, and fails with what there was instead. */
public final class Eventually {
    private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private Eventually() {}

    public static void within(Duration limit, BooleanSupplier condition, Supplier<?> otherwise) {
        long deadline = System.nanoTime() + limit.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                Assertions.fail("not within " + limit + ": " + otherwise.get());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    public static void soon(BooleanSupplier condition, Supplier<?> otherwise) {
        within(Duration.ofSeconds(20), condition, otherwise);
    }
}
