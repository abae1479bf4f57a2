// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;

/** Running totals behind {@link Figures}; counted on the event loop, read on any thread. */
final class Counters {
    private final Map<Count, AtomicLong> totals = new EnumMap<>(Count.class);

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

    Counters() {
        for (Count count : Count.values()) {
            totals.put(count, new AtomicLong());
        }
    }

    void add(Count count, long amount) {
        of(count).getAndAdd(amount);
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
        return of(count).get();
    }

    private AtomicLong of(Count count) {
        return Objects.requireNonNull(totals.get(count));
    }
}
