// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Allotments.Claim;
import io.tiersort.agent.line.PlanIndex.Routed;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.plan.Timetable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tier, and which run of which departure, keeps what was promised. A promise is never invented and never broken in
 * silence: a full run rolls over to the next one as long as that is in time; when no run is, the best tier below that can
 * be kept takes its place, and the change is a {@link Risk}. A tier better than the promised one is never given.
 */
final class Promise {
    private static final int FALLBACKS = 16;
    private static final int RUNS = 16;
    private static final long ANY_RUN = Timetable.NEVER - 1;

    private final PlanIndex plan;
    private final Allotments allotments;

    /** One run of a departure, by its cut-off; without departure and with 0 when there is none. */
    record Run(String departure, long cutOff) {
        static final Run NONE = new Run("", 0);
    }

    /** A promise that cannot be kept: why, and the departure that was meant to keep it. */
    record Risk(Cause cause, String departure) {}

    /**
     * What is kept.
     *
     * @param claims tokens this takes
     * @param risk why it is not the tier that was promised, or not in time; null when all is well
     */
    record Kept(
            Plan.Tier tier,
            Routed routed,
            Run run,
            List<Claim> claims,
            @Nullable Risk risk) {
        private Kept but(@Nullable Risk why) {
            return new Kept(tier, routed, run, claims, why);
        }
    }

    Promise(PlanIndex plan, Allotments allotments) {
        this.plan = plan;
        this.allotments = allotments;
    }

    /**
     * The best that can be kept of a promised tier, or null when no route leads anywhere.
     *
     * @param point point without compartments whose room counts, or null
     */
    @Nullable
    Kept keep(Enquiry enquiry, Plan.Tier promised, Subject subject, Plan.@Nullable Point point) {
        Risk risk = null;
        Kept lowest = null;
        Plan.Tier tier = promised;
        for (int step = 0; tier != null && step < FALLBACKS; step++) {
            Routed routed = plan.routed(subject.in(tier.id()));
            if (routed == null && step == 0) {
                return null;
            }
            if (routed != null) {
                Kept kept = inTime(enquiry, tier, routed, point, deadline(enquiry));
                if (kept.risk() == null) {
                    return kept.but(risk);
                }
                risk = risk == null ? kept.risk() : risk;
                lowest = kept;
            }
            tier = below(promised, tier);
        }
        return lowest == null ? null : late(enquiry, lowest, point).but(risk);
    }

    private static long deadline(Enquiry enquiry) {
        // Without a promised instant nothing dated was promised: whichever run has room keeps it.
        return enquiry.basis().promiseBy() > 0 ? enquiry.basis().promiseBy() : ANY_RUN;
    }

    /** Nothing is in time: the lowest tier leaves with the first run that has room, whenever that is. */
    private Kept late(Enquiry enquiry, Kept lowest, Plan.@Nullable Point point) {
        return inTime(enquiry, lowest.tier(), lowest.routed(), point, ANY_RUN);
    }

    private Plan.@Nullable Tier below(Plan.Tier promised, Plan.Tier tier) {
        Plan.Tier next = plan.tier(tier.fallback());
        boolean better = next != null && (next.rank() < promised.rank() || (next.premium() && !promised.premium()));
        return better ? null : next;
    }

    /** The first run with room that cuts off by {@code deadline}; at risk, without run and claims, when there is none. */
    private Kept inTime(Enquiry enquiry, Plan.Tier tier, Routed routed, Plan.@Nullable Point point, long deadline) {
        Plan.Destination destination = routed.destination();
        String departure = destination.departure() != null ? destination.departure() : tier.departure();
        if (departure == null) {
            return new Kept(tier, routed, Run.NONE, List.of(), null);
        }
        Run run = first(departure, enquiry, destination);
        Cause cause = Cause.CUTOFF_MISSED;
        for (int hop = 0; hop < RUNS && run.cutOff() <= deadline; hop++) {
            List<Claim> claims = claims(enquiry, run, point);
            if (claims.stream().allMatch(allotments::hasRoom)) {
                return new Kept(tier, routed, run, claims, null);
            }
            cause = Cause.CAPACITY_FULL;
            run = following(run, enquiry, destination);
        }
        return new Kept(tier, routed, Run.NONE, List.of(), new Risk(cause, departure));
    }

    /** The first cut-off that the parcel makes: after its dwell, and not before the belt has carried it there. */
    private Run first(String departure, Enquiry enquiry, Plan.Destination destination) {
        long dwelt = enquiry.since() + plan.timetable.dwellMillis(departure);
        long carried = enquiry.now() + enquiry.way().millis(destination);
        return new Run(departure, plan.timetable.nextCutOff(departure, Math.max(dwelt, carried)));
    }

    private Run following(Run full, Enquiry enquiry, Plan.Destination destination) {
        Plan.Departure departure = plan.departure(full.departure());
        String next = departure == null ? null : departure.next();
        return next != null
                ? first(next, enquiry, destination)
                : new Run(full.departure(), plan.timetable.nextCutOff(full.departure(), full.cutOff() + 1));
    }

    private List<Claim> claims(Enquiry enquiry, Run run, Plan.@Nullable Point point) {
        List<Claim> claims = new ArrayList<>(2);
        Plan.Departure departure = plan.departure(run.departure());
        if (departure != null) {
            claims.add(new Claim(
                    enquiry.forDeparture(),
                    Allotments.departure(run.departure(), run.cutOff()),
                    enquiry.load(),
                    departure.capacity()));
        }
        if (point != null) {
            claims.add(new Claim(
                    enquiry.forPickup(), Allotments.point(point.id(), run.cutOff()), enquiry.load(), point.room()));
        }
        return claims;
    }
}
