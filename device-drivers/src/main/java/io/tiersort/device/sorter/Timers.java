// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

/** Where a driver's time comes from: the event loop of its line, or the virtual time of a simulation. */
@FunctionalInterface
public interface Timers {
    /** Runs {@code action} once after so many nanoseconds, 0 or more; what is returned takes that back. */
    Runnable after(long nanos, Runnable action);
}
