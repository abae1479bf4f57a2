// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** From what the PLC reports to the one outcome of each parcel; a parcel that nobody confirms is 30.4 m past its induct. */
class ConfirmationTest {
    private LineRig rig = new LineRig();

    private void sameDay(long trackingId) {
        String reference = "PKG-%04d".formatted(trackingId);
        rig.know(LineRig.shipment(reference, "same-day"));
        rig.decide(trackingId, reference);
    }

    private SorterEvent.Stamp unnumbered() {
        return new SorterEvent.Stamp(rig.epoch, 0, 0, 0);
    }

    private void beat(boolean alive) {
        rig.give(new SorterEvent.HeartbeatChanged(LineRig.PLC, rig.now().nanos(), unnumbered(), alive));
    }

    private void dropCommand(long trackingId) {
        rig.give(new SorterEvent.CommandDropped(
                LineRig.PLC, rig.now().nanos(), unnumbered(), trackingId, "no room in the ring"));
    }

    private void lost(long trackingId, int lastPoint) {
        rig.give(new SorterEvent.Lost(LineRig.PLC, rig.now().nanos(), rig.stamp(), trackingId, lastPoint));
    }

    private Fact.ParcelClosed closed() {
        return rig.last(Fact.ParcelClosed.class);
    }

    private int ends() {
        return rig.facts(Fact.ParcelClosed.class).size();
    }

    @ParameterizedTest
    @CsvSource({
        "NONE, NONE",
        "NO_COMMAND, NO_COMMAND",
        "COMMAND_LATE, DECISION_LATE",
        "CHUTE_FULL, CHUTE_FULL",
        "CHUTE_JAM, CHUTE_JAM",
        "CHUTE_LOCKED, CHUTE_LOCKED",
        "CHUTE_DISABLED, CHUTE_DISABLED",
        "GAP_ERROR, GAP_ERROR",
        "LENGTH_CHANGE, LENGTH_CHANGE",
        "DIVERT_FAULT, DIVERT_FAULT",
        "HOST_SILENT, COMM_LOSS"
    })
    void whatRunsOffTheEndKeepsTheReasonThatThePlcGave(SorterEvent.Cause cause, Physical physical) {
        sameDay(1);
        rig.divert(1, 1, 0, SorterEvent.Outcome.END_OF_LINE, cause);
        assertEquals(Outcome.EOL, closed().outcome());
        assertEquals(physical, closed().physical());
        assertEquals(0, closed().chute());
    }

    @Test
    void withoutAReasonOfThePlcThatOfTheDecisionStands() {
        rig.chute(1, ChuteState.FULL);
        sameDay(1);
        rig.divert(1, 2, 0, SorterEvent.Outcome.END_OF_LINE, SorterEvent.Cause.NONE);
        assertEquals(Physical.CHUTE_FULL, closed().physical());
    }

    @ParameterizedTest
    @CsvSource({"1, SORTED", "2, SORTED_ALT", "11, MISSORTED", "12, HOSPITAL", "7, MISSORTED"})
    void whereItDroppedDecidesWhatBecameOfAParcelForChutesOneAndTwo(int chute, Outcome outcome) {
        sameDay(1);
        rig.divert(1, 1, chute);
        assertEquals(outcome, closed().outcome());
        assertEquals(chute, closed().chute());
    }

    @Test
    void aParcelSentToItsSecondChuteBecauseTheFirstIsFullIsSortedThere() {
        rig.chute(1, ChuteState.FULL);
        sameDay(1);
        rig.divert(1, 2, 2);
        assertEquals(Outcome.SORTED_ALT, closed().outcome());
        assertEquals(Physical.CHUTE_FULL, closed().physical());
    }

    @Test
    void aParcelInTheOverflowOfTheLineIsNotSorted() {
        rig.chute(1, ChuteState.FULL);
        rig.chute(2, ChuteState.JAM);
        sameDay(1);
        rig.divert(1, 11, 11);
        assertEquals(Outcome.OVERFLOW, closed().outcome());
    }

    @Test
    void aFlushedParcelEndsWhereThePlcSaysAndInNoContainer() {
        rig = new LineRig(new LayoutSketch(false, 0).container(1).layout(), LineRig.plan());
        rig.step(new Input.ContainerBound(1, "BAG-1"));
        sameDay(1);
        rig.divert(1, 1, 1, SorterEvent.Outcome.FLUSHED, SorterEvent.Cause.NONE);
        assertEquals(Outcome.FLUSHED, closed().outcome());
        assertEquals(Physical.ESTOP_FLUSH, closed().physical());
        assertEquals(1, closed().chute());
        rig.step(new Input.ContainerBound(1, ""));
        assertEquals(List.of(), rig.last(Fact.ContainerChanged.class).parcels());
    }

    @Test
    void theEndTellsWhoWhatAndHowLong() {
        sameDay(5);
        rig.travel(3_000);
        rig.divert(5, 1, 1);
        Fact.ParcelClosed end = closed();
        assertEquals(5, end.trackingId());
        assertEquals("PKG-0005", end.reference());
        assertEquals("SAME_DAY", end.tier());
        assertEquals(1_970 + 2_000, end.dwellMillis(), "5.95 m in steps of 10 ms");
    }

    @Test
    void aParcelThatEndsBeforeAnythingWasReadIsANoRead() {
        rig.induct(1);
        lost(1, 3);
        assertEquals(Cause.NOREAD, closed().cause());
        assertEquals(Outcome.LOST, closed().outcome());
        assertEquals(Physical.MISTRACK, closed().physical());
        assertEquals(3, rig.last(Fact.ParcelMissed.class).lastPoint());
    }

    @Test
    void anOrdinaryParcelThatNoEyeSawRaisesNothingYet() {
        sameDay(1);
        rig.divert(1, 1, 0, SorterEvent.Outcome.UNVERIFIED, SorterEvent.Cause.NONE);
        assertTrue(rig.facts(Fact.AlarmRaised.class).isEmpty());
        assertEquals("UNVERIFIED", rig.line.view(rig.now()).parcels().get(0).state());
        assertEquals(0, ends());
    }

    @Test
    void theAlarmForAnUnverifiedParcelEndsWithTheParcel() {
        rig.know(LineRig.shipment("PKG-0001", "same-day", Shipment.Flag.HIGH_VALUE));
        rig.decide(1, "PKG-0001");
        rig.divert(1, 8, 0, SorterEvent.Outcome.UNVERIFIED, SorterEvent.Cause.NONE);
        Fact.AlarmRaised alarm = rig.last(Fact.AlarmRaised.class);
        assertEquals("Parcel L1-1 of tier HIGH_VALUE was diverted but no entry eye saw it", alarm.text());
        assertEquals("Look for it now at chute [8] and behind it.", alarm.remedy());
        lost(1, 1);
        assertEquals("unverified.1", rig.last(Fact.AlarmCleared.class).alarm());
    }

    @Test
    void aMissortTellsWhereToTakeWhichParcelOut() {
        sameDay(1);
        rig.divert(1, 1, 7);
        Fact.AlarmRaised alarm = rig.last(Fact.AlarmRaised.class);
        assertEquals("missort.chute-7", alarm.alarm());
        assertEquals("Parcel L1-1 dropped into chute 7 but was sent to [1, 2]", alarm.text());
    }

    @Test
    void aParcelThatNobodyConfirmsIsLostAfterTheEndOfTheLineAndNotBefore() {
        sameDay(1);
        // 25 m of line, 5 m past its end, 0.4 m of parcel; 2.955 m are behind it.
        rig.travel(30_400 - 2_955 - 10);
        assertEquals(0, ends());
        rig.travel(15);
        assertEquals(Outcome.LOST, closed().outcome());
        assertEquals(Physical.VERIFY_MISSING, closed().physical());
    }

    @ParameterizedTest
    @CsvSource({"0, 2", "1, 2", "2, 3"})
    void onALoopAParcelIsWaitedForThroughAllItsLapsAndOneMore(int maxLaps, int laps) {
        rig = new LineRig(new LayoutSketch(true, maxLaps).layout(), LineRig.plan());
        sameDay(1);
        rig.travel(laps * 25_000 + 5_400 - 2_955 - 15);
        assertEquals(0, ends());
        rig.travel(30);
        assertEquals(1, ends());
    }

    @Test
    void nobodyIsLostWhileThePlcDoesNotAnswer() {
        sameDay(1);
        beat(false);
        rig.travel(40_000);
        assertEquals(0, ends());
        beat(true);
        assertEquals(1, ends());
    }

    @Test
    void aParcelThatEndedInTimeDoesNotKeepTheNextFromBeingMissed() {
        sameDay(1);
        sameDay(2);
        rig.divert(1, 1, 1);
        rig.travel(31_000);
        assertEquals(2, ends());
        assertEquals(2, closed().parcel());
        assertEquals(0, rig.balance());
    }

    @ParameterizedTest
    @CsvSource({"1, SORTED_ALT", "12, HOSPITAL"})
    void aConfirmationOfALostParcelPutsItsOutcomeRight(int chute, Outcome outcome) {
        sameDay(1);
        rig.travel(31_000);
        rig.divert(1, 1, chute);
        Fact.OutcomeCorrected corrected = rig.last(Fact.OutcomeCorrected.class);
        assertEquals(Outcome.LOST, corrected.before());
        assertEquals(outcome, corrected.outcome());
        assertEquals(chute, corrected.chute());
        assertEquals(1, rig.last(Fact.DivertReported.class).parcel());
        assertEquals(1, ends());
    }

    @Test
    void whatIsReportedOfALostParcelWithoutAnEyeChangesNothing() {
        sameDay(1);
        rig.travel(31_000);
        rig.divert(1, 1, 1, SorterEvent.Outcome.UNVERIFIED, SorterEvent.Cause.NONE);
        assertTrue(rig.facts(Fact.OutcomeCorrected.class).isEmpty());
    }

    @Test
    void aSecondConfirmationOfASortedParcelChangesNothing() {
        sameDay(1);
        rig.divert(1, 1, 1);
        rig.divert(1, 1, 12);
        assertEquals(2, rig.facts(Fact.DivertReported.class).size());
        assertTrue(rig.facts(Fact.OutcomeCorrected.class).isEmpty());
        assertEquals(1, ends());
    }

    @Test
    void aParcelThatIsOnlyKnownByItsEndIsRecordedAllTheSame() {
        rig.travel(1_500);
        rig.divert(44, 0, 12, SorterEvent.Outcome.VERIFIED, SorterEvent.Cause.NO_COMMAND);
        Fact.ParcelInducted induct = rig.last(Fact.ParcelInducted.class);
        assertEquals(44, induct.trackingId());
        assertEquals(2_500, induct.encoder());
        assertFalse(induct.stray());
        assertEquals(Outcome.HOSPITAL, closed().outcome());
        assertEquals(Cause.NOREAD, closed().cause());
        assertEquals(Physical.NO_COMMAND, closed().physical());
        assertEquals(0, rig.balance());
    }

    @ParameterizedTest
    @EnumSource(SorterEvent.Answer.class)
    void onlyAnAcceptedCommandCommitsTheParcel(SorterEvent.Answer answer) {
        sameDay(1);
        rig.give(new SorterEvent.CommandAnswered(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, 1, answer));
        assertEquals(answer, rig.last(Fact.CommandAnswered.class).answer());
        assertEquals(
                answer == SorterEvent.Answer.ACCEPTED ? "COMMITTED" : "DECIDED",
                rig.line.view(rig.now()).parcels().get(0).state());
    }

    @Test
    void aSilentPlcIsAnAlarmUntilItAnswersAgain() {
        beat(false);
        Fact.AlarmRaised alarm = rig.last(Fact.AlarmRaised.class);
        assertEquals("plc.silent", alarm.alarm());
        assertEquals(1, alarm.priority());
        assertFalse(rig.line.view(rig.now()).plcAlive());
        beat(true);
        assertEquals("plc.silent", rig.last(Fact.AlarmCleared.class).alarm());
        assertTrue(rig.line.view(rig.now()).plcAlive());
    }

    @Test
    void aNewSessionEndsTheAlarmOfASilentPlc() {
        beat(false);
        rig.session();
        assertEquals("plc.silent", rig.last(Fact.AlarmCleared.class).alarm());
        assertTrue(rig.line.view(rig.now()).plcAlive());
    }

    @Test
    void onlyACommandThatWasDroppedIsGivenAgainAndOnlyOnce() {
        sameDay(1);
        sameDay(2);
        dropCommand(2);
        assertEquals("no room in the ring", rig.last(Fact.CommandDropped.class).reason());
        assertEquals(1, rig.figures().droppedCommands());
        beat(true);
        assertEquals(3, rig.commands.size());
        assertEquals(2, rig.lastCommand().trackingId());
        beat(true);
        assertEquals(3, rig.commands.size());
    }

    @Test
    void onlyParcelsForWhichTheClosedChuteIsTheFirstAreDecidedAgain() {
        sameDay(1);
        rig.know(LineRig.shipment("PKG-0002", "next-day"));
        rig.decide(2, "PKG-0002");
        rig.chute(3, ChuteState.HALF_FULL);
        rig.chute(2, ChuteState.JAM);
        rig.chute(4, ChuteState.LOCKED);
        assertEquals(2, rig.facts(Fact.ParcelDecided.class).size());
        rig.chute(3, ChuteState.JAM);
        Fact.ParcelDecided again = rig.last(Fact.ParcelDecided.class);
        assertEquals(2, again.parcel());
        assertEquals(List.of(11), again.chutes());
    }

    @Test
    void whatIsToldOfAChuteThatTheLineDoesNotHaveSendsNobodyElsewhere() {
        sameDay(1);
        rig.chute(40, ChuteState.FULL);
        assertEquals(1, rig.facts(Fact.ParcelDecided.class).size());
    }

    @Test
    void inASessionOfTheSameEpochOnlyWhatThePlcDoesNotHoldIsSentAgain() {
        sameDay(1);
        sameDay(2);
        rig.session(rig.commands.get(0));
        assertEquals(0, ends());
        assertEquals(3, rig.commands.size());
        assertEquals(2, rig.lastCommand().trackingId());
    }

    @Test
    void whatThePlcHeldInAFormerSessionIsNotTakenForHeldInTheNext() {
        sameDay(1);
        rig.session(rig.lastCommand());
        assertEquals(1, rig.commands.size());
        rig.session();
        assertEquals(2, rig.commands.size());
    }

    @Test
    void aParcelIsNotOverdueAtTheLastCountButOneStepLater() {
        rig.give(new SorterEvent.Inducted(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, 1, 390));
        rig.travel(30_390);
        assertEquals(0, ends());
        rig.travel(15);
        assertEquals(1, ends());
    }

    @Test
    void lapsThatAParcelHasMadeAreNotWaitedForOnceMore() {
        rig = new LineRig(new LayoutSketch(true, 3).layout(), LineRig.plan());
        sameDay(1);
        rig.give(new SorterEvent.Diverted(
                LineRig.PLC,
                rig.now().nanos(),
                rig.stamp(),
                1,
                1,
                0,
                SorterEvent.Outcome.RECIRCULATED,
                SorterEvent.Cause.CHUTE_FULL,
                1));
        // Three laps and the lap made are what the layout allows and one more.
        rig.travel(4 * 25_000 + 5_400 - 2_955 - 15);
        assertEquals(0, ends());
        rig.travel(30);
        assertEquals(1, ends());
    }
}
