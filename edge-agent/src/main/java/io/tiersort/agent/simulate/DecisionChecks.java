// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Rules;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.SorterEvent.ChuteState;
import io.tiersort.device.sim.Labels;
import io.tiersort.device.sim.SiteLedger;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decisions against what is printed, promised and known of chutes; outcomes against where parcels really are. One thread. */
final class DecisionChecks {
    private static final int NO_RANK = Integer.MAX_VALUE;

    private final Truth truth;
    private final Roster roster;
    private final Map<Integer, ChuteState> chutes = new HashMap<>();

    DecisionChecks(Truth truth, Roster roster) {
        this.truth = truth;
        this.roster = roster;
    }

    void chuteChanged(Fact.ChuteStateChanged fact) {
        chutes.put(fact.chute(), fact.state());
    }

    void decided(Item item, Fact.ParcelDecided fact) {
        boolean waits = truth.layout().loop() && item.lap < truth.layout().maxLaps();
        for (int chute : fact.chutes()) {
            if (!waits && !isOpen(chute)) {
                roster.violated(
                        Invariant.OPEN_CHUTE,
                        item,
                        "decided for chute " + chute + ", last told as " + chutes.get(chute));
            }
        }
        if (!fact.reference().isEmpty()) {
            rightShipment(item, fact);
            claimed(item, fact);
        }
    }

    private boolean isOpen(int chute) {
        ChuteState state = chutes.getOrDefault(chute, ChuteState.OPEN);
        return state == ChuteState.OPEN || state == ChuteState.HALF_FULL;
    }

    /**
     * When the parcel's own label was read, nothing but its own shipment may be decided on. A label that its host has
     * withdrawn does not count: it may be an old one on a box that is used again.
     */
    private void rightShipment(Item item, Fact.ParcelDecided fact) {
        Optional<SiteLedger.Entry> physical = truth.ledger().byTrackingId(item.epoch, item.trackingId);
        if (physical.isEmpty() || item.reads.isEmpty()) {
            return;
        }
        Set<String> own = new HashSet<>();
        for (String code : item.reads) {
            Shipment shipment = truth.shipment(code);
            if (shipment != null
                    && shipment.status() == Shipment.Status.OPEN
                    && isPrinted(code, physical.get().labels())) {
                own.add(shipment.reference());
            }
        }
        if (!own.isEmpty() && !own.contains(fact.reference())) {
            roster.violated(
                    Invariant.RIGHT_SHIPMENT,
                    item,
                    "decided on " + fact.reference() + "; the label that was read on it is that of " + own);
        }
    }

    private static boolean isPrinted(String code, Labels labels) {
        return labels.codes().stream().anyMatch(printed -> printed.data().equals(code));
    }

    private void claimed(Item item, Fact.ParcelDecided fact) {
        Shipment shipment = truth.shipment(fact.reference());
        if (shipment == null || fact.promised().isEmpty()) {
            return;
        }
        if (rank(fact.tier()) < rank(fact.promised())) {
            roster.violated(
                    Invariant.CLAIMED_TIER,
                    item,
                    "travels in " + fact.tier() + " above the promised " + fact.promised());
            return;
        }
        Subject declared = subject(shipment, shipment.grams(), shipment.lengthMm());
        Subject measured = subject(
                shipment,
                item.grams > 0 ? item.grams : shipment.grams(),
                item.lengthMm > 0 ? item.lengthMm : shipment.lengthMm());
        for (Plan.TierRule rule : truth.plan().tierRules()) {
            boolean gives = rule.tier().equals(fact.promised());
            if (gives && (Rules.holds(rule.when(), declared) || Rules.holds(rule.when(), measured))) {
                return;
            }
        }
        roster.violated(
                Invariant.CLAIMED_TIER, item, "promised " + fact.promised() + "; no rule gives it to " + shipment);
    }

    private static Subject subject(Shipment shipment, long grams, long lengthMm) {
        return new Subject(
                shipment, Label.NONE, Customer.UNKNOWN, "", grams, lengthMm, shipment.widthMm(), shipment.heightMm());
    }

    private int rank(String tier) {
        return truth.plan().tiers().stream()
                .filter(each -> each.id().equals(tier))
                .mapToInt(Plan.Tier::rank)
                .findFirst()
                .orElse(NO_RANK);
    }

    void closed(Item item, Fact.ParcelClosed fact) {
        Fact.ParcelDecided decision = item.decision;
        boolean sorted = fact.outcome() == Outcome.SORTED || fact.outcome() == Outcome.SORTED_ALT;
        if (sorted && decision != null && !item.atRiskTold) {
            String broken = broken(decision, fact.at());
            if (broken != null) {
                roster.violated(Invariant.PROMISE_TOLD, item, broken + ", and no fact told it");
            }
        }
    }

    private @Nullable String broken(Fact.ParcelDecided decision, long droppedAt) {
        if (!decision.tier().equals(decision.promised())) {
            return "promised " + decision.promised() + ", travels in " + decision.tier();
        }
        if (decision.leaves() > 0
                && decision.basis().promiseBy() > 0
                && decision.leaves() > decision.basis().promiseBy()) {
            return "leaves at " + decision.leaves() + " after its promise "
                    + decision.basis().promiseBy();
        }
        Shipment shipment = truth.shipment(decision.reference());
        return shipment != null && shipment.promiseBy() > 0 && droppedAt > shipment.promiseBy()
                ? "dropped at " + droppedAt + " after its promise " + shipment.promiseBy()
                : null;
    }
}
