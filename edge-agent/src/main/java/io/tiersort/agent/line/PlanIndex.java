// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.RuleIndex;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.plan.Timetable;
import io.tiersort.agent.shipment.Shipment.Flag;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A plan whose parts are found by their ids. One owner, because the timetable caches. */
final class PlanIndex {
    final Plan plan;
    final Timetable timetable;
    private final Map<String, Plan.Tier> tiers;
    private final Map<String, Plan.Destination> destinations;
    private final Map<String, Plan.Departure> departures;
    private final Map<String, Plan.Point> points;
    private final Map<String, Integer> refuges = new HashMap<>();
    private final RuleIndex<Plan.TierRule> tierRules;
    private final RuleIndex<Plan.Route> routes;

    /** A destination and the route that gave it. */
    record Routed(String route, Plan.Destination destination) {}

    PlanIndex(Plan plan) {
        this.plan = plan;
        timetable = new Timetable(plan);
        tiers = index(plan.tiers(), Plan.Tier::id);
        destinations = index(plan.destinations(), Plan.Destination::id);
        departures = index(plan.departures(), Plan.Departure::id);
        points = index(plan.points(), Plan.Point::id);
        tierRules = RuleIndex.of(plan.tierRules(), Plan.TierRule::when);
        routes = RuleIndex.of(plan.routes(), Plan.Route::when);
        plan.refuges().forEach(refuge -> refuge.causes().forEach(cause -> refuges.putIfAbsent(cause, refuge.chute())));
    }

    private static <T> Map<String, T> index(List<T> parts, Function<T, String> id) {
        return parts.stream().collect(Collectors.toMap(id, Function.identity(), (first, second) -> first));
    }

    Plan.@Nullable Tier tier(@Nullable String id) {
        return id == null ? null : tiers.get(id);
    }

    Plan.@Nullable Destination destination(String id) {
        return destinations.get(id);
    }

    Plan.@Nullable Departure departure(@Nullable String id) {
        return id == null ? null : departures.get(id);
    }

    Plan.@Nullable Point point(@Nullable String id) {
        return id == null ? null : points.get(id);
    }

    /** Chute for parcels without a destination for this cause, or {@code otherwise}. */
    int refuge(Cause cause, int otherwise) {
        return refuges.getOrDefault(cause.name(), otherwise);
    }

    /** The first rule that holds, or null. */
    Plan.@Nullable TierRule tierRule(Subject subject) {
        return tierRules.first(subject);
    }

    /** The first route that holds and leads somewhere, or null. */
    @Nullable
    Routed routed(Subject subject) {
        Plan.Route route = routes.first(subject, held -> destination(held, subject) != null);
        Plan.Destination destination = route == null ? null : destination(route, subject);
        return route == null || destination == null ? null : new Routed(route.id(), destination);
    }

    private Plan.@Nullable Destination destination(Plan.Route route, Subject subject) {
        String id = route.destinationOf(subject);
        return id == null ? null : destinations.get(id);
    }

    /** What the flags ask for together: the strictest of each. */
    Handling handling(Set<Flag> flags) {
        Set<Flag> restricted = EnumSet.noneOf(Flag.class);
        boolean overflow = true;
        int laps = -1;
        for (Plan.Modifier modifier : plan.modifiers()) {
            if (flags.contains(modifier.flag())) {
                if (modifier.restricted()) {
                    restricted.add(modifier.flag());
                }
                overflow &= modifier.overflow();
                if (modifier.maxLaps() >= 0) {
                    laps = laps < 0 ? modifier.maxLaps() : Math.min(laps, modifier.maxLaps());
                }
            }
        }
        return new Handling(restricted, overflow, laps);
    }

    /** True when one of the flags wants an alarm for a divert that no eye saw. */
    boolean verified(Set<Flag> flags) {
        return plan.modifiers().stream().anyMatch(modifier -> modifier.verified() && flags.contains(modifier.flag()));
    }

    /** True when one of the flags wants a valid weight. */
    boolean weighed(Set<Flag> flags) {
        return plan.modifiers().stream().anyMatch(modifier -> modifier.weighed() && flags.contains(modifier.flag()));
    }
}
