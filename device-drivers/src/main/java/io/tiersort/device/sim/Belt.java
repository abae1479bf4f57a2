// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The belt and what lies on it: pure motion, no control. Every edge that passes a mark is reported with the exact belt
 * travel at which it did, in order of travel. Belongs to the thread that advances the site.
 */
final class Belt {
    /** Parcels closer than this are one parcel to a photo-eye. */
    private static final long EYE_SEES_UM = 10_000;

    /** Parcels on a belt do not come closer than this, unless they touched from the start. */
    private static final long CONTACT_UM = 20_000;

    /** An edge of {@code parcel} passed {@code mark} when the belt had travelled {@code travelUm}. */
    record Edge(long travelUm, int mark, boolean leading, PhysicalParcel parcel) {}

    private final List<Mark> marks;

    /** Front of the line first. */
    private final List<PhysicalParcel> parcels = new ArrayList<>();

    private final List<Edge> edges = new ArrayList<>();
    private long travelUm;
    private int count;

    Belt(List<Mark> marks) {
        this.marks = marks;
    }

    /** Belt travel since the start, micrometres. */
    long travelUm() {
        return travelUm;
    }

    /** What lies on the belt, front of the line first; not to be changed by the caller. */
    List<PhysicalParcel> parcels() {
        return parcels;
    }

    /** Parcels on the belt, loose tape not counted. */
    int parcelsCount() {
        return count;
    }

    /** The parcels that a hand will now touch. */
    List<PhysicalParcel> handled() {
        List<PhysicalParcel> touched = List.of();
        for (PhysicalParcel parcel : parcels) {
            if (parcel.frontUm >= parcel.companionAtUm || parcel.frontUm >= parcel.liftAtUm) {
                touched = touched.isEmpty() ? new ArrayList<>(2) : touched;
                touched.add(parcel);
            }
        }
        return touched;
    }

    /** True when nothing lies between these two positions. */
    boolean isFree(long fromUm, long toUm) {
        for (PhysicalParcel parcel : parcels) {
            if (parcel.rearUm() < toUm && parcel.frontUm > fromUm) {
                return false;
            }
        }
        return true;
    }

    /** Puts a parcel down where its front says; the marks behind its edges will never see it. */
    void put(PhysicalParcel parcel) {
        parcel.nextFront = firstBeyond(parcel.frontUm);
        parcel.nextRear = firstBeyond(parcel.rearUm());
        parcels.add(parcel);
        count += parcel.ghost ? 0 : 1;
        sort();
    }

    void remove(PhysicalParcel parcel) {
        if (parcels.remove(parcel) && !parcel.ghost) {
            count--;
        }
    }

    /** Sends a parcel that passed the lap mark round again. */
    void wrap(PhysicalParcel parcel, long lapUm) {
        parcel.frontUm -= lapUm;
        parcel.nextFront = Math.max(1, firstBeyond(parcel.frontUm));
        parcel.nextRear = 1;
        sort();
    }

    /** Moves the belt; the list of edges is reused by the next call. */
    List<Edge> move(long deltaUm) {
        edges.clear();
        if (deltaUm > 0) {
            long rearBefore = PhysicalParcel.NEVER;
            long rearNow = PhysicalParcel.NEVER;
            for (PhysicalParcel parcel : parcels) {
                long before = parcel.frontUm;
                long contact = rearNow == PhysicalParcel.NEVER
                        ? PhysicalParcel.NEVER
                        : rearNow - Math.min(CONTACT_UM, Math.max(0, rearBefore - before));
                rearBefore = parcel.rearUm();
                parcel.frontUm = Math.max(before, Math.min(reach(parcel, deltaUm), contact));
                rearNow = parcel.rearUm();
                if (parcel.frontUm > before) {
                    collect(parcel, before, deltaUm);
                }
            }
            travelUm += deltaUm;
            if (edges.size() > 1) {
                edges.sort(Comparator.comparingLong(Edge::travelUm)
                        .thenComparing(edge -> edge.mark, Comparator.reverseOrder()));
            }
        }
        return edges;
    }

    private static long reach(PhysicalParcel parcel, long deltaUm) {
        long stands = 0;
        if (parcel.frontUm >= parcel.holdFromUm) {
            stands = Math.min(parcel.holdUm, deltaUm);
            parcel.holdUm -= stands;
        }
        return parcel.frontUm + deltaUm - stands;
    }

    private void collect(PhysicalParcel parcel, long before, long deltaUm) {
        while (parcel.nextFront < marks.size()
                && parcel.frontUm >= marks.get(parcel.nextFront).atUm()) {
            add(parcel, parcel.nextFront++, true, before, deltaUm);
        }
        long rearBefore = before - parcel.lengthUm;
        while (parcel.nextRear < marks.size()
                && parcel.rearUm() >= marks.get(parcel.nextRear).atUm()) {
            add(parcel, parcel.nextRear++, false, rearBefore, deltaUm);
        }
    }

    private void add(PhysicalParcel parcel, int mark, boolean leading, long before, long deltaUm) {
        long moved = parcel.frontUm - (leading ? before : before + parcel.lengthUm);
        long until = Math.max(0, marks.get(mark).atUm() - before);
        edges.add(new Edge(travelUm + deltaUm * until / moved, mark, leading, parcel));
    }

    /** True when a photo-eye cannot tell the end of this parcel from the start of the next one. */
    boolean joinsTheNext(PhysicalParcel parcel) {
        int i = parcels.indexOf(parcel);
        return i >= 0 && i + 1 < parcels.size() && parcel.rearUm() - parcels.get(i + 1).frontUm < EYE_SEES_UM;
    }

    /** True when a photo-eye cannot tell the start of this parcel from the end of the one ahead. */
    boolean joinsTheOneAhead(PhysicalParcel parcel) {
        int i = parcels.indexOf(parcel);
        return i > 0 && parcels.get(i - 1).rearUm() - parcel.frontUm < EYE_SEES_UM;
    }

    private int firstBeyond(long positionUm) {
        int i = 0;
        while (i < marks.size() && marks.get(i).atUm() < positionUm) {
            i++;
        }
        return i;
    }

    private void sort() {
        parcels.sort(Comparator.comparingLong((PhysicalParcel parcel) -> parcel.frontUm)
                .reversed());
    }
}
