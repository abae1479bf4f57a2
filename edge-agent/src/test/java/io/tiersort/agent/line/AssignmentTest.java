// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static io.tiersort.agent.line.ShipmentSketch.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.shipment.Shipment.Flag;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A plan's answers at their bounds: noon in Berlin, a parcel that stands at the induct of a line. */
class AssignmentTest {
    private static final int HOSPITAL = 12;
    private static final String EVENING = "2026-11-23T16:38:00Z";

    private final PlanSketch sketch = new PlanSketch();
    private final Allotments allotments = new Allotments();

    private Assignment.Result assign(ShipmentSketch shipment) {
        return assign(shipment, LineRig.NOON);
    }

    private Assignment.Result assign(ShipmentSketch shipment, long now) {
        Enquiry enquiry = new Enquiry(
                Cause.OK,
                basis(shipment.made(), true),
                "L1-1",
                now,
                now,
                new Enquiry.Way(LineRig.layout(false, 0), 0, 0));
        return new Assignment(sketch.plan(), HOSPITAL, allotments).assign(enquiry);
    }

    private static Fact.Basis basis(Shipment shipment, boolean weighed) {
        Subject subject = new Subject(
                shipment,
                Label.NONE,
                Customer.UNKNOWN,
                "",
                shipment.grams(),
                shipment.lengthMm(),
                shipment.widthMm(),
                shipment.heightMm());
        return Subjects.basis(Evidence.HOST, subject, weighed);
    }

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    @Test
    void aParcelThatNoTierWantsHasNoRouteAndGoesToTheRefugeForThat() {
        sketch.rules.remove(sketch.rules.size() - 1);
        sketch.refuges.add(new Plan.Refuge(Set.of("NO_ROUTE"), 7));
        Assignment.Result result = assign(named("PKG-1001").service("unheard-of"));
        assertEquals(Cause.NO_ROUTE, result.cause());
        assertEquals(List.of(7), result.wanted());
        assertEquals("", result.tier());
    }

    @Test
    void aParcelWhoseTierLeadsNowhereHasNoRouteThoughItsFallbackWould() {
        sketch.routes.removeIf(route -> Set.of("same-day", "rest").contains(route.id()));
        Assignment.Result result = assign(named("PKG-1001").service("same-day"));
        assertEquals(Cause.NO_ROUTE, result.cause());
        assertNull(result.target());
    }

    @Test
    void aParcelWaitsOnlyWhenItIsEarlierThanTheLead() {
        sketch.tiers.set(
                0,
                new Plan.Tier(
                        "SAME_DAY",
                        "Same day",
                        1,
                        1,
                        false,
                        null,
                        null,
                        false,
                        new Plan.Early(Duration.ofHours(12), "trunk")));
        ShipmentSketch shipment = named("PKG-1001").service("same-day").notBefore("2026-11-24T00:00:00Z");
        assertEquals(Cause.OK, assign(shipment, millis("2026-11-23T12:00:00Z")).cause());
        assertEquals(
                Cause.NOT_BEFORE,
                assign(shipment, millis("2026-11-23T11:59:59.999Z")).cause());
    }

    @Test
    void aRunThatCutsOffAtThePromisedInstantKeepsThePromise() {
        assertEquals(
                "SAME_DAY",
                assign(named("PKG-1001").service("same-day").by(EVENING)).tier());
        assertEquals(
                "STANDARD",
                assign(named("PKG-1001").service("same-day").by("2026-11-23T16:37:59.999Z"))
                        .tier());
    }

    @Test
    void aRunIsMadeByAParcelThatDwellsUpToItsLastMillisecond() {
        ShipmentSketch shipment = named("PKG-1001").service("same-day");
        long last = millis(EVENING) - Duration.ofMinutes(3).toMillis();
        assertEquals(millis(EVENING), assign(shipment, last).run().cutOff());
        assertEquals(
                millis("2026-11-24T16:38:00Z"), assign(shipment, last + 1).run().cutOff());
    }

    @Test
    void theSixteenthFullRunIsTheLastThatIsLookedAt() {
        sketch.room("evening", 1);
        for (int day = 0; day < 15; day++) {
            fill(day);
        }
        ShipmentSketch shipment = named("PKG-1001").service("same-day");
        assertEquals(
                millis(EVENING) + Duration.ofDays(15).toMillis(),
                assign(shipment).run().cutOff());
        fill(15);
        assertEquals(Cause.CAPACITY_FULL, assign(shipment).cause());
    }

    private void fill(int day) {
        String run = Allotments.departure(
                "evening", millis(EVENING) + Duration.ofDays(day).toMillis());
        allotments.hold("L2-" + (day + 1) + "#departure", run, new Allotments.Load(1, 0, 0));
    }

    @Test
    void tiersThatNameEachOtherAsFallbackAreNotAskedForEver() {
        sketch.tiers.set(0, PlanSketch.tier("SAME_DAY", 1, 1, "never", "TWIN"));
        sketch.tiers.add(PlanSketch.tier("TWIN", 11, 1, "never", "SAME_DAY"));
        Assignment.Result result = assign(named("PKG-1001").service("same-day").by(EVENING));
        assertEquals(Cause.CUTOFF_MISSED, result.cause());
        assertTrue(Set.of("SAME_DAY", "TWIN").contains(result.tier()), result.tier());
    }

    @Test
    void whenEveryShopIsFullTheFirstGetsTheParcelLateAndThePromiseIsAtRisk() {
        sketch.tiers.set(2, PlanSketch.tier("LOCKER", 5, 3, "evening", null));
        sketch.points.add(new Plan.Point("shop-1", List.of(), 0, new Plan.Capacity(1, 0, 0), "shop-2"));
        sketch.points.add(new Plan.Point("shop-2", List.of(), 0, new Plan.Capacity(1, 0, 0), null));
        allotments.hold("L2-1#pickup", Allotments.point("shop-1", millis(EVENING)), new Allotments.Load(1, 0, 0));
        allotments.hold("L2-2#pickup", Allotments.point("shop-2", millis(EVENING)), new Allotments.Load(1, 0, 0));
        Assignment.Result result =
                assign(named("PKG-1001").service("locker").at("shop-1", "").by(EVENING));
        assertEquals("shop-1", result.spot().point());
        assertEquals(Cause.CAPACITY_FULL, result.cause());
        assertEquals(millis("2026-11-24T16:38:00Z"), result.run().cutOff());
    }

    @Test
    void aParcelThatHoldsItsPlaceInAShopKeepsThatShopThoughItIsFullNow() {
        sketch.tiers.set(2, PlanSketch.tier("LOCKER", 5, 3, "evening", null));
        sketch.points.add(new Plan.Point("shop-1", List.of(), 0, new Plan.Capacity(5, 0, 0), "shop-2"));
        sketch.points.add(new Plan.Point("shop-2", List.of(), 0, new Plan.Capacity(5, 0, 0), null));
        allotments.hold("L1-1#pickup", Allotments.point("shop-2", millis(EVENING)), new Allotments.Load(1, 0, 0));
        Assignment.Result result =
                assign(named("PKG-1001").service("locker").at("shop-1", "").by(EVENING));
        assertEquals("shop-2", result.spot().point(), "a second look does not move it back");
        assertEquals(Cause.LOCKER_FULL, result.spot().change());
    }

    @Test
    void theRestOfAFullDepartureGoesWithTheOneAfterTheNext() {
        sketch.departures.set(0, PlanSketch.limited(sketch.departures.get(0), new Plan.Capacity(1, 0, 0), "late"));
        sketch.departures.add(PlanSketch.limited(
                PlanSketch.departure("late", LocalTime.of(19, 0)), new Plan.Capacity(1, 0, 0), "night"));
        fill(0);
        allotments.hold(
                "L2-9#departure",
                Allotments.departure("late", millis("2026-11-23T18:00:00Z")),
                new Allotments.Load(1, 0, 0));
        assertEquals(
                "night", assign(named("PKG-1001").service("same-day")).run().departure());
    }

    @Test
    void aPointIsLookedForAmongEightAndNoMore() {
        for (int number = 1; number <= 9; number++) {
            List<Plan.Compartment> sizes = List.of(new Plan.Compartment("M", 640, 380, 190, 0, number < 8 ? 0 : 1));
            String next = number == 9 ? null : "bank-" + (number + 1);
            sketch.points.add(new Plan.Point("bank-" + number, sizes, 5, Plan.Capacity.UNLIMITED, next));
        }
        ShipmentSketch shipment = named("PKG-1001").service("locker").at("bank-1", "");
        assertEquals("bank-8", assign(shipment).spot().point());
        allotments.hold("L2-1#pickup", Allotments.compartment("bank-8", "M"), new Allotments.Load(1, 0, 0));
        assertEquals("", assign(shipment).spot().point());
    }

    @Test
    void aSideThatNobodyKnowsFitsTheFlattestCompartment() {
        Plan.Compartment flat = new Plan.Compartment("A", 300, 200, 10, 0, 1);
        assertTrue(Pickup.fits(basis(named("PKG-1001").sides(280, 180, 0).made(), false), flat, 8));
        assertFalse(Pickup.fits(basis(named("PKG-1001").sides(280, 180, 1).made(), false), flat, 8));
    }

    @Test
    void noLapAtAllIsStricterThanAnyNumberOfThem() {
        sketch.modifiers.add(new Plan.Modifier(Flag.HAZMAT, false, false, true, true, 0));
        sketch.modifiers.add(new Plan.Modifier(Flag.COLD, false, false, false, true, 2));
        PlanIndex index = new PlanIndex(sketch.plan());
        assertEquals(0, index.handling(Set.of(Flag.HAZMAT)).maxLaps());
        assertEquals(0, index.handling(Set.of(Flag.HAZMAT, Flag.COLD)).maxLaps());
        assertEquals(2, index.handling(Set.of(Flag.COLD)).maxLaps());
        assertTrue(index.weighed(Set.of(Flag.HAZMAT)));
        assertFalse(index.weighed(Set.of(Flag.COLD)));
    }

    @Test
    void ofTwoPartsUnderOneIdTheFirstCounts() {
        sketch.destinations.add(PlanSketch.destination("city", 7));
        Assignment.Result result = assign(named("PKG-1001").service("same-day"));
        assertEquals(List.of(1, 2), result.wanted());
    }

    @Test
    void whatMustNotBeDeliveredYetKeepsItsPointInMind() {
        sketch.tiers.set(
                2,
                new Plan.Tier(
                        "LOCKER", "Locker", 5, 3, false, null, null, false, new Plan.Early(Duration.ZERO, "trunk")));
        ShipmentSketch shipment =
                named("PKG-1001").service("locker").at("locker-7", "M").notBefore("2026-11-24T00:00:00Z");
        Assignment.Result result = assign(shipment);
        assertEquals("trunk", result.destination());
        assertEquals("locker-7", result.spot().point());
        assertEquals(List.of(), result.claims());
    }
}
