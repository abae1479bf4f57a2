// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which chute a parcel gets: capacity, reopening, rate, balance, laps, overflow and handling. */
class ChuteChoiceTest {
    private static final int LATE_READ_MM = 2_950;
    private final LayoutSketch sketch = new LayoutSketch(false, 0);
    private final PlanSketch plan = new PlanSketch();
    private LineRig rig = new LineRig();

    private void start() {
        rig = new LineRig(sketch.layout(), plan.plan());
    }

    /** Inducts a same-day parcel, whose chutes are 1 and 2, and reads it at the station. */
    private Fact.ParcelDecided sameDay(long trackingId) {
        String reference = "PKG-%04d".formatted(trackingId);
        rig.know(LineRig.shipment(reference, "same-day"));
        rig.induct(trackingId);
        rig.travel(LATE_READ_MM);
        rig.read(trackingId, reference);
        return rig.last(Fact.ParcelDecided.class);
    }

    private String verdict(int chute) {
        return rig.last(Fact.ParcelDecided.class).candidates().stream()
                .filter(candidate -> candidate.chute() == chute)
                .map(Fact.Candidate::verdict)
                .findFirst()
                .orElse("not considered");
    }

    private LineView.ChuteView view(int chute) {
        return rig.line.view(rig.now()).chutes().get(chute - 1);
    }

    private void fill(int chute, ChuteState state, int percent) {
        rig.give(new SorterEvent.ChuteChanged(LineRig.PLC, rig.now().nanos(), rig.stamp(), chute, state, percent));
    }

    private void balanced(Plan.Outlet... outlets) {
        plan.destinations.set(
                0, new Plan.Destination("city", List.of(outlets), true, List.of(), -1, Duration.ZERO, null));
    }

    @Test
    void aChuteClosesForNewParcelsBeforeThoseOnTheirWayFillIt() {
        sketch.capacity(1, 40);
        start();
        fill(1, ChuteState.HALF_FULL, 95);
        assertEquals(List.of(1, 2), sameDay(1).chutes());
        assertEquals(List.of(1, 2), sameDay(2).chutes());
        Fact.ParcelDecided third = sameDay(3);
        assertEquals(List.of(2), third.chutes());
        assertEquals(Physical.CHUTE_FULL, third.physical());
        assertEquals("nearly full: room for 2 of 40, 2 on their way", verdict(1));
        assertEquals(Physical.CHUTE_FULL, view(1).refusing());
        assertEquals(Physical.NONE, view(2).refusing());
    }

    @Test
    void aParcelOnItsWayKeepsTheLastPlaceInItsChute() {
        sketch.capacity(1, 40);
        start();
        fill(1, ChuteState.HALF_FULL, 98);
        sameDay(1);
        // 98 % of 40 leave no place, but the parcel has none to give up either before the chute says that it is full.
        fill(1, ChuteState.HALF_FULL, 99);
        int decisions = rig.facts(Fact.ParcelDecided.class).size();
        rig.measure(1, 1_000, SorterEvent.Status.OK);
        assertEquals(decisions, rig.facts(Fact.ParcelDecided.class).size());
    }

    @Test
    void aChuteWhoseCapacityIsNotKnownIsNotClosedEarly() {
        start();
        fill(1, ChuteState.HALF_FULL, 99);
        assertEquals(List.of(1, 2), sameDay(1).chutes());
    }

    @Test
    void aChuteThatWasFullTakesNewParcelsOnlyAfterItHasBeenOpenForAWhile() {
        sketch.reopenAfter = Duration.ofSeconds(3);
        start();
        fill(1, ChuteState.FULL, 100);
        rig.run(1_000);
        fill(1, ChuteState.OPEN, 10);
        assertEquals(List.of(2), sameDay(1).chutes());
        assertTrue(verdict(1).startsWith("was full: open for 19"), verdict(1));
        rig.run(1_100);
        assertEquals(List.of(1, 2), sameDay(2).chutes());
    }

    @Test
    void aJamThatIsClearedNeedsNoWait() {
        sketch.reopenAfter = Duration.ofSeconds(60);
        start();
        fill(1, ChuteState.JAM, 10);
        fill(1, ChuteState.OPEN, 10);
        assertEquals(List.of(1, 2), sameDay(1).chutes());
    }

    @Test
    void whatComesFasterThanItsChuteMayTakeGoesToTheNextAndSaysSo() {
        sketch.rate(1, 2);
        start();
        sameDay(1);
        sameDay(2);
        Fact.ParcelDecided third = sameDay(3);
        assertEquals(List.of(2), third.chutes());
        assertEquals(Physical.RATE_LIMIT, third.physical());
        assertEquals("rate limit: 2 of 2 parcels within 6000 ms", verdict(1));
        assertEquals(Physical.RATE_LIMIT, view(1).refusing());
        rig.run(4_000);
        assertEquals(List.of(1, 2), sameDay(4).chutes());
    }

    @Test
    void aParcelDecidedAgainForTheSameChuteCountsOnceInItsRate() {
        sketch.rate(1, 2);
        start();
        sameDay(1);
        rig.know(LineRig.promised(LineRig.shipment("PKG-0001", "same-day"), "2026-11-23T22:00:00Z"));
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-0001")));
        assertEquals(List.of(1, 2), sameDay(2).chutes());
    }

    @Test
    void aBalancedDestinationTurnsToTheLessLoadedChuteAfterFiveSecondsAndAClearDifference() {
        sketch.capacity(1, 40).capacity(2, 40);
        balanced(new Plan.Outlet(1, 1), new Plan.Outlet(2, 1));
        start();
        assertEquals(1, sameDay(1).chutes().get(0));
        fill(1, ChuteState.OPEN, 25);
        assertEquals(1, sameDay(2).chutes().get(0), "not yet: two seconds are too few");
        rig.run(3_100);
        assertEquals(2, sameDay(3).chutes().get(0));
        assertEquals("taken; load 0 % of its share", verdict(2));
        fill(2, ChuteState.OPEN, 28);
        rig.run(6_000);
        assertEquals(2, sameDay(4).chutes().get(0), "a small difference is none");
    }

    @Test
    void aBalancedDestinationFillsItsChutesByTheirWeights() {
        sketch.capacity(1, 40).capacity(2, 40);
        balanced(new Plan.Outlet(1, 1), new Plan.Outlet(2, 3));
        start();
        fill(1, ChuteState.OPEN, 20);
        fill(2, ChuteState.OPEN, 45);
        assertEquals(2, sameDay(1).chutes().get(0));
    }

    @Test
    void aBalancedDestinationTurnsAtOnceWhenItsPresentChuteCloses() {
        balanced(new Plan.Outlet(1, 1), new Plan.Outlet(2, 1));
        start();
        assertEquals(1, sameDay(1).chutes().get(0));
        fill(1, ChuteState.FULL, 100);
        assertEquals(2, sameDay(2).chutes().get(0));
    }

    @Test
    void theOverflowOfADestinationComesBeforeThatOfTheLine() {
        plan.destinations.set(
                0, new Plan.Destination("city", outlets(1, 2), false, List.of(7), -1, Duration.ZERO, null));
        start();
        fill(1, ChuteState.FULL, 100);
        fill(2, ChuteState.FULL, 100);
        assertEquals(List.of(7), sameDay(1).chutes());
        assertEquals("taken; overflow", verdict(7));
        rig.divert(1, 7, 7);
        assertEquals(Outcome.OVERFLOW, rig.last(Fact.ParcelClosed.class).outcome());
    }

    private static List<Plan.Outlet> outlets(int... chutes) {
        return Arrays.stream(chutes)
                .mapToObj(chute -> new Plan.Outlet(chute, 1))
                .toList();
    }

    @Test
    void handlingKeepsAParcelOutOfChutesThatDoNotAcceptItAndOutOfOverflow() {
        sketch.accepts(2, Shipment.Flag.HAZMAT);
        LineState state = new LineState(sketch.layout(), plan.plan(), new Allotments());
        state.apply(new Fact.ParcelInducted(1, 1, 1, 1, 1, 0, 1, 400, false));
        Parcel parcel = Objects.requireNonNull(state.byNumber.get(1L));
        ChuteChoice choice = new ChuteChoice(sketch.layout(), state, new BeltClock(1_000, LineRig.SPEED));
        Handling hazmat = new Handling(Set.of(Shipment.Flag.HAZMAT), false, -1);
        Plan.Destination city = PlanSketch.destination("city", 1, 2);
        ChuteChoice.Result result =
                choice.choose(new Wish(plan.plan(), city, List.of(), "", hazmat), parcel, 0, LineRig.NOON);
        assertEquals(List.of(2), result.chutes());
        assertEquals(
                new Fact.Candidate(1, "does not accept hazmat"),
                result.candidates().get(0));
        assertEquals(Cause.OK, result.cause());

        Plan.Destination hub = PlanSketch.destination("hub", 3, 4);
        result = choice.choose(new Wish(plan.plan(), hub, List.of(), "", hazmat), parcel, 0, LineRig.NOON);
        assertEquals(List.of(12), result.chutes());
        assertEquals(Cause.HAZMAT, result.cause());
    }

    @Test
    void aParcelOfALoopWaitsForItsFullChutesUntilItsLapsAreUsedUpAndThenOverflows() {
        LayoutSketch loop = new LayoutSketch(true, 2);
        rig = new LineRig(loop.layout(), plan.plan());
        fill(1, ChuteState.FULL, 100);
        fill(2, ChuteState.FULL, 100);
        Fact.ParcelDecided decided = sameDay(1);
        assertEquals(List.of(1, 2), decided.chutes());
        assertEquals(Physical.CHUTE_FULL, decided.physical());
        assertEquals("closed: FULL; waits for lap 1 of 2", verdict(1));
        lap(1, 1);
        assertEquals("closed: FULL; lap 1 of 2; waits for lap 2 of 2", verdict(1));
        lap(1, 2);
        assertEquals(List.of(11), rig.lastCommand().destinations());
        assertEquals(Physical.MAX_LAPS, rig.last(Fact.ParcelDecided.class).physical());
        rig.divert(1, 11, 11);
        assertEquals(Physical.MAX_LAPS, rig.last(Fact.ParcelClosed.class).physical());
        assertEquals(0, rig.balance());
    }

    private void lap(long trackingId, int lap) {
        rig.travel(25_000 - (lap == 1 ? LATE_READ_MM : 0));
        rig.give(new SorterEvent.Diverted(
                LineRig.PLC,
                rig.now().nanos(),
                rig.stamp(),
                trackingId,
                1,
                0,
                SorterEvent.Outcome.RECIRCULATED,
                SorterEvent.Cause.CHUTE_FULL,
                lap));
    }

    @Test
    void aDestinationThatAllowsNoLapOverflowsAtOnce() {
        plan.destinations.set(0, new Plan.Destination("city", outlets(1, 2), false, List.of(), 0, Duration.ZERO, null));
        rig = new LineRig(new LayoutSketch(true, 3).layout(), plan.plan());
        fill(1, ChuteState.FULL, 100);
        fill(2, ChuteState.FULL, 100);
        assertEquals(List.of(11), sameDay(1).chutes());
    }

    @Test
    void aChuteThatOnlyTheAgentKeepsClosedIsNeverCommandedWhileAParcelWaits() {
        LayoutSketch loop = new LayoutSketch(true, 3).container(1).container(2);
        rig = new LineRig(loop.layout(), plan.plan());
        assertEquals(List.of(11), sameDay(1).chutes());
        assertEquals(Physical.NO_CONTAINER, rig.last(Fact.ParcelDecided.class).physical());
    }

    @Test
    void aMissortAlarmEndsAfterFiveGoodDropsInTheSameChute() {
        start();
        sameDay(1);
        rig.divert(1, 1, 4);
        assertEquals("missort.chute-4", rig.last(Fact.AlarmRaised.class).alarm());
        for (int parcel = 2; parcel <= 6; parcel++) {
            assertTrue(rig.facts(Fact.AlarmCleared.class).isEmpty());
            rig.know(LineRig.shipment("PKG-000" + parcel, "next-day"));
            fill(3, ChuteState.FULL, 100);
            rig.induct(parcel);
            rig.travel(LATE_READ_MM);
            rig.read(parcel, "PKG-000" + parcel);
            rig.divert(parcel, 4, 4);
        }
        assertEquals("missort.chute-4", rig.last(Fact.AlarmCleared.class).alarm());
        assertFalse(rig.line.view(rig.now()).alarms().contains("missort.chute-4"));
    }
}
