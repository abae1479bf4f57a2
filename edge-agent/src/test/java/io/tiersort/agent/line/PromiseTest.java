// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static io.tiersort.agent.line.ShipmentSketch.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.SorterEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Promises against cut-offs and room: noon in Berlin, the evening departure cuts off at 17:38, the night one at 22:00. */
class PromiseTest {
    private static final String TONIGHT = "2026-11-23T18:00:00Z";
    private static final String LATE_TONIGHT = "2026-11-23T22:00:00Z";
    private static final String TOMORROW_NIGHT = "2026-11-24T20:00:00Z";
    private static final String EVENING = "2026-11-23T16:38:00Z";
    private static final String NIGHT = "2026-11-23T21:00:00Z";
    private static final String NEXT_EVENING = "2026-11-24T16:38:00Z";

    private final PlanSketch sketch = new PlanSketch();

    private static long millis(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }

    private LineRig rig() {
        return new LineRig(LineRig.layout(false, 0), sketch.plan());
    }

    /** A same-day parcel promised by this instant is decided on. */
    private static Fact.ParcelDecided sameDay(LineRig rig, int number, String by) {
        rig.know(named("PKG-" + (1_000 + number)).service("same-day").by(by).made());
        return rig.decide(number, "PKG-" + (1_000 + number));
    }

    private static long taken(LineRig rig, String departure, String cutOff) {
        return rig.allotments
                .counted(Allotments.departure(departure, millis(cutOff)))
                .parcels();
    }

    @Test
    void aDecisionNamesTheRunThatTheParcelLeavesWithAndTakesItsRoom() {
        LineRig rig = rig();
        Fact.ParcelDecided decided = sameDay(rig, 1, TONIGHT);
        assertEquals("evening", decided.departure());
        assertEquals(millis(EVENING), decided.leaves());
        assertEquals(1, taken(rig, "evening", EVENING));
        long induct = rig.last(Fact.ParcelInducted.class).encoder();
        assertTrue(Math.abs(decided.encoder() - induct - 2_950) <= 10, decided::toString);
    }

    @Test
    void theDepartureOfADestinationComesBeforeThatOfTheTier() {
        Plan.Destination city = PlanSketch.destination("city", 1, 2);
        sketch.destinations.set(
                0, new Plan.Destination(city.id(), city.outlets(), false, List.of(), -1, Duration.ZERO, "night"));
        assertEquals("night", sameDay(rig(), 1, LATE_TONIGHT).departure());
    }

    @Test
    void aFullRunRollsInSilenceToTheNextOneWhileThatKeepsThePromise() {
        sketch.room("evening", 1);
        LineRig rig = rig();
        sameDay(rig, 1, TOMORROW_NIGHT);
        Fact.ParcelDecided second = sameDay(rig, 2, TOMORROW_NIGHT);
        assertEquals("SAME_DAY", second.tier());
        assertEquals(Cause.OK, second.cause());
        assertEquals(millis(NEXT_EVENING), second.leaves());
        assertTrue(rig.facts(Fact.PromiseAtRisk.class).isEmpty());
    }

    @Test
    void aFullRunRollsToTheDepartureThatTakesItsRest() {
        sketch.room("evening", 1);
        sketch.departures.set(0, PlanSketch.limited(sketch.departures.get(0), new Plan.Capacity(1, 0, 0), "late"));
        sketch.departures.add(PlanSketch.departure("late", LocalTime.of(19, 0)));
        LineRig rig = rig();
        sameDay(rig, 1, LATE_TONIGHT);
        Fact.ParcelDecided second = sameDay(rig, 2, LATE_TONIGHT);
        assertEquals("late", second.departure());
        assertEquals(millis("2026-11-23T18:00:00Z"), second.leaves());
        assertEquals("SAME_DAY", second.tier());
    }

    @Test
    void withoutAPromisedInstantAFullRunRollsHoweverLate() {
        sketch.room("evening", 1);
        LineRig rig = rig();
        rig.know(LineRig.shipment("PKG-A001", "same-day"), LineRig.shipment("PKG-B001", "same-day"));
        rig.decide(1, "PKG-A001");
        assertEquals(millis(NEXT_EVENING), rig.decide(2, "PKG-B001").leaves());
        assertTrue(rig.facts(Fact.PromiseAtRisk.class).isEmpty());
    }

    @Test
    void whenNoRunWithRoomIsInTimeTheBestTierBelowIsKeptAndToldAtOnce() {
        sketch.room("evening", 1);
        LineRig rig = rig();
        sameDay(rig, 1, LATE_TONIGHT);
        Fact.ParcelDecided second = sameDay(rig, 2, LATE_TONIGHT);
        assertEquals("NEXT_DAY", second.tier());
        assertEquals("SAME_DAY", second.promised());
        assertEquals(Cause.CAPACITY_FULL, second.cause());
        assertEquals("night", second.departure());
        Fact.PromiseAtRisk risk = rig.last(Fact.PromiseAtRisk.class);
        assertEquals(2, risk.parcel());
        assertEquals(Cause.CAPACITY_FULL, risk.cause());
        assertEquals("evening", risk.departure());
        assertEquals("SAME_DAY", risk.promised());
        assertEquals("NEXT_DAY", risk.keeping());
        assertEquals(millis(NIGHT), risk.expected());
        assertEquals(1, taken(rig, "evening", EVENING));
        assertEquals(1, taken(rig, "night", NIGHT));
    }

    @Test
    void roomIsGivenBackByAParcelThatDoesNotArriveAndKeptByOneThatDoes() {
        sketch.room("evening", 1);
        LineRig rig = rig();
        sameDay(rig, 1, LATE_TONIGHT);
        rig.give(new SorterEvent.Lost(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, 1));
        assertEquals(0, taken(rig, "evening", EVENING));
        assertEquals("SAME_DAY", sameDay(rig, 2, LATE_TONIGHT).tier());
        assertEquals(Outcome.SORTED, rig.arrive(2).outcome());
        assertEquals(1, taken(rig, "evening", EVENING));
        assertEquals("NEXT_DAY", sameDay(rig, 3, LATE_TONIGHT).tier());
    }

    @Test
    void aParcelThatNobodyConfirmedMayLieInItsChuteAndKeepsItsRoomUntilItIsSeenElsewhere() {
        LineRig rig = rig();
        sameDay(rig, 1, LATE_TONIGHT);
        rig.travel(40_000);
        assertEquals(Outcome.LOST, rig.last(Fact.ParcelClosed.class).outcome());
        assertEquals(1, taken(rig, "evening", EVENING));
        rig.divert(1, 1, 12);
        assertEquals(Outcome.HOSPITAL, rig.last(Fact.OutcomeCorrected.class).outcome());
        assertEquals(0, taken(rig, "evening", EVENING));
    }

    @Test
    void anOverflowingParcelGivesItsRoomBack() {
        LineRig rig = rig();
        rig.chute(1, SorterEvent.ChuteState.FULL);
        rig.chute(2, SorterEvent.ChuteState.FULL);
        sameDay(rig, 1, LATE_TONIGHT);
        assertEquals(Outcome.OVERFLOW, rig.arrive(1).outcome());
        assertEquals(0, taken(rig, "evening", EVENING));
    }

    @Test
    void aParcelTurnedAroundToARefugeGivesItsRoomBack() {
        LineRig rig = rig();
        sameDay(rig, 1, LATE_TONIGHT);
        rig.know(rig.known("PKG-1001").standing(Shipment.Status.CANCELLED));
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-1001")));
        assertEquals(Cause.CANCELLED, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals("", rig.last(Fact.ParcelDecided.class).departure());
        assertEquals(0, taken(rig, "evening", EVENING));
    }

    @Test
    void massAndVolumeFillARunToo() {
        sketch.departures.set(0, PlanSketch.limited(sketch.departures.get(0), new Plan.Capacity(0, 2_500, 0), null));
        LineRig heavy = rig();
        sameDay(heavy, 1, LATE_TONIGHT);
        sameDay(heavy, 2, LATE_TONIGHT);
        assertEquals(Cause.CAPACITY_FULL, sameDay(heavy, 3, LATE_TONIGHT).cause());
        sketch.departures.set(0, PlanSketch.limited(sketch.departures.get(0), new Plan.Capacity(0, 0, 6_000), null));
        LineRig bulky = rig();
        sameDay(bulky, 1, LATE_TONIGHT);
        assertEquals(Cause.CAPACITY_FULL, sameDay(bulky, 2, LATE_TONIGHT).cause());
    }

    @Test
    void whenNothingKeepsThePromiseTheLowestTierLeavesWithTheFirstRunThereIsAndSaysWhen() {
        sketch.tiers.set(1, PlanSketch.tier("NEXT_DAY", 2, 2, "night", null));
        LineRig rig = rig();
        Fact.ParcelDecided decided = sameDay(rig, 1, "2026-11-23T12:00:00Z");
        assertEquals("NEXT_DAY", decided.tier());
        assertEquals(Cause.CUTOFF_MISSED, decided.cause());
        assertEquals(millis(NIGHT), decided.leaves());
        assertEquals(millis(NIGHT), rig.last(Fact.PromiseAtRisk.class).expected());
    }

    @Test
    void anExpectationThatNobodyKnowsIsNotInvented() {
        sketch.tiers.set(0, PlanSketch.tier("SAME_DAY", 1, 1, "never", null));
        LineRig rig = rig();
        Fact.ParcelDecided decided = sameDay(rig, 1, LATE_TONIGHT);
        assertEquals("SAME_DAY", decided.tier());
        assertEquals("", decided.departure());
        assertEquals(0, decided.leaves());
        assertEquals(0, rig.last(Fact.PromiseAtRisk.class).expected());
        assertEquals(Cause.CUTOFF_MISSED, rig.last(Fact.PromiseAtRisk.class).cause());
    }

    @Test
    void aTierBetterThanPromisedIsNeverGivenThoughAPlanNamesItAsFallback() {
        sketch.tiers.set(1, PlanSketch.tier("NEXT_DAY", 2, 2, "never", "SAME_DAY"));
        LineRig rig = rig();
        rig.know(named("PKG-1001").service("next-day").by(LATE_TONIGHT).made());
        assertEquals("NEXT_DAY", rig.decide(1, "PKG-1001").tier());
    }

    @Test
    void aPremiumTierIsNoFallbackOfAnOrdinaryOne() {
        sketch.tiers.set(1, PlanSketch.tier("NEXT_DAY", 2, 2, "never", "STANDARD"));
        sketch.tiers.set(4, new Plan.Tier("STANDARD", "Gold", 9, 9, true, null, null, false, null));
        LineRig rig = rig();
        rig.know(named("PKG-1001").service("next-day").by(LATE_TONIGHT).made());
        assertEquals("NEXT_DAY", rig.decide(1, "PKG-1001").tier());
        assertEquals("NEXT_DAY", rig.last(Fact.PromiseAtRisk.class).keeping());
    }

    @Test
    void aRiskIsToldOnceAndAgainOnlyWhenAnotherTierIsKept() {
        sketch.tiers.set(1, PlanSketch.tier("NEXT_DAY", 2, 2, "night", "STANDARD"));
        sketch.room("evening", 1);
        LineRig rig = rig();
        sameDay(rig, 1, LATE_TONIGHT);
        sameDay(rig, 2, LATE_TONIGHT);
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-1002")));
        rig.chute(3, SorterEvent.ChuteState.FULL);
        assertEquals(1, rig.facts(Fact.PromiseAtRisk.class).size());
        rig.know(
                named("PKG-1002").service("same-day").by("2026-11-23T20:00:00Z").made());
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-1002")));
        assertEquals(2, rig.facts(Fact.PromiseAtRisk.class).size());
        assertEquals("STANDARD", rig.last(Fact.PromiseAtRisk.class).keeping());
        assertEquals(0, taken(rig, "night", NIGHT));
    }

    @Test
    void aWayThatIsLongerThanTheDwellCountsAsItIs() {
        Plan.Departure evening = sketch.departures.get(0);
        sketch.departures.set(
                0,
                new Plan.Departure(
                        "evening",
                        "evening",
                        evening.cutOffs(),
                        Set.of(),
                        Duration.ZERO,
                        Plan.Capacity.UNLIMITED,
                        null));
        sketch.destinations.set(0, PlanSketch.destination("city", 1));
        LineRig near = rig();
        near.at("2026-11-23T16:37:53Z");
        // 2 s of belt before the read, then 2 s more to chute 1, but 11 s to chute 10.
        assertEquals("SAME_DAY", sameDay(near, 1, LATE_TONIGHT).tier());
        sketch.destinations.set(0, PlanSketch.destination("city", 10));
        LineRig far = rig();
        far.at("2026-11-23T16:37:53Z");
        assertEquals("NEXT_DAY", sameDay(far, 1, LATE_TONIGHT).tier());
    }

    @Test
    void aSecondDecisionDoesNotBeginTheDwellAnew() {
        LineRig rig = rig();
        rig.at("2026-11-23T16:34:57Z");
        assertEquals("SAME_DAY", sameDay(rig, 1, LATE_TONIGHT).tier());
        rig.run(1_500);
        rig.chute(1, SorterEvent.ChuteState.FULL);
        Fact.ParcelDecided again = rig.last(Fact.ParcelDecided.class);
        assertEquals(2, again.revision());
        assertEquals("SAME_DAY", again.tier());
        assertEquals(millis(EVENING), again.leaves());
    }

    @Test
    void aParcelThatMustNotBeDeliveredYetWaitsAndTakesNoRoom() {
        sketch.tiers.set(
                0,
                new Plan.Tier(
                        "SAME_DAY",
                        "Same day",
                        1,
                        1,
                        false,
                        "evening",
                        null,
                        false,
                        new Plan.Early(Duration.ofHours(12), "trunk")));
        LineRig rig = rig();
        rig.know(
                named("PKG-1001")
                        .service("same-day")
                        .notBefore("2026-11-24T08:00:00Z")
                        .made(),
                named("PKG-1002")
                        .service("same-day")
                        .notBefore("2026-11-23T20:00:00Z")
                        .made());
        Fact.ParcelDecided early = rig.decide(1, "PKG-1001");
        assertEquals(Cause.NOT_BEFORE, early.cause());
        assertEquals("trunk", early.destination());
        assertEquals("", early.departure());
        assertEquals(0, taken(rig, "evening", EVENING));
        rig.arrive(1);
        assertTrue(rig.figures().sortedByTier().isEmpty(), "it was not delivered");
        assertEquals(Cause.OK, rig.decide(2, "PKG-1002").cause());
        rig.at("2026-11-24T07:00:00Z");
        assertEquals(
                Cause.OK, rig.decide(3, "PKG-1001").cause(), "it comes back from the hold lane and is no duplicate");
    }
}
