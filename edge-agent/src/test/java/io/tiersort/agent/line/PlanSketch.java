// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Plan.Precedence;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The plan of the tests, open to changes until it is made: a weekday of five tiers on twelve chutes in Berlin. */
final class PlanSketch {
    int revision = 1;
    final List<Plan.Tier> tiers = new ArrayList<>(List.of(
            tier("SAME_DAY", 1, 1, "evening", "NEXT_DAY"),
            tier("NEXT_DAY", 2, 2, "night", "STANDARD"),
            tier("LOCKER", 5, 3, null, null),
            new Plan.Tier("HIGH_VALUE", "High value", 8, 2, false, null, null, true, null),
            tier("STANDARD", 9, 9, null, null)));
    final List<Plan.TierRule> rules = new ArrayList<>(List.of(
            rule("high-value", is(Condition.TextField.FLAGS, "high-value"), "HIGH_VALUE"),
            rule("same-day", is(Condition.TextField.SERVICE, "same-day"), "SAME_DAY"),
            rule("next-day", is(Condition.TextField.SERVICE, "next-day"), "NEXT_DAY"),
            rule("locker", is(Condition.TextField.SERVICE, "locker"), "LOCKER"),
            rule("rest", always(), "STANDARD")));
    final List<Plan.Route> routes = new ArrayList<>(List.of(
            route("same-day", is(Condition.TextField.TIER, "SAME_DAY"), "city"),
            route("next-day", is(Condition.TextField.TIER, "NEXT_DAY"), "hub"),
            route("locker", is(Condition.TextField.TIER, "LOCKER"), "lockers"),
            route("guarded", is(Condition.TextField.TIER, "HIGH_VALUE"), "guarded"),
            route("rest", always(), "trunk")));
    final List<Plan.Destination> destinations = new ArrayList<>(List.of(
            destination("city", 1, 2),
            destination("hub", 3, 4),
            destination("lockers", 5),
            destination("guarded", 8),
            destination("trunk", 9, 10)));
    final List<Plan.Departure> departures = new ArrayList<>(
            List.of(departure("evening", LocalTime.of(17, 38)), departure("night", LocalTime.of(22, 0))));
    final List<Plan.Modifier> modifiers = new ArrayList<>();
    final List<Plan.Refuge> refuges = new ArrayList<>();
    final List<Plan.Point> points = new ArrayList<>();
    Plan.MeasureCheck measureCheck = new Plan.MeasureCheck(100, 10, 0, 0, 0, Set.of("high-value"));
    boolean routeByLabel;

    Plan plan() {
        return new Plan(
                "weekday",
                revision,
                "0123456789ab",
                ZoneId.of("Europe/Berlin"),
                tiers,
                rules,
                routes,
                destinations,
                departures,
                modifiers,
                refuges,
                points,
                measureCheck,
                routeByLabel);
    }

    static Plan.Tier tier(String id, int number, int rank, @Nullable String departure, @Nullable String fallback) {
        return new Plan.Tier(id, id, number, rank, false, departure, fallback, false, null);
    }

    static Plan.TierRule rule(String id, Condition when, String tier) {
        return new Plan.TierRule(id, Precedence.PROMISE, when, tier);
    }

    static Plan.Route route(String id, Condition when, String destination) {
        return new Plan.Route(id, when, destination, null);
    }

    static Plan.Destination destination(String id, Integer... chutes) {
        List<Plan.Outlet> outlets =
                Arrays.stream(chutes).map(chute -> new Plan.Outlet(chute, 1)).toList();
        return new Plan.Destination(id, outlets, false, List.of(), -1, Duration.ZERO, null);
    }

    /** Every day at this time, three minutes of dwell, room without limit. */
    static Plan.Departure departure(String id, LocalTime at) {
        Plan.CutOff daily = new Plan.CutOff(EnumSet.allOf(DayOfWeek.class), Set.of(), at);
        return new Plan.Departure(
                id, id, List.of(daily), Set.of(), Duration.ofMinutes(3), Plan.Capacity.UNLIMITED, null);
    }

    /** The same departure with this much room, and another one that takes the rest; null for its own next run. */
    static Plan.Departure limited(Plan.Departure of, Plan.Capacity capacity, @Nullable String next) {
        return new Plan.Departure(of.id(), of.name(), of.cutOffs(), of.holidays(), of.dwell(), capacity, next);
    }

    /** Gives the departure with this id room for so many parcels. */
    PlanSketch room(String departure, int parcels) {
        departures.replaceAll(each ->
                each.id().equals(departure) ? limited(each, new Plan.Capacity(parcels, 0, 0), each.next()) : each);
        return this;
    }

    static Condition is(Condition.TextField field, String... words) {
        return new Condition.Text(field, Condition.TextOperator.IS, List.of(words));
    }

    static Condition always() {
        return new Condition.All(List.of());
    }
}
