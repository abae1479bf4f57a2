// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import java.util.List;

/** A parcel as it really is and where it really is. Belongs to the thread that advances the site. */
final class PhysicalParcel {
    /** A position that no parcel reaches. */
    static final long NEVER = Long.MAX_VALUE;

    private static final Labels NOTHING = new Labels(List.of(), 1, Labels.SHORTEST_MM, 1, 1);

    final long id;
    final Labels labels;
    final long lengthUm;

    /** Position of the leading edge in micrometres from the induct eye. */
    long frontUm;

    /** The next marks that the leading and the trailing edge will reach. */
    int nextFront;

    int nextRear;

    /** From this position on the parcel stands still until {@code holdUm} of belt have passed below it. */
    long holdFromUm = NEVER;

    long holdUm;

    /** Positions of its leading edge at which a hand takes it away, or puts another one behind it. */
    long liftAtUm = NEVER;

    long companionAtUm = NEVER;

    /** True for loose tape at the induct eye: an edge without a parcel. */
    final boolean ghost;

    PhysicalParcel(long id, Labels labels, long frontUm) {
        this(id, labels, labels.lengthMm() * 1_000L, frontUm, false);
    }

    private PhysicalParcel(long id, Labels labels, long lengthUm, long frontUm, boolean ghost) {
        this.id = id;
        this.labels = labels;
        this.lengthUm = lengthUm;
        this.frontUm = frontUm;
        this.ghost = ghost;
    }

    /** A flap of tape that the induct eye takes for a parcel. */
    static PhysicalParcel ghost(long lengthUm, long frontUm) {
        return new PhysicalParcel(0, NOTHING, lengthUm, frontUm, true);
    }

    long rearUm() {
        return frontUm - lengthUm;
    }
}
