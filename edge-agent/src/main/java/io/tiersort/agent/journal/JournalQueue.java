// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.tiersort.device.NanoClock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What waits for the journal's writer: entries in the order they came, and cursors. Bounded: telemetry is refused from
 * three quarters of the queue on, a parcel's way from nine tenths, outcomes and exceptions only when it is full. The
 * lock is held for moments only, never during I/O.
 */
final class JournalQueue {
    private static final long CURSOR_DELAY_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(2);
    private static final int UPLINKS_MAX = 64;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Batch> batches = new ArrayDeque<>();
    private final Map<RecordClass, Long> refused = new EnumMap<>(RecordClass.class);
    private final Map<RecordClass, Long> untold = new EnumMap<>(RecordClass.class);
    private final Map<String, Long> cursors = new HashMap<>();
    private final Map<String, Long> moved = new HashMap<>();
    private final NanoClock clock;
    private final JournalSettings settings;
    /** Entries in {@link #batches}. */
    private int waiting;
    /** Entries accepted for writing and not yet durable, those with the writer included. */
    private int queued;

    private long firstAt;
    private long movedAt;
    private boolean wakeUp;
    private boolean closing;

    JournalQueue(JournalSettings settings, NanoClock clock) {
        this.settings = settings;
        this.clock = clock;
    }

    /** Entries that stand or fall together. */
    record Batch(List<JournalEntry> entries, Runnable whenDurable) {}

    /**
     * What the writer shall commit next, all of it in one transaction.
     *
     * @param refused entries by class of whose refusal no record tells yet
     * @param idle true when nothing happened for a while
     * @param done true when the queue is closed and empty
     */
    record Work(
            List<Batch> batches,
            Map<String, Long> cursors,
            Map<RecordClass, Long> refused,
            boolean idle,
            boolean done) {
        int entries() {
            return batches.stream().mapToInt(batch -> batch.entries.size()).sum();
        }
    }

    /** Queues all of the entries, or refuses and counts all of them. The most valuable one decides. */
    boolean append(List<? extends JournalEntry> entries, Runnable whenDurable) {
        Batch batch = new Batch(List.copyOf(entries), whenDurable);
        int size = batch.entries.size();
        int limit = limit(batch.entries);
        lock.lock();
        try {
            if (closing || queued + size > limit) {
                refuse(batch.entries);
                return false;
            }
            if (batches.isEmpty()) {
                firstAt = clock.nanos();
                changed.signal();
            }
            batches.add(batch);
            waiting += size;
            queued += size;
            if (waiting >= settings.groupMax()) {
                changed.signal();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    private int limit(List<JournalEntry> entries) {
        RecordClass best = RecordClass.TELEMETRY;
        for (JournalEntry entry : entries) {
            if (entry.recordClass().compareTo(best) < 0) {
                best = entry.recordClass();
            }
        }
        int percent = switch (best) {
            case OUTCOME, EXCEPTION -> 100;
            case PARCEL -> 90;
            case TELEMETRY -> 75;
        };
        return (int) (settings.queueMax() * (long) percent / 100);
    }

    private void refuse(List<JournalEntry> entries) {
        for (JournalEntry entry : entries) {
            refused.merge(entry.recordClass(), 1L, Long::sum);
            if (!closing) {
                untold.merge(entry.recordClass(), 1L, Long::sum);
            }
        }
    }

    /** Sets the cursors found in the file; before any other use. */
    void restore(Map<String, Long> found) {
        lock.lock();
        try {
            cursors.putAll(found);
        } finally {
            lock.unlock();
        }
    }

    long cursor(String uplink) {
        lock.lock();
        try {
            return cursors.getOrDefault(uplink, 0L);
        } finally {
            lock.unlock();
        }
    }

    void moveCursor(String uplink, long sequence) {
        lock.lock();
        try {
            if (sequence <= cursors.getOrDefault(uplink, 0L)) {
                return;
            }
            if (!cursors.containsKey(uplink) && cursors.size() >= UPLINKS_MAX) {
                throw new IllegalArgumentException("cursor refused: uplink=" + uplink + "; expected at most "
                        + UPLINKS_MAX + " uplinks; remove uplinks no longer in use");
            }
            cursors.put(uplink, sequence);
            if (moved.isEmpty()) {
                movedAt = clock.nanos();
                changed.signal();
            }
            moved.put(uplink, sequence);
        } finally {
            lock.unlock();
        }
    }

    /** Waits for the next thing to do; the first entry of a group waits for company for the group window. */
    Work next() throws InterruptedException {
        lock.lock();
        try {
            long idleAt = clock.nanos() + IDLE_NANOS;
            long left = nanosLeft(idleAt);
            while (left > 0) {
                changed.awaitNanos(left);
                left = nanosLeft(idleAt);
            }
            boolean idle = batches.isEmpty() && moved.isEmpty() && !wakeUp && !closing;
            wakeUp = false;
            return take(idle);
        } finally {
            lock.unlock();
        }
    }

    /** Nanoseconds until there is something to do, 0 or less when there is. */
    private long nanosLeft(long idleAt) {
        if (closing || wakeUp || waiting >= settings.groupMax()) {
            return 0;
        }
        long until = idleAt;
        if (!batches.isEmpty()) {
            until = firstAt + settings.groupWindow().toNanos();
        }
        if (!moved.isEmpty() && movedAt + CURSOR_DELAY_NANOS - until < 0) {
            until = movedAt + CURSOR_DELAY_NANOS;
        }
        return until - clock.nanos();
    }

    private Work take(boolean idle) {
        List<Batch> group = new ArrayList<>();
        int size = 0;
        while (!batches.isEmpty()
                && (size == 0 || size + batches.element().entries.size() <= settings.groupMax())) {
            Batch batch = batches.remove();
            group.add(batch);
            size += batch.entries.size();
        }
        waiting -= size;
        boolean done = closing && group.isEmpty() && moved.isEmpty() && untold.isEmpty();
        Work work = new Work(group, Map.copyOf(moved), new EnumMap<>(untold), idle, done);
        moved.clear();
        untold.clear();
        return work;
    }

    /** The work is durable: its entries no longer count. */
    void durable(Work work) {
        lock.lock();
        try {
            queued -= work.entries();
        } finally {
            lock.unlock();
        }
    }

    /** Makes {@link #next} return at once. */
    void wake() {
        lock.lock();
        try {
            wakeUp = true;
            changed.signal();
        } finally {
            lock.unlock();
        }
    }

    /** Waits after a failure; returns early, with false, when the queue is closed. */
    boolean pause(long millis) throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (left > 0 && !closing) {
                left = changed.awaitNanos(left);
            }
            return !closing;
        } finally {
            lock.unlock();
        }
    }

    /** Refuses everything from now on; what waits is still written. */
    void close() {
        lock.lock();
        try {
            closing = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    int queued() {
        lock.lock();
        try {
            return queued;
        } finally {
            lock.unlock();
        }
    }

    Map<RecordClass, Long> refused() {
        lock.lock();
        try {
            return new EnumMap<>(refused);
        } finally {
            lock.unlock();
        }
    }

    boolean hasUntold() {
        lock.lock();
        try {
            return !untold.isEmpty();
        } finally {
            lock.unlock();
        }
    }
}
