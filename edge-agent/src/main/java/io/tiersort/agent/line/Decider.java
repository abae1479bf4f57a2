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
import java.util.List;

/**
 * Decides where a parcel goes: identity, then the plan's answer, then a chute that can still be reached. Decides early,
 * again when something changes, and never once the diverter may have fired.
 */
final class Decider {
    private static final int PLANS_KEPT = 8;

    private final LineLayout layout;
    private final LineState state;
    private final BeltClock belt;
    private final ChuteChoice chutes;
    private final Placement placement;
    private final Lookups lookups;
    private final Evidence evidence;
    private final Notices notices;
    private final IdentityHashMap<Plan, Assignment> assignments = new IdentityHashMap<>();

    /** What is known of a parcel, and why the plan's rules are not to be asked about it. */
    private record Findings(Identification identity, Cause veto, Fact.Basis basis) {
        String reference() {
            return identity instanceof Identification.Known known
                    ? known.shipment().reference()
                    : "";
        }
    }

    Decider(LineLayout layout, LineState state, BeltClock belt, Lookups lookups) {
        this.layout = layout;
        this.state = state;
        this.belt = belt;
        this.lookups = lookups;
        this.chutes = new ChuteChoice(layout, state, belt);
        placement = new Placement(layout, chutes);
        evidence = new Evidence(lookups.customers());
        notices = new Notices(layout.line());
    }

    /** Decides on everything known of the parcel; {@code causedAt} is when the reason to decide was read off the wire. */
    void decide(Step step, Parcel parcel, long causedAt) {
        if (parcel.closed || parcel.recovered) {
            return;
        }
        Findings findings = findings(parcel);
        long encoder = belt.at(step.now.nanos());
        Assignment assignment = assignment(parcel.plan);
        Enquiry enquiry = enquiry(findings, parcel, step.now.millis(), encoder);
        Assignment.Result wanted = assignment.assign(enquiry);
        if (unchanged(parcel, wanted, findings)) {
            mark(step, parcel, findings, wanted, causedAt);
            return;
        }
        Placement.Found choice = placement.find(assignment, wanted, enquiry, parcel);
        Fact.ParcelDecided decided = fact(step, parcel, findings, choice, causedAt);
        if (same(parcel, decided) || tooLate(step, parcel, choice.wanted(), encoder)) {
            return;
        }
        if (decided.chutes().isEmpty() && !parcel.commanded.isEmpty()) {
            // Nothing better is open to it: the PLC holds the standing command, and so does this line.
            return;
        }
        if (!lookups.allotments().take(choice.wanted().claims())) {
            // Another line took the last place since it was looked for; there is one less to find now.
            decide(step, parcel, causedAt);
            return;
        }
        step.emit(decided);
        if (!decided.chutes().isEmpty()) {
            step.send(command(parcel, decided, assignment));
        }
        notices.tell(step, parcel, choice.wanted());
    }

    /** That the scale contradicts the host is recorded with the decision that stands; its command stands as well. */
    private void mark(Step step, Parcel parcel, Findings findings, Assignment.Result wanted, long causedAt) {
        Fact.ParcelDecided before = parcel.decision;
        long late = lateCounts(step, parcel);
        if (before == null || before.weightMismatch() == wanted.measures().weight() || late > 0) {
            return;
        }
        ChuteChoice.Result standing = new ChuteChoice.Result(
                before.chutes(), before.candidates(), Cause.OK, before.physical(), false, before.validUntil(), -late);
        step.emit(fact(step, parcel, findings, new Placement.Found(wanted, standing), causedAt));
    }

    /** That one of two conflicting shipments was cancelled or closed meanwhile does not tell whose parcel this is. */
    private Identification identity(Parcel parcel) {
        Identification found = lookups.identify().apply(parcel.codes);
        return parcel.cause() == Cause.MULTI_CONFLICT && found instanceof Identification.Known known
                ? new Identification.Conflict(List.of(known.shipment()), known.verdicts())
                : found;
    }

    private Findings findings(Parcel parcel) {
        Identification identity = identity(parcel);
        return new Findings(identity, veto(parcel, identity), evidence.basis(parcel, identity));
    }

    private Enquiry enquiry(Findings findings, Parcel parcel, long millis, long encoder) {
        return new Enquiry(
                findings.veto(),
                findings.basis(),
                state.held.owner(parcel.number),
                millis,
                parcel.firstDecidedAt == 0 ? millis : parcel.firstDecidedAt,
                new Enquiry.Way(layout, parcel.inductEncoder, encoder));
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
                : belt.at(step.now.nanos()) - chutes.latestDecision(parcel, parcel.commanded.get(0));
    }

    boolean mustVerify(Parcel parcel) {
        Fact.ParcelDecided decision = parcel.decision;
        Fact.Basis basis = decision == null ? Fact.Basis.NONE : decision.basis();
        return assignment(parcel.plan).mustVerify(parcel.tier(), basis);
    }

    /** The parcel dropped into this chute, or is gone for another reason when it is 0. */
    void closed(Step step, Parcel parcel, int chute) {
        notices.closed(step, parcel, chute);
    }

    /** Id of the tier with this number in the parcel's plan, or an empty text. */
    String tierOf(Parcel parcel, int number) {
        return parcel.plan.tiers().stream()
                .filter(tier -> tier.number() == number)
                .map(Plan.Tier::id)
                .findFirst()
                .orElse("");
    }

    /** Compiles the plan now, so that the first parcel under it does not wait for that. */
    void prepare(Plan plan) {
        assignment(plan);
    }

    private Assignment assignment(Plan plan) {
        if (assignments.size() > PLANS_KEPT) {
            assignments.clear();
        }
        return assignments.computeIfAbsent(plan, key -> new Assignment(key, layout.hospital(), lookups.allotments()));
    }

    /** Why the plan's rules are not asked, {@link Cause#OK} when they are. */
    private Cause veto(Parcel parcel, Identification identity) {
        if (parcel.stray) {
            return Cause.STRAY;
        }
        if (!(identity instanceof Identification.Known known)) {
            return unidentified(identity);
        }
        Shipment shipment = known.shipment();
        if (taken(shipment.reference(), parcel.number) || shipment.status() == Shipment.Status.CLOSED) {
            return Cause.DUPLICATE_ID;
        }
        if (shipment.status() == Shipment.Status.CANCELLED) {
            return Cause.CANCELLED;
        }
        return shipment.flags().contains(Shipment.Flag.HOLD) ? Cause.HOLD : Cause.OK;
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

    private boolean unchanged(Parcel parcel, Assignment.Result wanted, Findings findings) {
        Fact.ParcelDecided before = parcel.decision;
        return before != null
                && !parcel.commanded.isEmpty()
                && before.planRevision() == parcel.plan.revision()
                && before.reference().equals(findings.reference())
                && wanted.isAsIn(before)
                && before.basis().flags().equals(findings.basis().flags())
                && chutes.keeps(parcel, parcel.commanded.get(0), wanted.handling());
    }

    /** True when this says nothing that the standing decision does not say. */
    private static boolean same(Parcel parcel, Fact.ParcelDecided after) {
        Fact.ParcelDecided before = parcel.decision;
        return before != null
                && parcel.commanded.equals(after.chutes())
                && before.reference().equals(after.reference())
                && before.tier().equals(after.tier())
                && before.cause() == after.cause()
                && before.departure().equals(after.departure())
                && before.leaves() == after.leaves()
                && before.point().equals(after.point())
                && before.compartment().equals(after.compartment());
    }

    private boolean tooLate(Step step, Parcel parcel, Assignment.Result wanted, long encoder) {
        if (parcel.commanded.isEmpty()) {
            return false;
        }
        long late = encoder - chutes.latestDecision(parcel, parcel.commanded.get(0));
        if (late <= 0) {
            return false;
        }
        notices.tooLate(step, parcel, wanted, belt.millis(late));
        return true;
    }

    private Fact.ParcelDecided fact(
            Step step, Parcel parcel, Findings findings, Placement.Found choice, long causedAt) {
        Assignment.Result wanted = choice.wanted();
        ChuteChoice.Result chosen = choice.chosen();
        Identification identity = findings.identity();
        boolean known = identity instanceof Identification.Known;
        return new Fact.ParcelDecided(
                step.now.millis(),
                parcel.number,
                parcel.revision() + 1,
                findings.reference(),
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
                wanted.cause(),
                chosen.late() ? Physical.DECISION_LATE : chosen.physical(),
                known && ((Identification.Known) identity).extraLabel(),
                wanted.measures().weight(),
                parcel.plan.id(),
                parcel.plan.revision(),
                chosen.validUntil(),
                Math.max(0, step.now.nanos() - causedAt) / 1_000,
                belt.millis(chosen.slackCounts()),
                belt.at(step.now.nanos()),
                wanted.run().departure(),
                wanted.run().cutOff(),
                wanted.spot().point(),
                wanted.spot().size(),
                findings.basis());
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

    private static Fact.CodeVerdict verdict(CodeVerdict code) {
        Verdict verdict = code.classified().verdict();
        return new Fact.CodeVerdict(
                code.classified().code().data(),
                code.classified().type().name(),
                code.role().name(),
                code.reason(),
                verdict == Verdict.CANDIDATE ? "" : verdict.name());
    }
}
