// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.plan.Timetable;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * A line lived through again from its facts, with a candidate plan that is asked at each recorded decision: same parcel,
 * same chutes, same belt position, same moment. What happens next is what was recorded, whatever the candidate says. Pure;
 * one thread.
 */
public final class Replay {
    private static final Set<Cause> BEFORE_THE_RULES = EnumSet.of(
            Cause.NOREAD,
            Cause.MULTI_CONFLICT,
            Cause.BAD_CHECKDIGIT,
            Cause.DUPLICATE_ID,
            Cause.HOLD,
            Cause.CANCELLED,
            Cause.STRAY);

    private final LineState state;
    private final BeltClock belt;
    private final ChuteChoice choice;
    private final Assignment assignment;
    private final Timetable timetable;
    private final Plan candidate;

    /** An empty line. */
    public Replay(LineLayout layout, Plan candidate) {
        this.candidate = candidate;
        state = new LineState(layout, candidate);
        belt = new BeltClock(layout.micrometresPerCount(), layout.speedMmPerSecond());
        choice = new ChuteChoice(layout, state.board, belt);
        assignment = new Assignment(candidate, layout.hospital());
        timetable = new Timetable(candidate);
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
        }
    }

    /** True when the parcel's induct is among the facts taken and its end is not: only then can be asked about it. */
    public boolean isOnTheLine(long parcel) {
        return state.byNumber.containsKey(parcel);
    }

    /** True when the record tells what the rules were asked about, or when the rules had no say. */
    public static boolean isComplete(Fact.ParcelDecided recorded) {
        return !recorded.basis().source().isEmpty()
                || recorded.reference().isEmpty()
                || BEFORE_THE_RULES.contains(recorded.cause());
    }

    /** What the candidate decides in place of this decision; before {@link #apply} takes the decision itself. */
    public Verdict ask(Fact.ParcelDecided recorded) {
        Parcel parcel = state.byNumber.get(recorded.parcel());
        if (parcel == null) {
            throw new IllegalStateException("not on the line: parcel=" + recorded.parcel()
                    + "; expected a parcel whose induct was applied; ask isOnTheLine first");
        }
        Assignment.Result wanted = wanted(recorded);
        ChuteChoice.Result chosen = choice.choose(wanted.wanted(), parcel, recorded.encoder());
        return new Verdict(
                chosen.cause() == Cause.OK ? wanted.cause() : chosen.cause(),
                wanted.tier(),
                wanted.tierRule(),
                wanted.route(),
                wanted.destination(),
                chosen.chutes(),
                leaves(wanted.tier(), recorded.at()));
    }

    /** What no plan can change, such as an unreadable label, keeps its cause; the rest is asked of the rules. */
    private Assignment.Result wanted(Fact.ParcelDecided recorded) {
        if (recorded.basis().source().isEmpty() || BEFORE_THE_RULES.contains(recorded.cause())) {
            return assignment.refuge(recorded.cause());
        }
        Shipment shipment = subject(recorded).shipment();
        Fact.Basis basis = recorded.basis();
        return assignment.assign(shipment, basis.grams(), basis.lengthMm(), recorded.at());
    }

    /** The subject of a decision, from what was recorded of it. */
    public static Subject subject(Fact.ParcelDecided recorded) {
        Fact.Basis basis = recorded.basis();
        Shipment shipment = new Shipment(
                recorded.reference(),
                List.of(),
                basis.segment(),
                basis.service(),
                flags(basis.flags()),
                basis.postcode(),
                basis.country(),
                basis.point(),
                basis.customer(),
                basis.group(),
                basis.compartment(),
                basis.promiseBy(),
                basis.notBefore(),
                basis.declaredGrams(),
                basis.lengthMm(),
                basis.widthMm(),
                basis.heightMm(),
                Shipment.Status.OPEN);
        boolean byLabel = basis.source().equals("label");
        Label label = new Label(
                basis.carrier(),
                basis.carrierService(),
                basis.routeCode(),
                byLabel ? basis.postcode() : "",
                byLabel ? basis.country() : "",
                false);
        Customer customer =
                new Customer(basis.customer(), 0, basis.missedDeliveries(), basis.rating(), basis.preferredPoint());
        return new Subject(
                shipment, label, customer, "", basis.grams(), basis.lengthMm(), basis.widthMm(), basis.heightMm());
    }

    private static Set<Shipment.Flag> flags(List<String> words) {
        Set<Shipment.Flag> flags = EnumSet.noneOf(Shipment.Flag.class);
        Arrays.stream(Shipment.Flag.values())
                .filter(flag -> words.contains(flag.word()))
                .forEach(flags::add);
        return flags;
    }

    private long leaves(String tier, long millis) {
        for (Plan.Tier each : candidate.tiers()) {
            String departure = each.departure();
            if (each.id().equals(tier) && departure != null) {
                return timetable.nextCutOff(departure, millis + timetable.dwellMillis(departure));
            }
        }
        return 0;
    }
}
