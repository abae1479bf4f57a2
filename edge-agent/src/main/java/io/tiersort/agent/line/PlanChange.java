// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Plan;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the activation of a plan means for parcels that are on the line: they keep the plan they were inducted under, but
 * those whose destination is gone, or has lost the chutes they were sent to, move to the new one while there is time.
 */
final class PlanChange {
    private final LineState state;
    private final BeltClock belt;
    private final Decider decider;
    private boolean pending;

    PlanChange(LineState state, BeltClock belt, Decider decider) {
        this.state = state;
        this.belt = belt;
        this.decider = decider;
    }

    void activated(Step step, Plan plan) {
        state.know(plan);
        decider.prepare(plan);
        step.emit(new Fact.PlanActivated(step.now.millis(), plan.id(), plan.revision(), plan.hash()));
        pending = true;
    }

    /** Moves parcels as soon as the belt's position is known: after a start the PLC has to be heard first. */
    void overdue(Step step) {
        if (!pending || !belt.isWatched(step.now.nanos())) {
            return;
        }
        pending = false;
        Plan plan = state.plan();
        for (Parcel parcel : List.copyOf(state.byPosition.values())) {
            if (hasLostItsPlace(parcel, plan)) {
                move(step, parcel, plan);
            }
        }
    }

    private void move(Step step, Parcel parcel, Plan plan) {
        long late = decider.lateCounts(step, parcel);
        if (late <= 0) {
            step.emit(new Fact.ParcelReplanned(
                    step.now.millis(), parcel.number, plan.id(), plan.revision(), plan.hash()));
            decider.decide(step, parcel, step.now.nanos());
            return;
        }
        String wanted = "plan " + plan.id() + " revision " + plan.revision();
        if (!parcel.tooLateTold.equals(wanted)) {
            step.emit(new Fact.DecisionTooLate(step.now.millis(), parcel.number, wanted, belt.millis(late)));
        }
    }

    private static boolean hasLostItsPlace(Parcel parcel, Plan plan) {
        Fact.ParcelDecided decision = parcel.decision;
        if (decision == null || decision.destination().isEmpty()) {
            return false;
        }
        Plan.Destination after = find(plan, decision.destination());
        if (after == null) {
            return true;
        }
        Plan.Destination before = find(parcel.plan, decision.destination());
        Set<Integer> own = new HashSet<>(parcel.commanded);
        own.retainAll(before == null ? parcel.commanded : before.chutes());
        return !own.isEmpty() && after.chutes().stream().noneMatch(own::contains);
    }

    private static Plan.@Nullable Destination find(Plan plan, String id) {
        return plan.destinations().stream()
                .filter(destination -> destination.id().equals(id))
                .findFirst()
                .orElse(null);
    }
}
