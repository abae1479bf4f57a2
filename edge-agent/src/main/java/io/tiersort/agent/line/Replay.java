// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Plan;
import java.util.List;

/**
 * A line lived through again from its facts, with a candidate plan that is asked at each recorded decision: same parcel,
 * same chutes, same belt position, same moment. What happens next is what was recorded, whatever the candidate says. Pure;
 * one thread.
 */
public final class Replay {
    private final LineLayout layout;
    private final LineState state;
    private final BeltClock belt;
    private final ChuteChoice chutes;
    private final Placement placement;
    private final Allotments room = new Allotments();
    private final Assignment assignment;
    private boolean asked;

    /** An empty line. */
    public Replay(LineLayout layout, Plan candidate) {
        this.layout = layout;
        state = new LineState(layout, candidate, new Allotments());
        belt = new BeltClock(layout.micrometresPerCount(), layout.speedMmPerSecond());
        chutes = new ChuteChoice(layout, state, belt);
        placement = new Placement(layout, chutes);
        assignment = new Assignment(candidate, layout.hospital(), room);
    }

    /**
     * What the candidate decides.
     *
     * @param leaves cut-off of the run it leaves with, milliseconds since 1970 UTC; 0 when nothing dated takes it
     */
    public record Verdict(
            Cause cause,
            String tier,
            String tierRule,
            String route,
            String destination,
            List<Integer> chutes,
            long leaves) {
        public Verdict {
            chutes = List.copyOf(chutes);
        }
    }

    /** Takes the next fact of the line, in the order of the journal. */
    public void apply(Fact fact) {
        state.apply(fact);
        if (fact instanceof Fact.LineStateChanged line) {
            belt.speed(line.speedMmPerSecond(), 0);
        } else if (fact instanceof Fact.ParcelClosed closed && !Held.left(closed)) {
            room.give(Enquiry.forDeparture(owner(closed.parcel())));
            room.give(Enquiry.forPickup(owner(closed.parcel())));
        } else if (fact instanceof Fact.AllotmentCounted counted && !asked) {
            // What was taken before this stretch began; from the first question on the candidate counts for itself.
            Allotments.Load load = new Allotments.Load(counted.parcels(), counted.grams(), counted.millilitres());
            room.count(layout.line(), counted.pool(), load);
        }
    }

    private String owner(long parcel) {
        return state.held.owner(parcel);
    }

    /** True when the parcel's induct is among the facts taken and its end is not: only then can be asked about it. */
    public boolean isOnTheLine(long parcel) {
        return state.byNumber.containsKey(parcel);
    }

    /** True when the record tells what the rules were asked about, or when the rules had no say. */
    public static boolean isComplete(Fact.ParcelDecided recorded) {
        return !recorded.basis().source().isEmpty()
                || recorded.reference().isEmpty()
                || Enquiry.veto(recorded) != Cause.OK;
    }

    /** What the candidate decides in place of this decision; before {@link #apply} takes the decision itself. */
    public Verdict ask(Fact.ParcelDecided recorded) {
        Parcel parcel = state.byNumber.get(recorded.parcel());
        if (parcel == null) {
            throw new IllegalStateException("not on the line: parcel=" + recorded.parcel()
                    + "; expected a parcel whose induct was applied; ask isOnTheLine first");
        }
        asked = true;
        Enquiry enquiry = new Enquiry(
                Enquiry.veto(recorded),
                recorded.basis(),
                owner(recorded.parcel()),
                recorded.at(),
                parcel.firstDecidedAt == 0 ? recorded.at() : parcel.firstDecidedAt,
                new Enquiry.Way(layout, parcel.inductEncoder, recorded.encoder()));
        Assignment.Result wanted = assignment.assign(enquiry);
        take(enquiry, wanted.claims());
        Fact.ParcelDecided standing = parcel.decision;
        if (standing != null && stands(parcel, standing, wanted, recorded)) {
            return verdict(wanted, parcel.commanded, standing.cause());
        }
        Placement.Found found = placement.find(assignment, wanted, enquiry, parcel);
        take(enquiry, found.wanted().claims());
        Cause misfit = found.chosen().cause();
        return verdict(
                found.wanted(),
                found.chosen().chutes(),
                misfit == Cause.OK ? found.wanted().cause() : misfit);
    }

    /** As on the line: a decision that would say the same, and whose chute still takes the parcel, is left as it is. */
    private boolean stands(
            Parcel parcel, Fact.ParcelDecided standing, Assignment.Result wanted, Fact.ParcelDecided recorded) {
        return !parcel.commanded.isEmpty()
                && standing.reference().equals(recorded.reference())
                && wanted.isAsIn(standing)
                && standing.basis().flags().equals(recorded.basis().flags())
                && chutes.keeps(parcel, parcel.commanded.get(0), wanted.handling());
    }

    private static Verdict verdict(Assignment.Result wanted, List<Integer> to, Cause cause) {
        return new Verdict(
                cause,
                wanted.tier(),
                wanted.tierRule(),
                wanted.route(),
                wanted.destination(),
                to,
                wanted.run().cutOff());
    }

    private void take(Enquiry enquiry, List<Allotments.Claim> claims) {
        for (String owner : List.of(enquiry.forDeparture(), enquiry.forPickup())) {
            if (claims.stream().noneMatch(claim -> claim.owner().equals(owner))) {
                room.give(owner);
            }
        }
        room.take(claims);
    }
}
