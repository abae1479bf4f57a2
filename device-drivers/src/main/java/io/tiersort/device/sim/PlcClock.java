// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

/** Belt travel and time as the PLC sees them: encoder counts and milliseconds since its start. */
final class PlcClock {
    private static final long UNSIGNED = 0xFFFF_FFFFL;

    private final long countUm;
    private final long encoderStart;
    private long nanos;
    private long bootNanos;
    private long travelUm;

    PlcClock(SiteModel model) {
        this.countUm = model.micrometresPerCount();
        this.encoderStart = model.tracking().encoderStart();
    }

    void set(long nowNanos, long beltUm) {
        nanos = nowNanos;
        travelUm = beltUm;
    }

    void boot() {
        bootNanos = nanos;
    }

    long nanos() {
        return nanos;
    }

    /** Belt travel now, in whole counts. */
    long travelUm() {
        return counted(travelUm);
    }

    /** The travel that the counter shows for a true one. */
    long counted(long trueUm) {
        return Math.floorDiv(trueUm, countUm) * countUm;
    }

    /** The encoder register at this travel, unsigned 32 bits. */
    long encoder(long beltUm) {
        return encoderStart + Math.floorDiv(beltUm, countUm) & UNSIGNED;
    }

    long millis() {
        return (nanos - bootNanos) / 1_000_000 & UNSIGNED;
    }
}
