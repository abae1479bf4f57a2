// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.plan.Plan;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a line remembers, for how long, and what it takes facts of former runs for. */
class LineStateTest {
    private static final int REMEMBERED = 8_192;
    private static final int CLOSED = 20_000;
    private static final int COUNTS_PER_METRE = 1_000;

    private final PlanSketch sketch = new PlanSketch();
    private final Plan plan = sketch.plan();
    private final LineState state = new LineState(LineRig.layout(true, 3), plan, new Allotments());

    private Parcel induct(long number, long encoder) {
        state.apply(new Fact.ParcelInducted(LineRig.NOON, number, 7, number, 0, encoder, 1, 400, false));
        return Objects.requireNonNull(state.byNumber.get(number));
    }

    private void close(long number, Outcome outcome, int chute) {
        state.apply(new Fact.ParcelClosed(
                LineRig.NOON, number, number, "PKG-" + number, "SAME_DAY", outcome, Cause.OK, Physical.NONE, chute, 1));
    }

    private void correct(long number, int chute) {
        state.apply(new Fact.OutcomeCorrected(
                LineRig.NOON, number, Outcome.LOST, Outcome.SORTED_ALT, Physical.NONE, chute));
    }

    private void event(int sequence) {
        state.apply(new Fact.ChuteStateChanged(LineRig.NOON, sequence, 1, ChuteState.OPEN, 0));
    }

    private void report(long number, SorterEvent.Outcome outcome, int lap) {
        state.apply(new Fact.DivertReported(LineRig.NOON, number, 0, 1, 0, outcome, SorterEvent.Cause.NONE, lap));
    }

    @Test
    void anEventIsRememberedUntilTheRingOfThePlcCannotHoldItAnyMore() {
        for (int sequence = 1; sequence <= REMEMBERED; sequence++) {
            event(sequence);
            event(sequence);
        }
        assertTrue(state.seen(1));
        event(REMEMBERED + 1);
        assertFalse(state.seen(1));
        assertTrue(state.seen(2));
        assertTrue(state.seen(REMEMBERED + 1));
        assertFalse(state.seen(REMEMBERED + 2));
    }

    @Test
    void anEventWithoutANumberIsAlwaysNew() {
        event(0);
        assertFalse(state.seen(0));
    }

    @Test
    void everyNumberedKindOfFactIsRemembered() {
        state.apply(new Fact.ParcelInducted(LineRig.NOON, 1, 7, 1, 11, 0, 1, 400, false));
        state.apply(new Fact.StationLeft(LineRig.NOON, 1, 12, 1, 0));
        state.apply(new Fact.ParcelMeasured(
                LineRig.NOON, 1, 13, 0, SorterEvent.Status.UNSTABLE, 0, 0, 0, SorterEvent.Status.NOT_MEASURED));
        state.apply(new Fact.CommandAnswered(LineRig.NOON, 1, 14, SorterEvent.Answer.ACCEPTED));
        state.apply(new Fact.ParcelMissed(LineRig.NOON, 1, 15, 1));
        state.apply(new Fact.DivertReported(
                LineRig.NOON, 1, 16, 1, 0, SorterEvent.Outcome.UNVERIFIED, SorterEvent.Cause.NONE, 0));
        state.apply(new Fact.LineStateChanged(LineRig.NOON, 17, 6, 1_500));
        event(18);
        for (int sequence = 11; sequence <= 18; sequence++) {
            assertTrue(state.seen(sequence), "sequence " + sequence);
        }
    }

    @Test
    void aNewEpochForgetsTheEventsOfTheFormerAndTheSameEpochDoesNot() {
        state.apply(new Fact.SessionOpened(LineRig.NOON, 7, -1, 500));
        event(4);
        state.apply(new Fact.SessionOpened(LineRig.NOON, 7, 7, 900));
        assertTrue(state.seen(4));
        assertEquals(900, state.sessionEncoder);
        state.apply(new Fact.SessionOpened(LineRig.NOON, 8, 7, 0));
        assertFalse(state.seen(4));
        assertEquals(8, state.epoch);
    }

    @Test
    void numbersGivenOutBeforeAreNeverGivenAgain() {
        assertEquals(1, state.nextParcel());
        state.numbered(40);
        state.numbered(30);
        assertEquals(41, state.nextParcel());
        induct(50, 0);
        induct(45, 0);
        assertEquals(51, state.nextParcel());
    }

    @Test
    void theOldestOfVeryManyClosedParcelsIsForgotten() {
        for (long number = 1; number <= CLOSED; number++) {
            induct(number, number);
            close(number, Outcome.SORTED, 1);
        }
        assertTrue(state.closed.containsKey(1L));
        assertTrue(state.sorted.containsKey("PKG-1"));
        induct(CLOSED + 1, 1);
        close(CLOSED + 1, Outcome.SORTED, 1);
        assertFalse(state.closed.containsKey(1L));
        assertFalse(state.sorted.containsKey("PKG-1"));
        assertTrue(state.closed.containsKey(2L));
    }

    @Test
    void onlyWhatIsWhereItWasToGoCountsAsSortedForItsLabel() {
        induct(1, 0);
        close(1, Outcome.HOSPITAL, 12);
        induct(2, 0);
        close(2, Outcome.SORTED_ALT, 2);
        assertEquals(Set.of("PKG-2"), state.sorted.keySet());
    }

    @Test
    void aClosedParcelIsGoneFromTheLineAndItsEndIsNotTakenTwice() {
        induct(1, 100);
        close(1, Outcome.SORTED, 1);
        close(1, Outcome.SORTED, 1);
        assertTrue(state.byNumber.isEmpty());
        assertTrue(state.byTrackingId.isEmpty());
        assertTrue(state.byPosition.isEmpty());
        assertEquals(1, state.figures.snapshot().closed());
        assertEquals(1, Objects.requireNonNull(state.board.find(1)).arrived);
    }

    @Test
    void aCorrectionIsCountedOnceAtItsChuteAndInTheFigures() {
        induct(1, 0);
        close(1, Outcome.LOST, 0);
        correct(1, 2);
        correct(1, 2);
        assertEquals(1, Objects.requireNonNull(state.board.find(2)).arrived);
        assertEquals(1, state.figures.snapshot().outcomes().get(Outcome.SORTED_ALT));
        assertEquals(1, state.figures.snapshot().sortedByTier().get("SAME_DAY"));
    }

    @Test
    void afterARestartTheFiguresBeginWithTheParcelsOnTheLine() {
        induct(1, 0);
        close(1, Outcome.LOST, 0);
        induct(2, 500);
        state.apply(new Fact.ParcelInducted(LineRig.NOON, 3, 7, 3, 0, 900, 0, 300, true));
        state.restored();
        assertFalse(state.alive);
        assertEquals(1, state.figures.snapshot().inducted());
        assertEquals(1, state.figures.snapshot().strays());
        assertEquals(0, state.figures.snapshot().closed());
        correct(1, 2);
        assertTrue(state.figures.snapshot().outcomes().isEmpty());
        assertEquals(1, Objects.requireNonNull(state.board.find(2)).arrived);
    }

    @Test
    void aLapMovesTheParcelOnByTheLengthOfTheLoopOnce() {
        Parcel parcel = induct(1, 100);
        report(1, SorterEvent.Outcome.RECIRCULATED, 1);
        report(1, SorterEvent.Outcome.RECIRCULATED, 1);
        assertEquals(25_100, parcel.inductEncoder);
        assertEquals(1, parcel.lap);
        report(1, SorterEvent.Outcome.RECIRCULATED, 3);
        assertEquals(75_100, parcel.inductEncoder);
        assertSame(parcel, state.near(75_300, 0, COUNTS_PER_METRE));
        assertNull(state.near(300, 0, COUNTS_PER_METRE));
    }

    @Test
    void aParcelThatPassedItsChuteIsOnItsWayToNone() {
        Parcel parcel = induct(1, 100);
        state.apply(new Fact.CommandRecovered(LineRig.NOON, 1, List.of(2, 3), "SAME_DAY", Cause.OK, 9_000));
        assertEquals(1, Objects.requireNonNull(state.board.find(2)).inFlight());
        report(1, SorterEvent.Outcome.UNVERIFIED, 0);
        assertEquals(List.of(2, 3), parcel.commanded);
        report(1, SorterEvent.Outcome.PASSED, 0);
        assertEquals(List.of(), parcel.commanded);
        assertEquals(Set.of(2, 3), parcel.everCommanded);
        assertEquals(0, Objects.requireNonNull(state.board.find(2)).inFlight());
        assertFalse(parcel.unverified);
    }

    @Test
    void aParcelSentElsewhereIsOnItsWayThereOnly() {
        induct(1, 100);
        state.apply(new Fact.CommandRecovered(LineRig.NOON, 1, List.of(2), "", Cause.OK, 9_000));
        state.apply(new Fact.CommandRecovered(LineRig.NOON, 1, List.of(4), "", Cause.OK, 9_000));
        assertEquals(0, Objects.requireNonNull(state.board.find(2)).inFlight());
        assertEquals(1, Objects.requireNonNull(state.board.find(4)).inFlight());
        close(1, Outcome.SORTED, 4);
        assertEquals(0, Objects.requireNonNull(state.board.find(4)).inFlight());
    }

    @Test
    void betweenParcelsTheNearestWithinTheWindowIsMeant() {
        Parcel first = induct(1, 1_000);
        Parcel second = induct(2, 2_000);
        assertNull(state.near(899, 100, COUNTS_PER_METRE));
        assertSame(first, state.near(900, 100, COUNTS_PER_METRE));
        assertSame(first, state.near(1_000, 0, COUNTS_PER_METRE));
        assertSame(first, state.near(1_400, 0, COUNTS_PER_METRE));
        assertNull(state.near(1_401, 0, COUNTS_PER_METRE));
        assertSame(first, state.near(1_700, 600, COUNTS_PER_METRE));
        assertSame(second, state.near(1_701, 600, COUNTS_PER_METRE));
        assertSame(second, state.near(2_500, 100, COUNTS_PER_METRE));
        assertNull(state.near(2_501, 100, COUNTS_PER_METRE));
    }

    @Test
    void aPlanThatIsNotKnownChangesNothing() {
        sketch.revision = 2;
        Plan next = sketch.plan();
        state.apply(new Fact.PlanActivated(LineRig.NOON, next.id(), 2, next.hash()));
        assertSame(plan, state.plan());
        state.know(next);
        state.apply(new Fact.PlanActivated(LineRig.NOON, next.id(), 2, next.hash()));
        assertSame(next, state.plan());
        assertSame(next, induct(1, 0).plan);
    }

    @Test
    void aParcelThatIsReplannedFollowsTheNewPlanWhenItIsKnown() {
        Parcel parcel = induct(1, 0);
        sketch.revision = 2;
        Plan next = sketch.plan();
        state.apply(new Fact.ParcelReplanned(LineRig.NOON, 1, next.id(), 2, next.hash()));
        assertSame(plan, parcel.plan);
        state.know(next);
        state.apply(new Fact.ParcelReplanned(LineRig.NOON, 1, next.id(), 2, next.hash()));
        assertSame(next, parcel.plan);
        assertSame(plan, state.plan());
    }

    @Test
    void aValidBoxGivesTheParcelItsLengthAndAnInvalidOneLeavesIt() {
        Parcel parcel = induct(1, 0);
        measured(0, 0, 0, 0);
        assertEquals(400, parcel.lengthMm);
        assertFalse(parcel.weighed);
        measured(1, 300, 500, 200);
        assertEquals(300, parcel.lengthMm);
        assertEquals(List.of(500, 300, 200), List.of(parcel.sides[0], parcel.sides[1], parcel.sides[2]));
        assertTrue(parcel.weighed);
    }

    private void measured(int grams, int length, int width, int height) {
        state.apply(new Fact.ParcelMeasured(
                LineRig.NOON, 1, 0, grams, SorterEvent.Status.OK, length, width, height, SorterEvent.Status.OK));
    }

    @Test
    void theNewestFactAboutAParcelIsKnownByItsTime() {
        event(1);
        assertEquals(0, state.lastParcelAt);
        induct(1, 0);
        state.apply(new Fact.StationLeft(LineRig.NOON - 500, 1, 0, 1, 0));
        assertEquals(LineRig.NOON, state.lastParcelAt);
    }
}
