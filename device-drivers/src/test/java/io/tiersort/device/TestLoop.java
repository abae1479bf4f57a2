// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/** One event loop with a clock that a test may move ahead. */
public final class TestLoop implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    private final Context loop = vertx.getOrCreateContext();
    private final AtomicLong ahead = new AtomicLong();

    /** What a driver on this loop gets. */
    public DeviceContext context() {
        return new DeviceContext(vertx, loop, () -> System.nanoTime() + ahead.get(), new Random());
    }

    /** The timers and sockets behind the loop. */
    public Vertx vertx() {
        return vertx;
    }

    /** Moves the clock, not the timers. */
    public void moveClock(long nanos) {
        ahead.addAndGet(nanos);
    }

    /** Runs on the loop and waits for the result. */
    public <T> T call(Supplier<T> action) {
        Promise<T> result = Promise.promise();
        loop.runOnContext(ignored -> {
            try {
                result.complete(action.get());
            } catch (RuntimeException e) {
                result.fail(e);
            }
        });
        return Within.seconds(result.future());
    }

    /** Runs on the loop and waits until it has run. */
    public void run(Runnable action) {
        call(() -> {
            action.run();
            return true;
        });
    }

    /** Starts on the loop and waits until what was started has completed. */
    public <T> T complete(Supplier<Future<T>> action) {
        return Within.seconds(call(action));
    }

    @Override
    public void close() {
        Within.seconds(vertx.close());
    }
}
