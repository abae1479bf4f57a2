// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

/**
 * Where the belt is. Unwraps the 32-bit encoder of one epoch to 64 bits and estimates the position between two polls.
 * Pure; one owner.
 */
final class Belt {
    private static final double NANOS_AND_MILLIMETRES = 1e6;

    private final int micrometresPerCount;
    private boolean known;
    private long encoder;
    private long plcMillis;
    private int speed;
    private long at;

    Belt(int micrometresPerCount) {
        this.micrometresPerCount = micrometresPerCount;
    }

    /** Forgets everything: the encoder starts over with a new epoch. */
    void reset() {
        known = false;
        encoder = 0;
    }

    /** Takes the position from a header that was read at {@code now}. */
    void update(Header header, long now) {
        encoder = known ? unwrap(header.encoder()) : header.encoder();
        known = true;
        plcMillis = header.plcMillis();
        speed = header.speed();
        at = now;
    }

    /**
     * The 64-bit position closest to the last header's that has these low 32 bits. Never negative: an event from before
     * a wrap of the encoder that the driver did not see itself gets position 0.
     */
    long unwrap(long low) {
        return Math.max(0, encoder + (int) (low - encoder));
    }

    /** Position in the last header, in counts. */
    long encoder() {
        return encoder;
    }

    /** The PLC's millisecond counter in the last header. */
    long plcMillis() {
        return plcMillis;
    }

    /** Speed in the last header, in mm/s. */
    int speed() {
        return speed;
    }

    /** The position at {@code now}, if the belt has kept the speed of the last header. */
    long estimate(long now) {
        double counts = (double) speed * Math.max(0, now - at) / (NANOS_AND_MILLIMETRES * micrometresPerCount);
        return encoder + (long) counts;
    }
}
