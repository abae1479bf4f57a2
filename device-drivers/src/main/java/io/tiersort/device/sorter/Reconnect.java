// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.tiersort.device.NanoClock;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Tries again for ever until stopped. Pauses are random between 1 ms and a bound that doubles from {@code min} to
 * {@code max} with every failure; the bound starts over after a connection that has held for {@code max}. Runs on the
 * event loop.
 */
final class Reconnect {
    private final EventLoop loop;
    private final NanoClock clock;
    private final RandomGenerator random;
    private final Duration min;
    private final Duration max;
    private final Runnable attempt;

    private int failures;
    private long establishedAt;
    private boolean established;
    private boolean stopped;
    private @Nullable ScheduledFuture<?> timer;

    Reconnect(EventLoop loop, NanoClock clock, RandomGenerator random, Duration min, Duration max, Runnable attempt) {
        this.loop = loop;
        this.clock = clock;
        this.random = random;
        this.min = min;
        this.max = max;
        this.attempt = attempt;
    }

    /** The attempt has led to a working connection. */
    void established() {
        established = true;
        establishedAt = clock.nanos();
    }

    /** The attempt or the connection has failed: the next attempt follows after a pause. */
    void failed() {
        if (established && clock.nanos() - establishedAt >= max.toNanos()) {
            failures = 0;
        }
        established = false;
        if (!stopped) {
            timer = loop.schedule(attempt, pause(), TimeUnit.MILLISECONDS);
            failures++;
        }
    }

    /** No attempt from now on. */
    void stop() {
        stopped = true;
        if (timer != null) {
            timer.cancel(false);
        }
    }

    private long pause() {
        long bound = Math.min(max.toMillis(), min.toMillis() << Math.min(failures, 16));
        return random.nextLong(bound) + 1;
    }
}
