// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import java.util.concurrent.atomic.AtomicLongArray;

/** Running totals behind {@link Figures}; counted on the event loop, read on any thread. */
final class Counters {
    private final AtomicLongArray totals = new AtomicLongArray(Count.values().length);

    /** What is counted. */
    enum Count {
        POLLS,
        POLL_NANOS,
        RECORDS,
        UNKNOWN,
        GAPS,
        COMMANDS,
        COALESCED,
        DROPS,
        SESSIONS,
        FAILURES
    }

    void add(Count count, long amount) {
        totals.getAndAdd(count.ordinal(), amount);
    }

    Figures figures() {
        return new Figures(
                total(Count.POLLS),
                total(Count.POLL_NANOS),
                total(Count.RECORDS),
                total(Count.UNKNOWN),
                total(Count.GAPS),
                total(Count.COMMANDS),
                total(Count.COALESCED),
                total(Count.DROPS),
                total(Count.SESSIONS),
                total(Count.FAILURES));
    }

    private long total(Count count) {
        return totals.get(count.ordinal());
    }
}
