// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.identify.CodeVerdict;
import io.tiersort.agent.identify.Identification;
import io.tiersort.agent.identify.Verdict;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.command.DestinationCommand;
import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Decides where a parcel goes: identity, then the plan's answer, then a chute that can still be reached. Decides early,
 * again when something changes, and never once the diverter may have fired.
 */
final class Decider {
    private static final int PLANS_KEPT = 8;

    private final LineLayout layout;
    private final LineState state;
    private final BeltClock belt;
    private final ChuteChoice choice;
    private final Lookups lookups;
    private final IdentityHashMap<Plan, Assignment> assignments = new IdentityHashMap<>();

    Decider(LineLayout layout, LineState state, BeltClock belt, Lookups lookups) {
        this.layout = layout;
        this.state = state;
        this.belt = belt;
        this.lookups = lookups;
        this.choice = new ChuteChoice(layout, state.board, belt);
    }

    /** Decides on everything known of the parcel; {@code causedAt} is when the reason to decide was read off the wire. */
    void decide(Step step, Parcel parcel, long causedAt) {
        if (parcel.closed || parcel.recovered) {
            return;
        }
        Identification identity = lookups.identify().apply(parcel.codes);
        Assignment assignment = assignment(parcel.plan);
        Assignment.Result wanted = wanted(assignment, parcel, identity, step.now.millis());
        if (unchanged(parcel, wanted, reference(identity))) {
            return;
        }
        long encoder = belt.at(step.now.nanos());
        if (tooLate(step, parcel, wanted, encoder)) {
            return;
        }
        ChuteChoice.Result chosen = choice.choose(wanted.wanted(), parcel, encoder);
        Fact.ParcelDecided decided = fact(step, parcel, identity, wanted, chosen, causedAt);
        if (parcel.commanded.equals(decided.chutes()) && same(parcel.decision, decided)) {
            return;
        }
        step.emit(decided);
        if (!decided.chutes().isEmpty()) {
            step.send(command(parcel, decided, assignment));
        }
        tellRisk(step, parcel, identity, wanted);
    }

    /** Hands the standing command over once more, as long as it is still valid; for a PLC that may not have it. */
    void repeat(Step step, Parcel parcel) {
        Fact.ParcelDecided decision = parcel.decision;
        if (decision != null
                && !decision.chutes().isEmpty()
                && parcel.epoch == state.epoch
                && belt.at(step.now.nanos()) <= decision.validUntil()) {
            step.send(command(parcel, decision, assignment(parcel.plan)));
        }
    }

    /** How far the belt is past the point up to which the parcel's command can be changed; 0 or less while it can. */
    long lateCounts(Step step, Parcel parcel) {
        return parcel.commanded.isEmpty()
                ? 0
                : belt.at(step.now.nanos()) - choice.latestDecision(parcel, parcel.commanded.get(0));
    }

    boolean mustVerify(Parcel parcel) {
        return assignment(parcel.plan).mustVerify(parcel.tier());
    }

    /** Id of the tier with this number in the parcel's plan, or an empty text. */
    String tierOf(Parcel parcel, int number) {
        return parcel.plan.tiers().stream()
                .filter(tier -> tier.number() == number)
                .map(Plan.Tier::id)
                .findFirst()
                .orElse("");
    }

    private Assignment assignment(Plan plan) {
        if (assignments.size() > PLANS_KEPT) {
            assignments.clear();
        }
        return assignments.computeIfAbsent(plan, key -> new Assignment(key, layout.hospital()));
    }

    private Assignment.Result wanted(Assignment assignment, Parcel parcel, Identification identity, long millis) {
        if (parcel.stray) {
            return assignment.refuge(Cause.STRAY);
        }
        if (!(identity instanceof Identification.Known known)) {
            return assignment.refuge(unidentified(identity));
        }
        Shipment shipment = known.shipment();
        if (taken(shipment.reference(), parcel.number) || shipment.status() == Shipment.Status.CLOSED) {
            return assignment.refuge(Cause.DUPLICATE_ID);
        }
        if (shipment.status() == Shipment.Status.CANCELLED) {
            return assignment.refuge(Cause.CANCELLED);
        }
        if (shipment.flags().contains(Shipment.Flag.HOLD)) {
            return assignment.refuge(Cause.HOLD);
        }
        return assignment.assign(shipment, parcel.grams, parcel.weighed ? parcel.lengthMm : 0, millis);
    }

    private static Cause unidentified(Identification identity) {
        if (identity instanceof Identification.Conflict) {
            return Cause.MULTI_CONFLICT;
        }
        if (identity instanceof Identification.Unknown) {
            return Cause.NO_DATA;
        }
        boolean damaged =
                identity.verdicts().stream().anyMatch(code -> code.classified().verdict() == Verdict.BAD_CHECKDIGIT);
        return damaged ? Cause.BAD_CHECKDIGIT : Cause.NOREAD;
    }

    private boolean taken(String reference, long number) {
        Long claimedBy = state.claims.get(reference);
        Long sortedBy = state.sorted.get(reference);
        return (claimedBy != null && claimedBy != number) || (sortedBy != null && sortedBy != number);
    }

    private boolean unchanged(Parcel parcel, Assignment.Result wanted, String reference) {
        Fact.ParcelDecided before = parcel.decision;
        return before != null
                && !parcel.commanded.isEmpty()
                && before.planRevision() == parcel.plan.revision()
                && before.reference().equals(reference)
                && before.tier().equals(wanted.tier())
                && before.destination().equals(wanted.destination())
                && before.cause() == wanted.cause()
                && choice.takes(parcel, parcel.commanded.get(0));
    }

    private static boolean same(Fact.@Nullable ParcelDecided before, Fact.ParcelDecided after) {
        return before != null
                && before.reference().equals(after.reference())
                && before.tier().equals(after.tier())
                && before.cause() == after.cause();
    }

    private boolean tooLate(Step step, Parcel parcel, Assignment.Result wanted, long encoder) {
        if (parcel.commanded.isEmpty()) {
            return false;
        }
        long late = encoder - choice.latestDecision(parcel, parcel.commanded.get(0));
        if (late <= 0) {
            return false;
        }
        if (!parcel.tooLateTold) {
            String text = wanted.cause() + (wanted.tier().isEmpty() ? "" : " " + wanted.tier());
            step.emit(new Fact.DecisionTooLate(step.now.millis(), parcel.number, text, belt.millis(late)));
        }
        return true;
    }

    private Fact.ParcelDecided fact(
            Step step,
            Parcel parcel,
            Identification identity,
            Assignment.Result wanted,
            ChuteChoice.Result chosen,
            long causedAt) {
        boolean known = identity instanceof Identification.Known;
        return new Fact.ParcelDecided(
                step.now.millis(),
                parcel.number,
                parcel.revision() + 1,
                reference(identity),
                known ? ((Identification.Known) identity).best().key() : "",
                known ? ((Identification.Known) identity).best().type().name() : "",
                identity.verdicts().stream().map(Decider::verdict).toList(),
                wanted.tier(),
                wanted.promised(),
                wanted.tierRule(),
                wanted.route(),
                wanted.destination(),
                chosen.chutes(),
                chosen.candidates(),
                chosen.cause() == Cause.OK ? wanted.cause() : chosen.cause(),
                chosen.late() ? Physical.DECISION_LATE : chosen.physical(),
                known && ((Identification.Known) identity).extraLabel(),
                wanted.weightMismatch(),
                parcel.plan.id(),
                parcel.plan.revision(),
                chosen.validUntil(),
                Math.max(0, step.now.nanos() - causedAt) / 1_000,
                belt.millis(chosen.slackCounts()),
                belt.at(step.now.nanos()),
                "",
                0,
                "",
                "",
                Fact.Basis.NONE);
    }

    private DestinationCommand command(Parcel parcel, Fact.ParcelDecided decision, Assignment assignment) {
        return new DestinationCommand(
                parcel.epoch,
                parcel.trackingId,
                decision.chutes(),
                decision.validUntil(),
                assignment.tierNumber(decision.tier()),
                parcel.plan.revision() & 0xFFFF,
                decision.cause().code());
    }

    private void tellRisk(Step step, Parcel parcel, Identification identity, Assignment.Result wanted) {
        Assignment.Risk risk = wanted.risk();
        if (risk != null && !parcel.atRiskTold && identity instanceof Identification.Known known) {
            step.emit(new Fact.PromiseAtRisk(
                    step.now.millis(),
                    parcel.number,
                    known.shipment().reference(),
                    wanted.promised(),
                    wanted.tier(),
                    Cause.CUTOFF_MISSED,
                    risk.departure(),
                    known.shipment().promiseBy(),
                    risk.expected()));
        }
    }

    private static Fact.CodeVerdict verdict(CodeVerdict code) {
        return new Fact.CodeVerdict(
                code.classified().code().data(),
                code.classified().type().name(),
                code.role().name(),
                code.reason());
    }

    private static String reference(Identification identity) {
        return identity instanceof Identification.Known known ? known.shipment().reference() : "";
    }
}
