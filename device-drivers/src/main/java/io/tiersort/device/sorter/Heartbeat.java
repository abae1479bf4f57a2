// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

/** Watches the beat of the PLC. A PLC counts as alive until its beat has stood still for too long. Pure; one writer. */
final class Heartbeat {
    private final long timeout;
    private volatile boolean alive = true;
    private int beat;
    private long movedAt;

    /**
     * A PLC that is alive.
     *
     * @param timeout nanoseconds that the beat may stand still
     */
    Heartbeat(long timeout) {
        this.timeout = timeout;
    }

    /** Starts a session: a PLC that was alive gets a fresh time limit, one that stood still has to move first. */
    void restart(int current, long now) {
        beat = current;
        movedAt = now;
    }

    /** Takes the beat of a header; true when the PLC has come back to life. */
    boolean seen(int current, long now) {
        if (current == beat) {
            return false;
        }
        beat = current;
        movedAt = now;
        boolean revived = !alive;
        alive = true;
        return revived;
    }

    /** True when the PLC is found dead for the first time. */
    boolean diesAt(long now) {
        if (!alive || now - movedAt < timeout) {
            return false;
        }
        alive = false;
        return true;
    }

    /** Any thread. */
    boolean alive() {
        return alive;
    }
}
