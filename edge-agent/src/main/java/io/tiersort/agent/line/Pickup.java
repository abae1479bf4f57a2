// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Allotments.Claim;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Plan.Compartment;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds a place at a locker bank or pickup point, or at the points that take over from it. */
final class Pickup {
    private static final int POINTS = 8;

    private final PlanIndex plan;
    private final Allotments allotments;

    /**
     * A place.
     *
     * @param size size of the compartment, an empty text at a point without compartments
     * @param claim token of the compartment, or null
     */
    record Place(Plan.Point point, String size, @Nullable Claim claim) {}

    Pickup(PlanIndex plan, Allotments allotments) {
        this.plan = plan;
        this.allotments = allotments;
    }

    /** The point and those that take over from it, in order; an empty list when the plan does not know it. */
    List<Plan.Point> points(String id) {
        List<Plan.Point> points = new ArrayList<>(2);
        Plan.Point point = plan.point(id);
        while (point != null && !points.contains(point) && points.size() < POINTS) {
            points.add(point);
            point = plan.point(point.alternative());
        }
        return points;
    }

    /** The place that the parcel holds already and still fits, so that a second look does not move it; or null. */
    @Nullable
    Place held(Enquiry enquiry, List<Plan.Point> points) {
        String pool = allotments.heldBy(enquiry.forPickup());
        for (Plan.Point point : points) {
            if (pool.startsWith(Allotments.runsOf(point.id()))) {
                return new Place(point, "", null);
            }
            for (Compartment compartment : candidates(enquiry, point)) {
                if (pool.equals(Allotments.compartment(point.id(), compartment.size()))) {
                    return place(enquiry, point, compartment);
                }
            }
        }
        return null;
    }

    /** The reserved compartment, else the next larger one that is free; null when there is none. */
    @Nullable
    Place free(Enquiry enquiry, Plan.Point point) {
        for (Compartment compartment : candidates(enquiry, point)) {
            Place place = place(enquiry, point, compartment);
            if (place.claim() == null || allotments.hasRoom(place.claim())) {
                return place;
            }
        }
        return null;
    }

    /** Why none of these points has a place. */
    Cause refusal(Enquiry enquiry, List<Plan.Point> points) {
        boolean fits =
                points.stream().anyMatch(point -> !candidates(enquiry, point).isEmpty());
        return fits ? Cause.LOCKER_FULL : Cause.LOCKER_NOFIT;
    }

    /** Why the parcel does not get what was reserved for it. */
    Cause change(Enquiry enquiry, Plan.Point reservedAt) {
        List<Compartment> sizes = reservedAt.compartments();
        int reserved = reserved(enquiry, reservedAt);
        boolean fits = reserved < sizes.size() && fits(enquiry.basis(), sizes.get(reserved), reservedAt.clearanceMm());
        return fits || sizes.isEmpty() ? Cause.LOCKER_FULL : Cause.LOCKER_NOFIT;
    }

    private static Place place(Enquiry enquiry, Plan.Point point, Compartment compartment) {
        Claim claim = new Claim(
                enquiry.forPickup(),
                Allotments.compartment(point.id(), compartment.size()),
                enquiry.load(),
                new Plan.Capacity(compartment.count(), 0, 0));
        return new Place(point, compartment.size(), claim);
    }

    /** Compartments that the parcel fits, from the reserved size up. */
    private static List<Compartment> candidates(Enquiry enquiry, Plan.Point point) {
        List<Compartment> sizes = point.compartments();
        return sizes.subList(reserved(enquiry, point), sizes.size()).stream()
                .filter(compartment -> compartment.count() > 0)
                .filter(compartment -> fits(enquiry.basis(), compartment, point.clearanceMm()))
                .toList();
    }

    /** Where to begin: at the reserved size; without one, a box of unknown size begins at the largest. */
    private static int reserved(Enquiry enquiry, Plan.Point point) {
        List<Compartment> sizes = point.compartments();
        Fact.Basis basis = enquiry.basis();
        if (basis.point().equals(point.id())) {
            for (int i = 0; i < sizes.size(); i++) {
                if (sizes.get(i).size().equals(basis.compartment())) {
                    return i;
                }
            }
        }
        return basis.lengthMm() > 0 ? 0 : Math.max(0, sizes.size() - 1);
    }

    /** Sides are compared longest first; a side that is not known fits. */
    static boolean fits(Fact.Basis basis, Compartment compartment, int clearanceMm) {
        int[] box = Subjects.sorted(basis.lengthMm(), basis.widthMm(), basis.heightMm());
        int[] inside = Subjects.sorted(compartment.lengthMm(), compartment.widthMm(), compartment.heightMm());
        for (int side = 0; side < box.length; side++) {
            if (box[side] > 0 && box[side] + 2 * clearanceMm > inside[side]) {
                return false;
            }
        }
        return compartment.maxGrams() == 0 || basis.grams() <= compartment.maxGrams();
    }
}
