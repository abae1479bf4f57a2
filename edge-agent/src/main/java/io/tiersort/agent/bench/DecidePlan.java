// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Condition.TextOperator;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Table;
import io.tiersort.agent.shipment.Shipment;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A plan of any size as sites write them: rules for a segment and a service, most of them for a range of postcodes, some for
 * a flag or a mass, and one for everybody; routes from tier and postcodes to destinations. One owner.
 */
final class DecidePlan {
    static final List<String> SEGMENTS =
            List.of("private", "business", "pharmacy", "subscription", "vip", "office", "public", "trade");
    static final List<String> SERVICES = List.of(
            "standard",
            "same-day",
            "next-day",
            "slot",
            "weekend",
            "locker",
            "pickup-point",
            "workplace",
            "consolidated",
            "return");
    static final int CHUTES = 50;

    private static final List<String> TIERS = List.of("SAME", "NEXT", "SLOT", "WEEKEND", "LOCKER", "CARE", "STANDARD");
    private static final String LAST = "STANDARD";
    private static final int DEPARTURES = 4;
    private static final int DESTINATIONS = 25;
    private static final int ZONES = 5;

    private final SplittableRandom random;
    private final Table zones;

    private DecidePlan(long seed) {
        random = new SplittableRandom(seed);
        List<Table.Row> rows = new ArrayList<>();
        for (int prefix = 100; prefix < 1_000; prefix++) {
            String key = Integer.toString(prefix);
            rows.add(new Table.Row(key, key, "zone-" + random.nextInt(ZONES)));
        }
        zones = new Table("zones", rows);
    }

    /** A plan of so many tier rules and routes. */
    static Plan of(int rules, long seed) {
        return new DecidePlan(seed).plan(rules);
    }

    private Plan plan(int rules) {
        return new Plan(
                "bench",
                1,
                "000000000000",
                ZoneId.of("Europe/Berlin"),
                tiers(),
                tierRules(rules),
                routes(rules),
                destinations(),
                departures(),
                List.of(),
                List.of(),
                List.of(),
                new Plan.MeasureCheck(100, 10, 0, 0, 0, Set.of()),
                false);
    }

    private static List<Plan.Tier> tiers() {
        List<Plan.Tier> tiers = new ArrayList<>();
        for (int number = 1; number <= TIERS.size(); number++) {
            String id = TIERS.get(number - 1);
            boolean last = id.equals(LAST);
            String departure = last ? null : "departure-" + number % DEPARTURES;
            tiers.add(new Plan.Tier(id, id, number, number, false, departure, last ? null : LAST, false, null));
        }
        return tiers;
    }

    private List<Plan.TierRule> tierRules(int size) {
        List<Plan.TierRule> rules = new ArrayList<>();
        for (int number = 1; number < size; number++) {
            String tier = TIERS.get(random.nextInt(TIERS.size()));
            rules.add(new Plan.TierRule("rule-" + number, Plan.Precedence.PROMISE, condition(), tier));
        }
        rules.add(new Plan.TierRule("rest", Plan.Precedence.DEFAULT, new Condition.All(List.of()), LAST));
        return rules;
    }

    private Condition condition() {
        List<Condition> parts = new ArrayList<>();
        parts.add(is(TextField.SEGMENT, SEGMENTS.get(random.nextInt(SEGMENTS.size()))));
        parts.add(is(TextField.SERVICE, SERVICES.get(random.nextInt(SERVICES.size()))));
        int kind = random.nextInt(10);
        if (kind < 7) {
            parts.add(postcodes());
        } else if (kind < 9) {
            String zone = "zone-" + random.nextInt(ZONES);
            parts.add(new Condition.Listed(TextField.POSTCODE, zones, List.of(zone)));
        }
        if (random.nextInt(6) == 0) {
            Shipment.Flag[] flags = Shipment.Flag.values();
            parts.add(is(TextField.FLAGS, flags[random.nextInt(flags.length)].word()));
        }
        if (random.nextInt(6) == 0) {
            parts.add(new Condition.Range(NumberField.WEIGHT, random.nextInt(10) * 1_000L, 31_500));
        }
        return new Condition.All(parts);
    }

    private Condition postcodes() {
        int from = 10 + random.nextInt(80);
        int to = from + random.nextInt(10);
        return new Condition.Between(TextField.POSTCODE, Integer.toString(from), Integer.toString(to));
    }

    private static Condition is(TextField field, String word) {
        return new Condition.Text(field, TextOperator.IS, List.of(word));
    }

    private List<Plan.Route> routes(int size) {
        List<Plan.Route> routes = new ArrayList<>();
        for (int number = 1; number < size; number++) {
            Condition when = new Condition.All(
                    List.of(is(TextField.TIER, TIERS.get(random.nextInt(TIERS.size()))), postcodes()));
            routes.add(new Plan.Route("route-" + number, when, destination(random.nextInt(DESTINATIONS)), null));
        }
        routes.add(new Plan.Route("rest", new Condition.All(List.of()), destination(0), null));
        return routes;
    }

    private static String destination(int number) {
        return "destination-" + number;
    }

    private static List<Plan.Destination> destinations() {
        List<Plan.Destination> destinations = new ArrayList<>();
        for (int number = 0; number < DESTINATIONS; number++) {
            List<Plan.Outlet> outlets = List.of(new Plan.Outlet(2 * number + 1, 2), new Plan.Outlet(2 * number + 2, 1));
            destinations.add(
                    new Plan.Destination(destination(number), outlets, true, List.of(), -1, Duration.ZERO, null));
        }
        return destinations;
    }

    private static List<Plan.Departure> departures() {
        List<Plan.Departure> departures = new ArrayList<>();
        for (int number = 0; number < DEPARTURES; number++) {
            Plan.CutOff daily =
                    new Plan.CutOff(EnumSet.allOf(DayOfWeek.class), Set.of(), LocalTime.of(12 + 3 * number, 30));
            String id = "departure-" + number;
            departures.add(new Plan.Departure(
                    id, id, List.of(daily), Set.of(), Duration.ofMinutes(3), Plan.Capacity.UNLIMITED, null));
        }
        return departures;
    }
}
