// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.SorterEvent.Cause;
import java.util.List;

/** A parcel as the PLC believes it to be. Belongs to the thread that advances the site. */
final class Tracked {
    final long trackingId;

    /** True when an eye saw it where nothing was expected. */
    final boolean stray;

    /** Belt travel at which the leading edge was, or seems to have been, at the induct eye. */
    long originUm;

    /** 0 while no eye has seen the trailing edge. */
    long lengthUm;

    /** Index of the eye that should see it next, and the point of the last one that did. */
    int nextEye;

    int lastPoint;

    /** Index of the first chute, in belt order, whose decision point is still ahead. */
    int nextChute;

    List<Integer> destinations = List.of();
    Cause cause = Cause.NONE;
    int lap;

    /** True when it must not be diverted as commanded: touching, shortened or too close to its neighbour. */
    boolean unsafe;

    /** True when it is being emptied to the default destination after a stop or restart. */
    boolean flushed;

    /** True once a diverter is set for it, and once it left the table. */
    boolean committed;

    boolean gone;

    Tracked(long trackingId, boolean stray, long originUm) {
        this.trackingId = trackingId;
        this.stray = stray;
        this.originUm = originUm;
    }

    long frontUm(long travelUm) {
        return travelUm - originUm;
    }

    /** Voids what the host said; the default destination applies, for this reason unless there is a graver one. */
    void withdraw(Cause why) {
        destinations = List.of();
        if (!unsafe) {
            cause = why;
        }
    }

    /** True when only the default destination is left, whatever the host may say. */
    boolean isSettled() {
        return flushed || stray || unsafe || committed;
    }

    /** Marks it as impossible to divert safely; the first reason stays. */
    void distrust(Cause why) {
        if (!unsafe) {
            unsafe = true;
            cause = why;
        }
    }
}
