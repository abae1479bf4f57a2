// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import static org.junit.jupiter.api.Assertions.fail;

import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits of tests: each has a limit, and says what it waited for. */
public final class Within {
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private Within() {}

    /** Returns as soon as the condition holds; fails after ten seconds with what was expected and what there is. */
    public static void seconds(String expected, BooleanSupplier condition, Supplier<Object> actual) {
        long end = System.nanoTime() + LIMIT.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - end > 0) {
                fail("expected within " + LIMIT.toSeconds() + " s: " + expected + "; found " + actual.get());
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** The value of the future; fails after ten seconds or when the future fails. */
    public static <T> T seconds(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("future: " + e, e);
        }
    }
}
