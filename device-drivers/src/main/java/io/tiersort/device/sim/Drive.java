// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

/** The motor of the belt: runs at its speed, coasts to a stop after an emergency stop, starts again when told to. */
final class Drive {
    private static final long COAST_NANOS = 400_000_000L;

    /** What the drive does. */
    enum Mode {
        RUNNING,
        COASTING,
        STOPPED,
        /** The PLC is down and takes the motor with it. */
        DEAD
    }

    private final long speedMmPerSecond;
    private Mode mode = Mode.RUNNING;
    private long untilNanos;
    private long restartNanos;

    Drive(int speedMmPerSecond) {
        this.speedMmPerSecond = speedMmPerSecond;
    }

    Mode mode() {
        return mode;
    }

    void emergencyStop(long nowNanos, long durationNanos) {
        if (mode == Mode.RUNNING) {
            mode = Mode.COASTING;
            untilNanos = nowNanos + COAST_NANOS;
            restartNanos = untilNanos + durationNanos;
        }
    }

    void die(long nowNanos, long durationNanos) {
        if (mode != Mode.DEAD) {
            mode = Mode.DEAD;
            untilNanos = nowNanos + durationNanos;
        }
    }

    /** Brings the mode up to date; true when it changed. */
    boolean update(long nowNanos) {
        Mode before = mode;
        mode = switch (mode) {
            case RUNNING -> Mode.RUNNING;
            case COASTING -> nowNanos < untilNanos ? Mode.COASTING : Mode.STOPPED;
            case STOPPED -> nowNanos < restartNanos ? Mode.STOPPED : Mode.RUNNING;
            case DEAD -> nowNanos < untilNanos ? Mode.DEAD : Mode.RUNNING;
        };
        return mode != before;
    }

    /** Belt travel of one cycle, micrometres. */
    long travelUm(long nowNanos, long cycleNanos) {
        return switch (mode) {
            case RUNNING -> speedMmPerSecond * cycleNanos / 1_000_000;
            case COASTING ->
                speedMmPerSecond * cycleNanos / 1_000_000 * Math.max(0, untilNanos - nowNanos) / COAST_NANOS;
            case STOPPED, DEAD -> 0;
        };
    }
}
