// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

/** Monotonic time, handed in wherever elapsed time matters, so that a simulation can own it. */
@FunctionalInterface
public interface NanoClock {
    /** Nanoseconds since an arbitrary origin; never goes back, unaffected by steps of the wall clock. */
    long nanos();

    /** The clock of this machine. */
    static NanoClock system() {
        return System::nanoTime;
    }
}
