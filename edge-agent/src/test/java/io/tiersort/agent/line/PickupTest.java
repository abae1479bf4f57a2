// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static io.tiersort.agent.line.ShipmentSketch.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.SorterEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Lockers of three sizes with 8 mm of room on each side, and a shop that takes over. */
class PickupTest {
    private final PlanSketch sketch = new PlanSketch();

    @BeforeEach
    void lockers() {
        sketch.points.add(locker("locker-7", 1, null));
    }

    private static Plan.Point locker(String id, int each, @Nullable String alternative) {
        return new Plan.Point(
                id,
                List.of(
                        new Plan.Compartment("A", 640, 380, 80, 25_000, each),
                        new Plan.Compartment("B", 640, 380, 190, 25_000, each),
                        new Plan.Compartment("C", 640, 410, 380, 25_000, each)),
                8,
                Plan.Capacity.UNLIMITED,
                alternative);
    }

    private LineRig rig() {
        return new LineRig(LineRig.layout(false, 0), sketch.plan());
    }

    private static Fact.ParcelDecided reserved(LineRig rig, int number, String size) {
        rig.know(named("PKG-" + (1_000 + number))
                .service("locker")
                .at("locker-7", size)
                .sides(300, 200, 60)
                .made());
        return rig.decide(number, "PKG-" + (1_000 + number));
    }

    private static long taken(LineRig rig, String point, String size) {
        return rig.allotments.counted(Allotments.compartment(point, size)).parcels();
    }

    @Test
    void aParcelThatFitsGetsTheCompartmentReservedForIt() {
        LineRig rig = rig();
        Fact.ParcelDecided decided = reserved(rig, 1, "B");
        assertEquals("locker-7", decided.point());
        assertEquals("B", decided.compartment());
        assertEquals(1, taken(rig, "locker-7", "B"));
        assertTrue(rig.facts(Fact.PickupChanged.class).isEmpty());
    }

    @Test
    void withoutAReservationItGetsTheSmallestThatItFitsAndNobodyIsTold() {
        LineRig rig = rig();
        assertEquals("A", reserved(rig, 1, "").compartment());
        assertTrue(rig.facts(Fact.PickupChanged.class).isEmpty());
    }

    @Test
    void aBoxMeasuredLargerThanReservedIsBookedLargerAndTheCustomerIsToldOnce() {
        LineRig rig = rig();
        reserved(rig, 1, "A");
        rig.measure(1, 1_000, 150, 300, 200);
        assertEquals("B", rig.last(Fact.ParcelDecided.class).compartment());
        Fact.PickupChanged changed = rig.last(Fact.PickupChanged.class);
        assertEquals("locker-7 A", changed.fromPoint() + " " + changed.fromSize());
        assertEquals("locker-7 B", changed.toPoint() + " " + changed.toSize());
        assertEquals(Cause.LOCKER_NOFIT, changed.cause());
        assertEquals(0, taken(rig, "locker-7", "A"));
        assertEquals(1, taken(rig, "locker-7", "B"));
        rig.read(1, "PKG-1001");
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-1001")));
        assertEquals(1, rig.facts(Fact.PickupChanged.class).size());
    }

    @Test
    void whenTheReservedSizeIsTakenTheNextLargerFreeOneTakesItsPlace() {
        LineRig rig = rig();
        reserved(rig, 1, "A");
        reserved(rig, 2, "A");
        assertEquals("B", rig.last(Fact.ParcelDecided.class).compartment());
        assertEquals(Cause.LOCKER_FULL, rig.last(Fact.PickupChanged.class).cause());
        assertTrue(rig.facts(Fact.PromiseAtRisk.class).isEmpty());
    }

    @Test
    void aSecondLookDoesNotMoveAParcelBackWhenItsFirstChoiceBecomesFree() {
        LineRig rig = rig();
        reserved(rig, 1, "A");
        reserved(rig, 2, "A");
        rig.chute(5, SorterEvent.ChuteState.FULL);
        rig.allotments.give("L1-1#pickup");
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-1002")));
        assertEquals("B", rig.last(Fact.ParcelDecided.class).compartment());
        assertEquals(1, rig.facts(Fact.PickupChanged.class).size());
    }

    @Test
    void whenNoCompartmentIsFreeThePointThatTakesOverGetsTheParcelAndItsRouteSeesThat() {
        sketch.points.set(0, locker("locker-7", 0, "locker-8"));
        sketch.points.add(locker("locker-8", 1, null));
        sketch.routes.add(0, PlanSketch.route("bank-8", PlanSketch.is(Condition.TextField.POINT, "locker-8"), "trunk"));
        LineRig rig = rig();
        Fact.ParcelDecided decided = reserved(rig, 1, "A");
        assertEquals("locker-8", decided.point());
        assertEquals("A", decided.compartment());
        assertEquals("trunk", decided.destination());
        assertEquals("locker-8", rig.last(Fact.PickupChanged.class).toPoint());
        assertEquals("locker-7", decided.basis().point(), "what was promised stays on record");
    }

    @Test
    void aParcelThatFitsNoCompartmentGoesToItsRefugeAndThePromiseIsToldToBeAtRisk() {
        sketch.refuges.add(new Plan.Refuge(Set.of("LOCKER_NOFIT"), 8));
        LineRig rig = rig();
        reserved(rig, 1, "A");
        rig.measure(1, 1_000, 700, 300, 200);
        Fact.ParcelDecided decided = rig.last(Fact.ParcelDecided.class);
        assertEquals(Cause.LOCKER_NOFIT, decided.cause());
        assertEquals(List.of(8), decided.chutes());
        assertEquals("LOCKER", decided.promised());
        assertEquals("", rig.last(Fact.PromiseAtRisk.class).keeping());
        assertEquals(0, taken(rig, "locker-7", "A"));
        assertEquals(Reasons.Outcome.HOSPITAL, rig.arrive(1).outcome());
    }

    @Test
    void aFullBankWithoutAnotherPointIsLockerFull() {
        LineRig rig = rig();
        reserved(rig, 1, "C");
        Fact.ParcelDecided second = reserved(rig, 2, "C");
        assertEquals(Cause.LOCKER_FULL, second.cause());
        assertEquals(List.of(12), second.chutes());
        assertEquals(Cause.LOCKER_FULL, rig.last(Fact.PromiseAtRisk.class).cause());
    }

    @Test
    void aCompartmentStaysTakenAfterSortingAndIsFreeAgainWhenTheParcelIsLost() {
        LineRig rig = rig();
        reserved(rig, 1, "A");
        rig.arrive(1);
        assertEquals(1, taken(rig, "locker-7", "A"));
        reserved(rig, 2, "B");
        rig.divert(2, 5, 12);
        assertEquals(0, taken(rig, "locker-7", "B"));
    }

    @Test
    void aPointThatThePlanDoesNotKnowIsPassedOnAndNotCounted() {
        sketch.tiers.set(2, PlanSketch.tier("LOCKER", 5, 3, "evening", null));
        LineRig rig = rig();
        rig.know(named("PKG-1001").service("locker").at("kiosk-3", "M").made());
        Fact.ParcelDecided decided = rig.decide(1, "PKG-1001");
        assertEquals("kiosk-3", decided.point());
        assertEquals("", decided.compartment());
        assertEquals(
                Set.of(Allotments.departure("evening", decided.leaves())),
                rig.allotments.takenBy("L1").keySet());
    }

    @Test
    void aReturnTakesNoCompartmentThoughItsShipmentStillNamesOne() {
        sketch.rules.add(
                0,
                new Plan.TierRule(
                        "returns",
                        Plan.Precedence.RETURNS,
                        PlanSketch.is(Condition.TextField.SERVICE, "locker"),
                        "STANDARD"));
        LineRig rig = rig();
        Fact.ParcelDecided decided = reserved(rig, 1, "A");
        assertEquals("", decided.point());
        assertEquals("STANDARD", decided.tier());
        assertTrue(rig.allotments.takenBy("L1").isEmpty());
    }

    @Test
    void aCollectedParcelFreesItsCompartmentOnce() {
        sketch.points.set(0, locker("locker-7", 2, null));
        LineRig rig = rig();
        reserved(rig, 1, "A");
        rig.arrive(1);
        reserved(rig, 2, "A");
        rig.arrive(2);
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-1001")));
        assertEquals(2, taken(rig, "locker-7", "A"), "it is still open");
        rig.know(rig.known("PKG-1001").standing(Shipment.Status.CLOSED));
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-1001")));
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-1001")));
        assertEquals(1, taken(rig, "locker-7", "A"));
        assertEquals(1, rig.last(Fact.AllotmentCounted.class).parcels());
    }

    @Test
    void aBoxOfUnknownSizeWithoutAReservationGetsTheLargest() {
        LineRig rig = rig();
        rig.know(named("PKG-1001")
                .service("locker")
                .at("locker-7", "")
                .sides(0, 0, 0)
                .made());
        assertEquals("C", rig.decide(1, "PKG-1001").compartment());
    }

    @Test
    void tooHeavyForACompartmentIsNoFit() {
        Plan.Compartment light = new Plan.Compartment("A", 640, 380, 80, 900, 1);
        assertTrue(Pickup.fits(basis(900, 300, 200, 60), light, 8));
        assertFalse(Pickup.fits(basis(901, 300, 200, 60), light, 8));
        assertTrue(Pickup.fits(basis(1, 64, 624, 364), light, 8), "sides may be turned");
        assertFalse(Pickup.fits(basis(1, 65, 624, 364), light, 8));
    }

    private static Fact.Basis basis(int grams, int length, int width, int height) {
        Subject nothing = Subjects.of(Fact.Basis.NONE);
        Subject box =
                new Subject(nothing.shipment(), nothing.label(), nothing.customer(), "", grams, length, width, height);
        return Subjects.basis(Evidence.HOST, box, true);
    }

    @Test
    void aFullShopRollsToItsNextRunAndAPromiseForTodayGoesToTheShopThatTakesOver() {
        sketch.points.clear();
        sketch.points.add(shop("shop-1", 1, "shop-2"));
        sketch.points.add(shop("shop-2", 5, null));
        sketch.tiers.set(2, PlanSketch.tier("LOCKER", 5, 3, "evening", "STANDARD"));
        LineRig rig = rig();
        assertEquals("shop-1", toShop(rig, 1).point());
        Fact.ParcelDecided second = toShop(rig, 2);
        assertEquals("shop-2", second.point());
        assertEquals("LOCKER", second.tier());
        assertEquals(Cause.LOCKER_FULL, rig.last(Fact.PickupChanged.class).cause());
        assertTrue(rig.facts(Fact.PromiseAtRisk.class).isEmpty());
        rig.know(named("PKG-1003").service("locker").at("shop-1", "").made());
        Fact.ParcelDecided third = rig.decide(3, "PKG-1003");
        assertEquals("shop-1", third.point());
        assertEquals(second.leaves() + Duration.ofDays(1).toMillis(), third.leaves());
    }

    private static Plan.Point shop(String id, int parcels, @Nullable String alternative) {
        return new Plan.Point(id, List.of(), 0, new Plan.Capacity(parcels, 0, 0), alternative);
    }

    private static Fact.ParcelDecided toShop(LineRig rig, int number) {
        rig.know(named("PKG-" + (1_000 + number))
                .service("locker")
                .at("shop-1", "")
                .by("2026-11-23T18:00:00Z")
                .made());
        return rig.decide(number, "PKG-" + (1_000 + number));
    }
}
