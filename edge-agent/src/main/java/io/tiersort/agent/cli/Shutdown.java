// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Closes something exactly once: on SIGTERM, on Ctrl-C, or at the end of a command. */
final class Shutdown {
    private final CountDownLatch asked = new CountDownLatch(1);
    private final AtomicBoolean closed = new AtomicBoolean();
    private final Runnable close;

    private Shutdown(Runnable close) {
        this.close = close;
    }

    static Shutdown onSignal(Runnable close) {
        Shutdown shutdown = new Shutdown(close);
        Runtime.getRuntime().addShutdownHook(new Thread(shutdown::now, "shutdown"));
        return shutdown;
    }

    /** Waits until the process is told to stop. */
    void await() throws InterruptedException {
        asked.await();
    }

    /** Closes now, unless that was done already. */
    void now() {
        asked.countDown();
        if (closed.compareAndSet(false, true)) {
            close.run();
        }
    }

    /** Waits until the process is told to stop, but not longer than this. */
    boolean await(Duration limit) throws InterruptedException {
        return asked.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean wasAsked() {
        return asked.getCount() == 0;
    }
}
