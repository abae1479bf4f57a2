// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Condition.TextOperator;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Plan.Precedence;
import io.tiersort.agent.plan.Table;
import io.tiersort.agent.shipment.Shipment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every key of a plan arrives where it belongs. */
class WholePlanTest {
    private static final Table ZONES = new Table(
            "zones",
            List.of(
                    new Table.Row("10115", "10179", "inner"),
                    new Table.Row("10", "14", "outer"),
                    new Table.Row("20", "20", "outer")));

    @TempDir
    Path directory;

    private WholePlan whole = new WholePlan(Path.of(""), List.of());

    @BeforeEach
    void copy() throws IOException {
        whole = WholePlan.in(directory);
    }

    private Plan plan() {
        return whole.load().orThrow();
    }

    @Test
    void aPlanThatUsesEveryKeyHasNoProblems() {
        assertEquals(List.of(), whole.problems());
        assertEquals(ZoneId.of("Europe/Brussels"), plan().zone());
        assertTrue(plan().routeByLabel());
    }

    @Test
    void tiersMayBePremiumAndMayWait() {
        List<Plan.Tier> tiers = plan().tiers();
        assertEquals(new Plan.Tier("PRIORITY", "Priority", 2, 2, true, "night", "STANDARD", true, null), tiers.get(1));
        Plan.Early early = new Plan.Early(Duration.ofHours(12), "hold-lane");
        assertEquals(new Plan.Tier("SLOT", "Slot", 4, 2, false, null, null, false, early), tiers.get(3));
    }

    @Test
    void tierRulesAreSortedByPrecedenceAndStayAsWrittenAmongEquals() {
        List<Plan.TierRule> rules = plan().tierRules();
        assertEquals(
                List.of("returns", "hazmat", "express", "slot", "often-missed", "vip", "rest"),
                rules.stream().map(Plan.TierRule::id).toList());
        assertEquals(
                List.of(
                        Precedence.RETURNS,
                        Precedence.HANDLING,
                        Precedence.PROMISE,
                        Precedence.PROMISE,
                        Precedence.PREFERENCE,
                        Precedence.SEGMENT,
                        Precedence.DEFAULT),
                rules.stream().map(Plan.TierRule::precedence).toList());
    }

    @Test
    void conditionsAskTablesRangesAndHowTheCustomerBehaves() {
        Condition express = new Condition.All(List.of(
                new Condition.Text(TextField.SERVICE, TextOperator.IS, List.of("express")),
                new Condition.Listed(TextField.POSTCODE, ZONES, List.of("inner"))));
        assertEquals(express, plan().tierRules().get(2).when());
        Condition missed = new Condition.All(List.of(
                new Condition.Range(NumberField.MISSED_DELIVERIES, 2, Long.MAX_VALUE),
                new Condition.Range(NumberField.RATING, 0, 2)));
        assertEquals(missed, plan().tierRules().get(4).when());
        Condition large = new Condition.Any(List.of(
                new Condition.Range(NumberField.WIDTH, 600, Long.MAX_VALUE),
                new Condition.Range(NumberField.HEIGHT, 600, Long.MAX_VALUE),
                new Condition.Range(NumberField.VOLUME, 200_000, Long.MAX_VALUE)));
        assertEquals(large, plan().routes().get(1).when());
        Condition flyers = new Condition.All(List.of(
                new Condition.Text(TextField.CARRIER, TextOperator.IS, List.of("ups")),
                new Condition.Text(TextField.CARRIER_SERVICE, TextOperator.STARTS_WITH, List.of("A")),
                new Condition.Text(TextField.ROUTE_CODE, TextOperator.IS, List.of("BE-1")),
                new Condition.Text(TextField.PREFERRED_POINT, TextOperator.IS, List.of("shop-3"))));
        assertEquals(flyers, plan().routes().get(2).when());
        assertEquals(
                new Condition.Between(TextField.POSTCODE, "10115", "14199"),
                plan().routes().get(3).when());
    }

    @Test
    void aRouteGoesToItsDestinationOrByItsTable() {
        List<Plan.Route> routes = plan().routes();
        assertEquals("lockers", routes.get(0).destination());
        Table tours = new Table("tours", List.of(new Table.Row("1", "3", "town"), new Table.Row("4", "9", "country")));
        assertEquals("", routes.get(4).destination());
        assertEquals(new Plan.ByTable(TextField.POSTCODE, tours), routes.get(4).by());
    }

    @Test
    void destinationsWeighTheirChutesAndLimitOverflowAndLaps() {
        List<Plan.Destination> destinations = plan().destinations();
        assertEquals(
                new Plan.Destination(
                        "town",
                        List.of(new Plan.Outlet(1, 3), new Plan.Outlet(2, 1)),
                        true,
                        List.of(11),
                        1,
                        Duration.ofMinutes(30),
                        "evening"),
                destinations.get(0));
        List<Plan.Outlet> country = List.of(new Plan.Outlet(3, 1), new Plan.Outlet(4, 1));
        assertEquals(
                new Plan.Destination("country", country, false, List.of(), -1, Duration.ZERO, null),
                destinations.get(1));
        assertEquals(List.of(5), destinations.get(2).chutes());
        assertEquals(List.of(6), destinations.get(3).chutes());
    }

    @Test
    void departuresHaveDatesHolidaysCapacityAndANext() {
        Plan.Departure evening = plan().departures().get(0);
        Plan.CutOff daily = new Plan.CutOff(EnumSet.allOf(DayOfWeek.class), Set.of(), LocalTime.of(17, 38));
        Set<LocalDate> christmas = Set.of(LocalDate.of(2026, 12, 24), LocalDate.of(2026, 12, 25));
        Plan.CutOff noon = new Plan.CutOff(Set.of(), christmas, LocalTime.NOON);
        assertEquals(
                new Plan.Departure(
                        "evening",
                        "Evening tour",
                        List.of(daily, noon),
                        Set.of(LocalDate.of(2026, 12, 25)),
                        Duration.ofMinutes(3),
                        new Plan.Capacity(400, 8_000_000, 30_000_000),
                        "night"),
                evening);
        assertEquals(Plan.Capacity.UNLIMITED, plan().departures().get(1).capacity());
    }

    @Test
    void modifiersRefugesPointsAndTheMeasureCheckAreRead() {
        assertEquals(
                List.of(
                        new Plan.Modifier(Shipment.Flag.HAZMAT, true, true, true, false, 0),
                        new Plan.Modifier(Shipment.Flag.FRAGILE, false, false, false, true, -1)),
                plan().modifiers());
        assertEquals(List.of(new Plan.Refuge(Set.of("NO_DATA", "MULTI_CONFLICT"), 13)), plan().refuges());
        List<Plan.Compartment> compartments = List.of(
                new Plan.Compartment("A", 640, 380, 80, 25_000, 12), new Plan.Compartment("B", 640, 380, 190, 0, 8));
        assertEquals(
                List.of(
                        new Plan.Point("locker-7", compartments, 8, Plan.Capacity.UNLIMITED, "shop-3"),
                        new Plan.Point("shop-3", List.of(), 5, new Plan.Capacity(60, 0, 0), null)),
                plan().points());
        assertEquals(new Plan.MeasureCheck(50, 5, 20, 15, 10, Set.of("high-value", "cold")), plan().measureCheck());
    }

    @Test
    void aTableBelongsToTheContentOfThePlan() throws IOException {
        String before = plan().hash();
        whole.edit("zones.csv", "20,,outer", "21,,outer");
        assertNotEquals(before, plan().hash());
        assertEquals(List.of("plan.yaml", "zones.csv", "tours.csv"), PlanFile.files(directory));
    }
}
