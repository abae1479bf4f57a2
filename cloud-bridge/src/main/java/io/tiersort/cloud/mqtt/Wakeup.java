// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Tells one waiting thread that something changed; many tellings before it looks count once. */
final class Wakeup {
    private final Semaphore signals = new Semaphore(0);

    /** Wakes the waiter, or lets its next wait return at once. Never blocks. */
    void signal() {
        if (signals.availablePermits() == 0) {
            signals.release();
        }
    }

    /** Returns when signalled or when the time has passed. */
    void await(long nanos) throws InterruptedException {
        if (signals.tryAcquire(nanos, TimeUnit.NANOSECONDS)) {
            signals.drainPermits();
        }
    }
}
