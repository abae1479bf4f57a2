// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.backtest;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Rules;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.plan.Timetable;
import io.tiersort.agent.shipment.Shipment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why a plan gives a shipment its tier and destination: every rule up to the one that held, and for each of the others the
 * first part that did not. Room on departures is not looked at: it depends on what else is on its way.
 *
 * @param rules tier rules in the order they were asked, up to the one that held
 * @param promised tier by that rule, or an empty text
 * @param promises what the promised tier and its fallbacks can keep, in order, up to the first that keeps it
 * @param tier tier it would travel in, or an empty text
 * @param routes routes in the order they were asked, up to the one that held
 * @param destination id of the destination, or an empty text
 * @param chutes its chutes, best first
 */
public record PlanExplanation(
        List<Step> rules,
        String promised,
        List<Promise> promises,
        String tier,
        List<Step> routes,
        String destination,
        List<Integer> chutes) {
    private static final int RUNS = 3;

    public PlanExplanation {
        rules = List.copyOf(rules);
        promises = List.copyOf(promises);
        routes = List.copyOf(routes);
        chutes = List.copyOf(chutes);
    }

    /**
     * A rule or route that was asked.
     *
     * @param condition in words
     * @param held whether it decided
     * @param obstacle the first part that did not hold and what was found instead; an empty text when it held
     * @param gives id of the tier or destination it gives
     */
    public record Step(String id, String condition, boolean held, String obstacle, String gives) {}

    /**
     * Whether a tier can be kept.
     *
     * @param departure id of what serves it, or an empty text when it has no cut-off
     * @param runs cut-offs of the next runs that can still be reached, milliseconds since 1970 UTC
     * @param kept whether the first of them is in time for what was promised
     * @param why in words
     */
    public record Promise(String tier, String departure, List<Long> runs, boolean kept, String why) {
        public Promise {
            runs = List.copyOf(runs);
        }
    }

    /** The way through the plan at some moment, milliseconds since 1970 UTC. */
    public static PlanExplanation of(Plan plan, Subject subject, long at) {
        List<Step> rules = new ArrayList<>();
        for (Plan.TierRule rule : plan.tierRules()) {
            Step step = step(rule.id(), rule.when(), subject, rule.tier());
            rules.add(step);
            if (step.held()) {
                break;
            }
        }
        String promised = given(rules);
        List<Promise> promises = promises(plan, promised, subject, at);
        String tier = promises.isEmpty()
                ? promised
                : promises.get(promises.size() - 1).tier();
        List<Step> routes = tier.isEmpty() ? List.of() : routes(plan, subject.in(tier));
        String destination = given(routes);
        return new PlanExplanation(rules, promised, promises, tier, routes, destination, chutes(plan, destination));
    }

    private static List<Step> routes(Plan plan, Subject subject) {
        List<Step> routes = new ArrayList<>();
        for (Plan.Route route : plan.routes()) {
            String found = route.destinationOf(subject);
            Step step = step(route.id(), route.when(), subject, found == null ? "" : found);
            boolean noRow = step.held() && found == null;
            routes.add(noRow ? withoutRow(route, subject, step) : step);
            if (found != null) {
                break;
            }
        }
        return routes;
    }

    private static Step withoutRow(Plan.Route route, Subject subject, Step step) {
        Plan.ByTable by = route.by();
        String obstacle = by == null
                ? "no destination"
                : "table " + by.table().id() + " has no row for " + ConditionText.word(by.field()) + " \""
                        + Rules.value(by.field(), subject) + "\"";
        return new Step(step.id(), step.condition(), false, obstacle, "");
    }

    private static String given(List<Step> steps) {
        return steps.isEmpty() || !steps.get(steps.size() - 1).held()
                ? ""
                : steps.get(steps.size() - 1).gives();
    }

    private static Step step(String id, Condition when, Subject subject, String gives) {
        String obstacle = obstacle(when, subject)
                .map(part -> ConditionText.of(part) + found(part, subject))
                .orElse("");
        return new Step(id, ConditionText.of(when), obstacle.isEmpty(), obstacle, gives);
    }

    /** The first part that does not hold; nothing when all do. */
    private static Optional<Condition> obstacle(Condition condition, Subject subject) {
        if (Rules.holds(condition, subject)) {
            return Optional.empty();
        }
        return condition instanceof Condition.All all
                ? all.parts().stream()
                        .flatMap(part -> obstacle(part, subject).stream())
                        .findFirst()
                : Optional.of(condition);
    }

    private static String found(Condition part, Subject subject) {
        if (part instanceof Condition.Text text) {
            return ", but it is \"" + value(text.field(), subject) + "\"";
        }
        if (part instanceof Condition.Between between) {
            return ", but it is \"" + value(between.field(), subject) + "\"";
        }
        if (part instanceof Condition.Listed listed) {
            String word = listed.table().find(Rules.value(listed.field(), subject));
            return ", but \"" + value(listed.field(), subject) + "\" is "
                    + (word == null ? "not in the table" : "\"" + word + "\" there");
        }
        return part instanceof Condition.Range range ? ", but it is " + Rules.value(range.field(), subject) : "";
    }

    private static String value(Condition.TextField field, Subject subject) {
        return field == Condition.TextField.FLAGS
                ? subject.shipment().flags().stream()
                        .map(Shipment.Flag::word)
                        .sorted()
                        .collect(Collectors.joining(", "))
                : Rules.value(field, subject);
    }

    private static List<Promise> promises(Plan plan, String promised, Subject subject, long at) {
        List<Promise> promises = new ArrayList<>();
        Plan.Tier tier = tier(plan, promised);
        while (tier != null && promises.size() < plan.tiers().size()) {
            Promise promise = promise(plan, tier, subject, at);
            promises.add(promise);
            tier = promise.kept() || tier.fallback() == null ? null : tier(plan, tier.fallback());
        }
        return promises;
    }

    private static Promise promise(Plan plan, Plan.Tier tier, Subject subject, long at) {
        String departure = departure(plan, tier, subject);
        if (departure.isEmpty()) {
            return new Promise(tier.id(), "", List.of(), true, "no cut-off");
        }
        Timetable timetable = new Timetable(plan);
        List<Long> runs = new ArrayList<>();
        long next = timetable.nextCutOff(departure, at + timetable.dwellMillis(departure));
        while (next != Timetable.NEVER && runs.size() < RUNS) {
            runs.add(next);
            next = timetable.nextCutOff(departure, next + 1);
        }
        long promiseBy = subject.shipment().promiseBy();
        if (promiseBy == 0) {
            return new Promise(tier.id(), departure, runs, true, "nothing dated was promised");
        }
        boolean kept = !runs.isEmpty() && runs.get(0) <= promiseBy;
        String why = runs.isEmpty()
                ? "no run within the days looked ahead"
                : kept ? "its first run leaves in time" : "its first run leaves after the promised instant";
        return new Promise(tier.id(), departure, runs, kept, why);
    }

    /** What leaves from the destination of this tier; else what serves the tier. */
    private static String departure(Plan plan, Plan.Tier tier, Subject subject) {
        String destination = given(routes(plan, subject.in(tier.id())));
        String own = plan.destinations().stream()
                .filter(each -> each.id().equals(destination))
                .flatMap(each -> Optional.ofNullable(each.departure()).stream())
                .findFirst()
                .orElse(tier.departure());
        return own == null ? "" : own;
    }

    private static Plan.@Nullable Tier tier(Plan plan, String id) {
        return plan.tiers().stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElse(null);
    }

    private static List<Integer> chutes(Plan plan, String destination) {
        return plan.destinations().stream()
                .filter(each -> each.id().equals(destination))
                .findFirst()
                .map(Plan.Destination::chutes)
                .orElse(List.of());
    }
}
