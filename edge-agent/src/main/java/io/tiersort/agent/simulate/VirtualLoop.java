// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.runtime.LineLoop;
import java.util.PriorityQueue;

/** A line's thread in virtual time: what is due runs when time is moved, in order of time and then of asking. One thread. */
final class VirtualLoop implements LineLoop {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final PriorityQueue<Due> due = new PriorityQueue<>();
    private long now;
    private long asked;

    private record Due(long nanos, long order, Task task) implements Comparable<Due> {
        @Override
        public int compareTo(Due other) {
            return nanos == other.nanos ? Long.compare(order, other.order) : Long.compare(nanos, other.nanos);
        }
    }

    private static final class Task {
        private final Runnable work;
        private final long period;
        private boolean cancelled;

        Task(Runnable work, long period) {
            this.work = work;
            this.period = period;
        }
    }

    /** Virtual time since the start of the world. */
    long nanos() {
        return now;
    }

    /** Runs everything that is due up to this time; within a piece of work the time is the one it was due at. */
    void runUntil(long nanos) {
        for (Due next = due.peek(); next != null && next.nanos <= nanos; next = due.peek()) {
            due.remove();
            if (next.task.cancelled) {
                continue;
            }
            now = Math.max(now, next.nanos);
            if (next.task.period > 0) {
                add(next.nanos + next.task.period, next.task);
            }
            next.task.work.run();
        }
        now = Math.max(now, nanos);
    }

    @Override
    public void run(Runnable work) {
        add(now, new Task(work, 0));
    }

    @Override
    public Runnable every(long millis, Runnable work) {
        return add(now + millis * NANOS_PER_MILLI, new Task(work, millis * NANOS_PER_MILLI));
    }

    /** Runs something once after so many nanoseconds; what is returned takes that back. */
    Runnable after(long nanos, Runnable work) {
        return add(now + Math.max(0, nanos), new Task(work, 0));
    }

    private Runnable add(long nanos, Task task) {
        due.add(new Due(nanos, asked++, task));
        return () -> task.cancelled = true;
    }
}
