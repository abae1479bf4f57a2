// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Allotments.Load;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.plan.Plan;

/** What the parcels of a line hold of the {@link Allotments}, by its facts: live ones and those read back alike. */
final class Held {
    private final String line;
    private final Allotments allotments;

    Held(String line, Allotments allotments) {
        this.line = line;
        this.allotments = allotments;
    }

    /** Under what name a parcel of this line owns its tokens. */
    String owner(long parcel) {
        return line + "-" + parcel;
    }

    /** {@code plan} is the one that was asked: it says which points are counted. */
    void decided(Fact.ParcelDecided fact, Plan plan) {
        String owner = owner(fact.parcel());
        Load load = Enquiry.load(fact.basis());
        boolean leaves = !fact.departure().isEmpty() && fact.leaves() > 0;
        hold(Enquiry.forDeparture(owner), leaves ? Allotments.departure(fact.departure(), fact.leaves()) : "", load);
        hold(Enquiry.forPickup(owner), pickup(fact, leaves, plan), load);
    }

    private static String pickup(Fact.ParcelDecided fact, boolean leaves, Plan plan) {
        if (!fact.compartment().isEmpty()) {
            return Allotments.compartment(fact.point(), fact.compartment());
        }
        boolean counted =
                leaves && plan.points().stream().anyMatch(point -> point.id().equals(fact.point()));
        return counted ? Allotments.point(fact.point(), fact.leaves()) : "";
    }

    private void hold(String owner, String pool, Load load) {
        if (pool.isEmpty()) {
            allotments.give(owner);
        } else {
            allotments.hold(owner, pool, load);
        }
    }

    /**
     * Only what left with its departure, or lies in its compartment, keeps its tokens; so does a parcel that was never
     * confirmed, because it may lie in its chute all the same.
     */
    void closed(Fact.ParcelClosed fact) {
        if (!left(fact) && fact.physical() != Physical.VERIFY_MISSING) {
            give(fact.parcel());
        }
    }

    void corrected(Fact.OutcomeCorrected fact) {
        if (fact.outcome() != Outcome.SORTED && fact.outcome() != Outcome.SORTED_ALT) {
            give(fact.parcel());
        }
    }

    private void give(long parcel) {
        allotments.give(Enquiry.forDeparture(owner(parcel)));
        allotments.give(Enquiry.forPickup(owner(parcel)));
    }

    /** True when the parcel is where it was to go. */
    static boolean left(Fact.ParcelClosed fact) {
        return fact.outcome() == Outcome.SORTED || fact.outcome() == Outcome.SORTED_ALT;
    }

    void counted(Fact.AllotmentCounted fact) {
        allotments.count(line, fact.pool(), new Load(fact.parcels(), fact.grams(), fact.millilitres()));
    }
}
