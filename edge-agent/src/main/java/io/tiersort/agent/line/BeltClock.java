// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

/**
 * Where the belt is now, from what the PLC last said and the speed since. Distances decide, never times: when the belt
 * stops, nothing becomes late.
 */
final class BeltClock {
    /** A running belt is reported ten times a second. */
    private static final long FRESH_NANOS = 1_000_000_000L;

    private final int micrometresPerCount;
    private long encoder;
    private long seenAt;
    private boolean known;
    private int speedMmPerSecond;

    BeltClock(int micrometresPerCount, int designSpeedMmPerSecond) {
        this.micrometresPerCount = micrometresPerCount;
        this.speedMmPerSecond = designSpeedMmPerSecond;
    }

    /** A new epoch or the first position: counts may start anywhere. */
    void reset(long encoderNow, long nanos) {
        encoder = encoderNow;
        seenAt = nanos;
        known = true;
    }

    /** True while the belt is being watched; without that an estimate must not end or decide anything. */
    boolean isWatched(long nanos) {
        return known && nanos - seenAt <= FRESH_NANOS;
    }

    /** The belt was at {@code encoderNow} at {@code nanos}; older positions than known are ignored. */
    void seen(long encoderNow, long nanos) {
        if (encoderNow >= encoder && nanos >= seenAt) {
            encoder = encoderNow;
            seenAt = nanos;
        }
    }

    void speed(int mmPerSecond, long nanos) {
        encoder = at(nanos);
        seenAt = Math.max(seenAt, nanos);
        speedMmPerSecond = mmPerSecond;
    }

    int speed() {
        return speedMmPerSecond;
    }

    /** Estimated count at {@code nanos}. */
    long at(long nanos) {
        long since = Math.max(0, nanos - seenAt);
        return encoder + counts(speedMmPerSecond * since / 1_000_000_000L);
    }

    long counts(long mm) {
        return mm * 1_000 / micrometresPerCount;
    }

    long mm(long counts) {
        return counts * micrometresPerCount / 1_000;
    }

    /** Milliseconds the belt needs for {@code counts} at the present speed; a standing belt needs for ever. */
    long millis(long counts) {
        return speedMmPerSecond <= 0 ? Long.MAX_VALUE / 4 : mm(counts) * 1_000 / speedMmPerSecond;
    }

    /** Travel in mm during {@code millis} at the present speed, never below that of a slow belt (100 mm/s). */
    long travelMm(long millis) {
        return Math.max(speedMmPerSecond, 100) * millis / 1_000;
    }
}
