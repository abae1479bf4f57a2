// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.SorterEvent;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What becomes of parcels when tracking, confirmation or the PLC itself do not go as planned. */
class SortLineFaultTest {
    private final LineRig rig = new LineRig();

    private void sameDayParcel(long trackingId, String reference) {
        rig.know(LineRig.shipment(reference, "same-day"));
        rig.induct(trackingId);
        rig.travel(2_950);
        rig.read(trackingId, reference);
    }

    @Test
    void anUnverifiedDivertIsNotSortedAndRaisesAnAlarmForATierThatMustBeVerified() {
        rig.know(LineRig.shipment("PKG-0071", "same-day", Shipment.Flag.HIGH_VALUE));
        rig.induct(71);
        rig.travel(2_950);
        rig.read(71, "PKG-0071");
        rig.travel(13_600);
        rig.divert(71, 8, 0, SorterEvent.Outcome.UNVERIFIED, SorterEvent.Cause.NONE);
        assertTrue(rig.facts(Fact.ParcelClosed.class).isEmpty());
        assertEquals("unverified.1", rig.last(Fact.AlarmRaised.class).alarm());
        rig.travel(15_000);
        assertEquals(Outcome.LOST, rig.last(Fact.ParcelClosed.class).outcome());
        assertEquals(Physical.VERIFY_MISSING, rig.last(Fact.ParcelClosed.class).physical());
        rig.divert(71, 8, 8);
        assertEquals(Outcome.SORTED_ALT, rig.last(Fact.OutcomeCorrected.class).outcome());
        assertEquals(0, rig.balance());
    }

    @Test
    void aParcelInAChuteNobodyDecidedIsAMissortWithAnAlarm() {
        sameDayParcel(72, "PKG-0072");
        rig.divert(72, 1, 7);
        assertEquals(Outcome.MISSORTED, rig.last(Fact.ParcelClosed.class).outcome());
        assertEquals(1, rig.last(Fact.AlarmRaised.class).priority());
    }

    @Test
    void aLiftedParcelIsLostOnceAndItsNeighbourIsSorted() {
        sameDayParcel(73, "PKG-0073");
        rig.travel(700);
        sameDayParcel(74, "PKG-0074");
        rig.give(new SorterEvent.Lost(LineRig.PLC, rig.now().nanos(), rig.stamp(), 73, 1));
        rig.divert(74, 1, 1);
        assertEquals(
                List.of(Outcome.LOST, Outcome.SORTED),
                rig.facts(Fact.ParcelClosed.class).stream()
                        .map(Fact.ParcelClosed::outcome)
                        .toList());
        assertEquals(0, rig.balance());
    }

    @Test
    void aStrayParcelIsCountedSentToTheHospitalAndBalanced() {
        rig.give(new SorterEvent.Stray(LineRig.PLC, rig.now().nanos(), rig.stamp(), 90, 2, 300));
        assertEquals(List.of(12), rig.lastCommand().destinations());
        rig.divert(90, 12, 12);
        assertEquals(Outcome.STRAY, rig.last(Fact.ParcelClosed.class).outcome());
        assertEquals(0, rig.figures().inducted());
        assertEquals(0, rig.balance());
    }

    @Test
    void aPlcRestartFlushesEveryParcelOfTheOldEpochAndCommandsNoneOfThem() {
        sameDayParcel(75, "PKG-0075");
        int before = rig.commands.size();
        rig.restartPlc();
        Fact.ParcelClosed closed = rig.last(Fact.ParcelClosed.class);
        assertEquals(Outcome.FLUSHED, closed.outcome());
        assertEquals(Physical.PLC_RESTART, closed.physical());
        assertEquals(before, rig.commands.size());
        assertEquals(8, rig.last(Fact.SessionOpened.class).epoch());
        assertEquals(0, rig.balance());
    }

    @Test
    void anEventOfAnotherEpochChangesNothing() {
        rig.give(new SorterEvent.Inducted(
                LineRig.PLC, rig.now().nanos(), new SorterEvent.Stamp(6, 40, 900, 0), 76, 1, 400));
        assertEquals(0, rig.figures().inducted());
    }

    @Test
    void aResentEventIsTakenOnce() {
        SorterEvent.Inducted event =
                new SorterEvent.Inducted(LineRig.PLC, rig.now().nanos(), rig.stamp(), 77, 1, 400);
        rig.give(event);
        rig.give(event);
        assertEquals(1, rig.facts(Fact.ParcelInducted.class).size());
    }

    @Test
    void aRepeatedRequestGetsTheSameCommandAndNoSecondDecision() {
        sameDayParcel(78, "PKG-0078");
        DestinationCommand first = rig.lastCommand();
        rig.give(new SorterEvent.DestinationRequested(LineRig.PLC, rig.now().nanos(), rig.stamp(), 78, 1, 0));
        assertEquals(2, rig.commands.size());
        assertEquals(first, rig.lastCommand());
        assertEquals(1, rig.facts(Fact.ParcelDecided.class).size());
    }

    @Test
    void aCommandDroppedWhileThePlcWasSilentIsGivenAgainOnlyWhileItIsStillValid() {
        sameDayParcel(79, "PKG-0079");
        rig.give(new SorterEvent.CommandDropped(
                LineRig.PLC, rig.now().nanos(), new SorterEvent.Stamp(7, 0, 4_000, 0), 79, "PLC silent"));
        rig.give(new SorterEvent.HeartbeatChanged(
                LineRig.PLC, rig.now().nanos(), new SorterEvent.Stamp(7, 0, 0, 0), true));
        assertEquals(2, rig.commands.size());
        rig.give(new SorterEvent.CommandDropped(
                LineRig.PLC, rig.now().nanos(), new SorterEvent.Stamp(7, 0, 4_000, 0), 79, "PLC silent"));
        rig.travel(6_000);
        rig.give(new SorterEvent.HeartbeatChanged(
                LineRig.PLC, rig.now().nanos(), new SorterEvent.Stamp(7, 0, 0, 0), true));
        assertEquals(2, rig.commands.size());
    }

    @Test
    void aParcelThatPassedItsChuteIsDecidedAgainForWhatIsLeft() {
        sameDayParcel(80, "PKG-0080");
        rig.travel(3_200);
        rig.chute(1, SorterEvent.ChuteState.JAM);
        rig.divert(80, 1, 0, SorterEvent.Outcome.PASSED, SorterEvent.Cause.CHUTE_JAM);
        assertEquals(List.of(2), rig.lastCommand().destinations());
    }

    @Test
    void aNewPlanAppliesToParcelsInductedAfterIt() {
        rig.know(LineRig.shipment("PKG-0081", "same-day"), LineRig.shipment("PKG-0082", "same-day"));
        rig.induct(81);
        Plan first = LineRig.plan();
        Plan second = new Plan(
                first.id(),
                2,
                "fedcba987654",
                first.zone(),
                first.tiers(),
                first.tierRules(),
                first.routes(),
                List.of(
                        LineRig.destination("city", 7),
                        first.destinations().get(1),
                        first.destinations().get(2),
                        first.destinations().get(3),
                        first.destinations().get(4)),
                first.departures(),
                first.modifiers(),
                first.refuges(),
                first.points(),
                first.measureCheck(),
                false);
        rig.step(new Input.PlanActivated(second));
        rig.travel(600);
        rig.induct(82);
        rig.travel(2_400);
        rig.read(81, "PKG-0081");
        assertEquals(List.of(1, 2), rig.lastCommand().destinations());
        assertEquals(1, rig.last(Fact.ParcelDecided.class).planRevision());
        rig.read(82, "PKG-0082");
        assertEquals(List.of(7), rig.lastCommand().destinations());
        assertEquals(2, rig.last(Fact.ParcelDecided.class).planRevision());
    }

    @Test
    void oneUnreadableLabelRaisesNothingAndADirtyWindowDoesUntilItIsCleaned() {
        for (long trackingId = 200; trackingId < 207; trackingId++) {
            unread(trackingId);
        }
        assertTrue(rig.facts(Fact.AlarmRaised.class).isEmpty());
        unread(207);
        assertEquals("read.low", rig.last(Fact.AlarmRaised.class).alarm());
        for (long trackingId = 300; trackingId < 350; trackingId++) {
            sameDayParcel(trackingId, "PKG-0" + trackingId);
            rig.divert(trackingId, 1, 1);
        }
        assertEquals("read.low", rig.last(Fact.AlarmCleared.class).alarm());
        assertEquals(1, rig.facts(Fact.AlarmRaised.class).size());
    }

    private void unread(long trackingId) {
        rig.induct(trackingId);
        rig.travel(3_300);
        rig.divert(trackingId, 12, 12);
    }

    @Test
    void aHospitalThatTakesNothingIsTheMostUrgentAlarm() {
        rig.chute(12, SorterEvent.ChuteState.FULL);
        assertEquals("hospital.closed", rig.last(Fact.AlarmRaised.class).alarm());
        assertEquals(1, rig.last(Fact.AlarmRaised.class).priority());
        rig.chute(12, SorterEvent.ChuteState.OPEN);
        assertEquals("hospital.closed", rig.last(Fact.AlarmCleared.class).alarm());
    }
}
