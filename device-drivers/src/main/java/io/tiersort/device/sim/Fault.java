// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

/** What can go wrong on the virtual line. */
public enum Fault {
    /** The tunnel reads nothing; twice as likely for flat bags. Share of reads. */
    NO_READ(false),
    /** The tunnel sees one code more than the parcel carries. Share of reads. */
    MULTI_LABEL(false),
    /** That further code is the label of another parcel. Share of {@link #MULTI_LABEL}. */
    CONFLICT(false),
    /** One code comes without its last characters. Share of reads. */
    PARTIAL_READ(false),
    /** A product code (EAN-13) is read as well. Share of reads. */
    FOREIGN_CODE(false),
    /** A code is reported twice. Share of reads. */
    DUPLICATE_CODE(false),
    /** Scale and dimensioner report no valid value. Share of weighings. */
    UNWEIGHED(false),
    /** A hand takes the parcel off the belt. Share of parcels. */
    LIFT_OFF(false),
    /** A hand puts a further parcel onto the belt. Share of parcels. */
    ADDED_BY_HAND(false),
    /** A second parcel touches this one at the induct and comes off it later. Share of parcels. */
    TOUCHING(false),
    /** Loose tape interrupts the induct eye once more right behind the parcel. Share of parcels. */
    DOUBLE_TRIGGER(false),
    /** The parcel slips on the belt, up to 0.4 m. Share of parcels. */
    SLIP(false),
    /** A chute is reported full for 10 s to 60 s. Times an hour. */
    FULL_BURST(true),
    /** A chute is jammed for 20 s to 120 s. Times an hour. */
    JAM(true),
    /** The PLC restarts. Times an hour. */
    PLC_RESTART(true),
    /** Somebody pulls the emergency stop; reset after 5 s to 20 s. Times an hour. */
    EMERGENCY_STOP(true);

    private final boolean hourly;

    Fault(boolean hourly) {
        this.hourly = hourly;
    }

    /** True when the rate is a number of times an hour, 0..3600, false when it is a share, 0..1. */
    public boolean hourly() {
        return hourly;
    }
}
