// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Allotments.Claim;
import io.tiersort.agent.line.Promise.Kept;
import io.tiersort.agent.line.Promise.Run;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.Shipment.Flag;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A plan's answer for one parcel: tier, promise, destination, place. It reads how much room is left and takes none: the
 * claims of a {@link Result} are taken by whoever decides. One owner, because the timetable caches.
 */
final class Assignment {
    private final PlanIndex plan;
    private final Promise promise;
    private final Pickup pickup;
    private final int hospital;

    /**
     * What the plan says.
     *
     * @param tier tier it travels in, an empty text when it goes to a refuge
     * @param target where to, or null for the refuge
     * @param refuge chute that takes it when there is no target
     * @param run what it leaves with
     * @param spot where the customer picks it up
     * @param claims tokens this takes
     * @param risk the promise that cannot be kept, or null
     */
    record Result(
            Cause cause,
            String tier,
            String promised,
            String tierRule,
            String route,
            Plan.@Nullable Destination target,
            int refuge,
            Handling handling,
            MeasureVerdict measures,
            Run run,
            Spot spot,
            List<Claim> claims,
            Promise.@Nullable Risk risk) {
        /** Id of the destination, or an empty text. */
        String destination() {
            return target == null ? "" : target.id();
        }

        /** True when the decision says the same: tier, destination, cause, run and place. */
        boolean isAsIn(Fact.ParcelDecided decision) {
            return decision.tier().equals(tier)
                    && decision.destination().equals(destination())
                    && decision.cause() == cause
                    && decision.departure().equals(run.departure())
                    && decision.leaves() == run.cutOff()
                    && decision.point().equals(spot.point())
                    && decision.compartment().equals(spot.size());
        }

        /** Chutes wanted, best first. */
        List<Integer> wanted() {
            return target == null ? List.of(refuge) : target.chutes();
        }
    }

    /**
     * Where the customer picks the parcel up; empty texts for nowhere.
     *
     * @param change why it is not what was reserved, {@link Cause#OK} when it is
     */
    record Spot(String point, String size, Cause change) {
        static final Spot NONE = new Spot("", "", Cause.OK);
    }

    /** What is asked, and what is settled of the answer. */
    private record Draft(
            Enquiry enquiry, Subject subject, MeasureVerdict measures, Plan.TierRule rule, Plan.Tier promised) {}

    Assignment(Plan plan, int hospital, Allotments allotments) {
        this.plan = new PlanIndex(plan);
        this.hospital = hospital;
        promise = new Promise(this.plan, allotments);
        pickup = new Pickup(this.plan, allotments);
    }

    int tierNumber(String tier) {
        Plan.Tier found = plan.tier(tier);
        return found == null ? 0 : found.number();
    }

    /** True when an unverified divert of this parcel is to be told at once. */
    boolean mustVerify(String tier, Fact.Basis basis) {
        Plan.Tier found = plan.tier(tier);
        return (found != null && found.verified()) || plan.verified(Subjects.flags(basis.flags()));
    }

    /** The plan's answer. */
    Result assign(Enquiry enquiry) {
        Fact.Basis basis = enquiry.basis();
        Set<Flag> flags = Subjects.flags(basis.flags());
        MeasureVerdict measures = MeasureVerdict.of(basis, plan.plan.measureCheck());
        Cause held = held(enquiry, flags, measures);
        if (held != Cause.OK) {
            return refuge(held, enquiry, measures);
        }
        Subject subject = Subjects.of(basis);
        Plan.TierRule rule = plan.tierRule(subject);
        Plan.Tier promised = rule == null ? null : plan.tier(rule.tier());
        if (rule == null || promised == null) {
            return refuge(enquiry.veto() == Cause.OK ? Cause.NO_ROUTE : enquiry.veto(), enquiry, measures);
        }
        Draft draft = new Draft(enquiry, subject, measures, rule, promised);
        Plan.Destination early = early(promised, enquiry);
        return early != null ? waiting(draft, early) : placed(draft);
    }

    /** The same for a parcel that goes to an overflow which the plan names for what its own chutes may not take. */
    Result elsewhere(Result wanted, Cause cause) {
        Promise.Risk risk =
                wanted.risk() == null ? new Promise.Risk(cause, wanted.run().departure()) : wanted.risk();
        return new Result(
                cause,
                wanted.tier(),
                wanted.promised(),
                wanted.tierRule(),
                wanted.route(),
                wanted.target(),
                wanted.refuge(),
                wanted.handling(),
                wanted.measures(),
                wanted.run(),
                wanted.spot(),
                wanted.claims(),
                risk);
    }

    /** What this parcel gets instead when it fits none of the chutes it was to go to. */
    Result unfit(Result wanted, Cause cause) {
        Promise.Risk risk = wanted.promised().isEmpty()
                ? null
                : new Promise.Risk(cause, wanted.run().departure());
        return new Result(
                cause,
                "",
                wanted.promised(),
                wanted.tierRule(),
                "",
                null,
                plan.refuge(cause, hospital),
                wanted.handling(),
                wanted.measures(),
                Run.NONE,
                Spot.NONE,
                List.of(),
                risk);
    }

    /** Why the rules are not asked: what was found before, no valid weight, or measures that contradict. */
    private Cause held(Enquiry enquiry, Set<Flag> flags, MeasureVerdict measures) {
        boolean byLabel = plan.plan.routeByLabel() && enquiry.basis().source().equals(Evidence.LABEL);
        if (enquiry.veto() != Cause.OK && !(enquiry.veto() == Cause.NO_DATA && byLabel)) {
            return enquiry.veto();
        }
        boolean weighed = plan.weighed(flags);
        if (weighed && !enquiry.basis().weighed()) {
            return Cause.NO_WEIGHT;
        }
        Set<String> strict = plan.plan.measureCheck().hospitalFlags();
        if (flags.stream().anyMatch(flag -> strict.contains(flag.word()))) {
            return measures.cause();
        }
        return weighed && measures.weight() ? Cause.WEIGHT_MISMATCH : Cause.OK;
    }

    private Plan.@Nullable Destination early(Plan.Tier tier, Enquiry enquiry) {
        Plan.Early early = tier.early();
        long ahead = enquiry.basis().notBefore() - enquiry.now();
        return early != null && ahead > early.lead().toMillis() ? plan.destination(early.destination()) : null;
    }

    private Result placed(Draft draft) {
        String wanted = draft.enquiry().basis().point();
        boolean returned = draft.rule().precedence() == Plan.Precedence.RETURNS;
        List<Plan.Point> points = returned ? List.of() : pickup.points(wanted);
        if (points.isEmpty()) {
            return promised(draft, draft.subject(), returned ? Spot.NONE : new Spot(wanted, "", Cause.OK), null);
        }
        Pickup.Place held = pickup.held(draft.enquiry(), points);
        if (held != null) {
            return at(draft, held, points);
        }
        Result late = null;
        for (Plan.Point point : points) {
            boolean compartments = !point.compartments().isEmpty();
            Pickup.Place place = compartments ? pickup.free(draft.enquiry(), point) : new Pickup.Place(point, "", null);
            if (place != null) {
                Result result = at(draft, place, points);
                if (compartments || !full(result)) {
                    return result;
                }
                late = late == null ? result : late;
            }
        }
        return late == null ? noPlace(draft, points) : late;
    }

    private static boolean full(Result result) {
        return result.risk() != null && result.risk().cause() == Cause.CAPACITY_FULL;
    }

    private Result noPlace(Draft draft, List<Plan.Point> points) {
        Cause cause = pickup.refusal(draft.enquiry(), points);
        Result refuge = refuge(cause, draft.enquiry(), draft.measures());
        return new Result(
                cause,
                "",
                draft.promised().id(),
                draft.rule().id(),
                "",
                null,
                refuge.refuge(),
                refuge.handling(),
                draft.measures(),
                Run.NONE,
                Spot.NONE,
                List.of(),
                new Promise.Risk(cause, ""));
    }

    private Result at(Draft draft, Pickup.Place place, List<Plan.Point> points) {
        Fact.Basis basis = draft.enquiry().basis();
        String reserved = basis.compartment();
        boolean asReserved = place.point().id().equals(points.get(0).id())
                && (reserved.isEmpty() || place.size().isEmpty() || reserved.equals(place.size()));
        Cause change = asReserved ? Cause.OK : pickup.change(draft.enquiry(), points.get(0));
        Spot spot = new Spot(place.point().id(), place.size(), change);
        Subject there = draft.subject().sentTo(place.point().id());
        return promised(draft, there, spot, place);
    }

    private Result promised(Draft draft, Subject subject, Spot spot, Pickup.@Nullable Place place) {
        Plan.Point roomy = place != null && place.claim() == null ? place.point() : null;
        Kept kept = promise.keep(draft.enquiry(), draft.promised(), subject, roomy);
        if (kept == null) {
            Cause veto = draft.enquiry().veto();
            return refuge(veto == Cause.OK ? Cause.NO_ROUTE : veto, draft.enquiry(), draft.measures());
        }
        List<Claim> claims = new ArrayList<>(kept.claims());
        if (place != null && place.claim() != null) {
            claims.add(place.claim());
        }
        Cause cause = kept.risk() == null ? Cause.OK : kept.risk().cause();
        return new Result(
                draft.enquiry().veto() == Cause.OK ? cause : draft.enquiry().veto(),
                kept.tier().id(),
                draft.promised().id(),
                draft.rule().id(),
                kept.routed().route(),
                kept.routed().destination(),
                hospital,
                handling(draft),
                draft.measures(),
                kept.run(),
                spot,
                claims,
                kept.risk());
    }

    private Result waiting(Draft draft, Plan.Destination early) {
        return new Result(
                Cause.NOT_BEFORE,
                draft.promised().id(),
                draft.promised().id(),
                draft.rule().id(),
                "",
                early,
                hospital,
                handling(draft),
                draft.measures(),
                Run.NONE,
                new Spot(draft.enquiry().basis().point(), "", Cause.OK),
                List.of(),
                null);
    }

    private Handling handling(Draft draft) {
        return plan.handling(draft.subject().shipment().flags());
    }

    private Result refuge(Cause cause, Enquiry enquiry, MeasureVerdict measures) {
        return new Result(
                cause,
                "",
                "",
                "",
                "",
                null,
                plan.refuge(cause, hospital),
                plan.handling(Subjects.flags(enquiry.basis().flags())),
                measures,
                Run.NONE,
                Spot.NONE,
                List.of(),
                null);
    }
}
