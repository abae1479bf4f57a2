// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Assignment.Spot;
import io.tiersort.agent.line.Reasons.Cause;

/** What people and the host are told about a decision: each thing once, and again only when it changed. */
final class Notices {
    private static final String INTERCEPT = "intercept.chute-";

    private final String line;

    Notices(String line) {
        this.line = line;
    }

    /** After a decision was taken and recorded. */
    void tell(Step step, Parcel parcel, Assignment.Result wanted) {
        Fact.ParcelDecided decided = parcel.decision;
        if (decided != null) {
            pickup(step, parcel, decided, wanted.spot());
            risk(step, parcel, decided, wanted);
        }
    }

    private static void risk(Step step, Parcel parcel, Fact.ParcelDecided decided, Assignment.Result wanted) {
        Promise.Risk risk = wanted.risk();
        if (risk != null && !decided.tier().equals(parcel.riskTold)) {
            step.emit(new Fact.PromiseAtRisk(
                    step.now.millis(),
                    parcel.number,
                    decided.reference(),
                    decided.promised(),
                    decided.tier(),
                    risk.cause(),
                    risk.departure(),
                    decided.basis().promiseBy(),
                    decided.leaves()));
        }
    }

    private static void pickup(Step step, Parcel parcel, Fact.ParcelDecided decided, Spot spot) {
        if (spot.change() == Cause.OK || parcel.pickupTold.equals(LineState.place(spot.point(), spot.size()))) {
            return;
        }
        step.emit(new Fact.PickupChanged(
                step.now.millis(),
                parcel.number,
                decided.reference(),
                decided.basis().point(),
                decided.basis().compartment(),
                spot.point(),
                spot.size(),
                spot.change()));
    }

    /**
     * Another decision is wanted, but the parcel is past the point up to which it can be carried out. One that must not
     * leave the building has to be taken out of its chute by hand.
     */
    void tooLate(Step step, Parcel parcel, Assignment.Result wanted, long lateMillis) {
        String text = wanted.cause() + (wanted.tier().isEmpty() ? "" : " " + wanted.tier());
        if (parcel.tooLateTold.equals(text)) {
            return;
        }
        step.emit(new Fact.DecisionTooLate(step.now.millis(), parcel.number, text, lateMillis));
        int chute = parcel.commanded.get(0);
        boolean stop = wanted.cause() == Cause.HOLD || wanted.cause() == Cause.CANCELLED;
        if (stop && !wanted.wanted().contains(chute)) {
            step.clear(INTERCEPT + chute);
            step.raise(
                    INTERCEPT + chute,
                    1,
                    "Parcel " + line + "-" + parcel.number + " (" + parcel.reference() + ") must not leave: "
                            + wanted.cause() + " came too late to divert it",
                    "Take it out of chute " + chute + " before that is loaded.");
        }
    }

    /** It did not drop where somebody waits for it. */
    void closed(Step step, Parcel parcel, int chute) {
        boolean waitedFor =
                parcel.tooLateTold.equals(Cause.HOLD.name()) || parcel.tooLateTold.equals(Cause.CANCELLED.name());
        if (waitedFor && !parcel.commanded.isEmpty() && parcel.commanded.get(0) != chute) {
            step.clear(INTERCEPT + parcel.commanded.get(0));
        }
    }
}
