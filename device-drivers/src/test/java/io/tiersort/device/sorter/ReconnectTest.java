// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.DefaultEventLoop;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ReconnectTest {
    private final DefaultEventLoop loop = new DefaultEventLoop();
    private final AtomicLong now = new AtomicLong();
    private final List<Long> bounds = new ArrayList<>();
    private final Reconnect reconnect =
            new Reconnect(loop, now::get, new Bounds(), Duration.ofMillis(250), Duration.ofSeconds(10), () -> {});

    @AfterEach
    void stopLoop() {
        reconnect.stop();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @Test
    void theBoundDoublesUpToTheLargest() {
        for (int i = 0; i < 40; i++) {
            reconnect.failed();
        }

        assertEquals(List.of(250L, 500L, 1_000L, 2_000L, 4_000L, 8_000L, 10_000L, 10_000L), bounds.subList(0, 8));
        assertEquals(10_000L, bounds.get(39));
    }

    @Test
    void onlyAConnectionThatHeldStartsTheBoundOver() {
        reconnect.failed();
        reconnect.established();
        now.addAndGet(Duration.ofMillis(9_999).toNanos());
        reconnect.failed();
        reconnect.established();
        now.addAndGet(Duration.ofSeconds(10).toNanos());
        reconnect.failed();

        assertEquals(List.of(250L, 500L, 250L), bounds);
    }

    @Test
    void nothingIsTriedAfterTheStop() {
        reconnect.stop();
        reconnect.failed();

        assertEquals(List.of(), bounds);
    }

    /** Notes the bounds it is asked for. */
    private final class Bounds implements RandomGenerator {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            bounds.add(bound);
            return bound - 1;
        }
    }
}
