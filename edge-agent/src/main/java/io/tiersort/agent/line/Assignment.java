// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Rules;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.plan.Timetable;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One plan, indexed: from a shipment to tier, promise and chutes wanted. A promise is never invented: when the departure
 * that serves a tier can no longer be reached, the best tier that can still be kept takes its place and the change is
 * reported as a risk. One owner, because the timetable caches.
 */
final class Assignment {
    private static final int FALLBACKS = 16;

    private final Plan plan;
    private final Timetable timetable;
    private final Map<String, Plan.Tier> tiers;
    private final Map<String, Plan.Destination> destinations;
    private final int hospital;

    /**
     * What the plan says.
     *
     * @param risk the promise that cannot be kept, or null
     */
    record Result(
            Cause cause,
            String tier,
            String promised,
            String tierRule,
            String route,
            String destination,
            List<Integer> wanted,
            boolean weightMismatch,
            @Nullable Risk risk) {}

    /** A promise that cannot be kept: the departure, and when its next chance is (0 when there is none). */
    record Risk(String departure, long expected) {}

    Assignment(Plan plan, int hospital) {
        this.plan = plan;
        this.hospital = hospital;
        timetable = new Timetable(plan);
        tiers = plan.tiers().stream().collect(Collectors.toMap(Plan.Tier::id, Function.identity()));
        destinations =
                plan.destinations().stream().collect(Collectors.toMap(Plan.Destination::id, Function.identity()));
    }

    Plan plan() {
        return plan;
    }

    int tierNumber(String tier) {
        Plan.Tier found = tiers.get(tier);
        return found == null ? 0 : found.number();
    }

    boolean mustVerify(String tier) {
        Plan.Tier found = tiers.get(tier);
        return found != null && found.verified();
    }

    /** To the hospital, for this cause. */
    Result refuge(Cause cause) {
        return new Result(cause, "", "", "", "", "", List.of(hospital), false, null);
    }

    /** The plan's answer for a known, open shipment; {@code grams} and {@code lengthMm} are 0 when not measured. */
    Result assign(Shipment shipment, int grams, int lengthMm, long millis) {
        boolean mismatch = contradicts(shipment.grams(), grams);
        if (mismatch
                && shipment.flags().stream()
                        .anyMatch(flag -> plan.measureCheck().hospitalFlags().contains(flag.word()))) {
            return refuge(Cause.WEIGHT_MISMATCH);
        }
        long mass = grams > 0 ? grams : shipment.grams();
        long length = lengthMm > 0 ? lengthMm : shipment.lengthMm();
        Subject subject = new Subject(
                shipment, Label.NONE, Customer.UNKNOWN, "", mass, length, shipment.widthMm(), shipment.heightMm());
        for (Plan.TierRule rule : plan.tierRules()) {
            if (Rules.holds(rule.when(), subject)) {
                return promise(rule, subject, mismatch, millis);
            }
        }
        return refuge(Cause.NO_ROUTE);
    }

    private Result promise(Plan.TierRule rule, Subject subject, boolean mismatch, long millis) {
        Plan.Tier promised = tiers.get(rule.tier());
        Plan.Tier keeping = promised;
        Risk risk = null;
        for (int step = 0; keeping != null && step < FALLBACKS; step++) {
            long missed = missedUntil(keeping, subject.shipment(), millis);
            if (missed == 0) {
                break;
            }
            if (risk == null) {
                String departure = keeping.departure();
                risk = new Risk(departure == null ? "" : departure, missed == Timetable.NEVER ? 0 : missed);
            }
            String fallback = keeping.fallback();
            if (fallback == null) {
                break;
            }
            keeping = tiers.get(fallback);
        }
        if (keeping == null || promised == null) {
            return refuge(Cause.NO_ROUTE);
        }
        return route(rule, promised, keeping, risk, subject.in(keeping.id()), mismatch);
    }

    private Result route(
            Plan.TierRule rule,
            Plan.Tier promised,
            Plan.Tier keeping,
            @Nullable Risk risk,
            Subject subject,
            boolean mismatch) {
        for (Plan.Route route : plan.routes()) {
            String id = route.destinationOf(subject);
            Plan.Destination destination = id == null ? null : destinations.get(id);
            if (destination != null) {
                return new Result(
                        risk == null ? Cause.OK : Cause.CUTOFF_MISSED,
                        keeping.id(),
                        promised.id(),
                        rule.id(),
                        route.id(),
                        destination.id(),
                        destination.chutes(),
                        mismatch,
                        risk);
            }
        }
        return refuge(Cause.NO_ROUTE);
    }

    /** 0 when the tier can be kept; else the next cut-off there is, or {@link Timetable#NEVER}. */
    private long missedUntil(Plan.Tier tier, Shipment shipment, long millis) {
        String departure = tier.departure();
        if (departure == null) {
            return 0;
        }
        long next = timetable.nextCutOff(departure, millis + timetable.dwellMillis(departure));
        // Without a promised instant nothing dated was promised: the next departure keeps it, whenever that is.
        long deadline = shipment.promiseBy() > 0 ? shipment.promiseBy() : Timetable.NEVER;
        return next <= deadline ? 0 : next;
    }

    private boolean contradicts(int declared, int measured) {
        if (declared <= 0 || measured <= 0) {
            return false;
        }
        long difference = Math.abs((long) measured - declared);
        return difference > plan.measureCheck().grams()
                && difference * 100 > (long) declared * plan.measureCheck().percent();
    }
}
