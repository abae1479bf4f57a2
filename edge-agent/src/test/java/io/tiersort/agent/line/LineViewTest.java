// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.Health;
import io.tiersort.device.event.LinkChanged;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What people see of a line, its belt and its devices. */
class LineViewTest {
    private final LineRig rig = new LineRig();

    private LineView view() {
        return rig.line.view(rig.now());
    }

    @Test
    void aParcelIsShownWhereItIsAndHowFarItHasCome() {
        rig.know(LineRig.shipment("PKG-0001", "same-day"));
        rig.induct(1);
        assertEquals(List.of(new LineView.ParcelView(1, 1, 0, 400, "", 0, "DETECTED")), view().parcels());
        rig.travel(3_000);
        rig.read(1, "PKG-0001");
        assertEquals(List.of(new LineView.ParcelView(1, 1, 3_000, 400, "SAME_DAY", 1, "DECIDED")), view().parcels());
        assertEquals(1, view().onSorter());
    }

    @Test
    void aStrayIsShownAsOne() {
        rig.give(new SorterEvent.Stray(LineRig.PLC, rig.now().nanos(), rig.stamp(), 9, 2, 300));
        assertEquals("STRAY", view().parcels().get(0).state());
    }

    @Test
    void ofVeryManyParcelsThoseNearestToTheEndAreShownAndAllAreCounted() {
        for (int parcel = 1; parcel <= LineView.PARCELS_SHOWN + 1; parcel++) {
            rig.induct(parcel);
        }
        assertEquals(LineView.PARCELS_SHOWN, view().parcels().size());
        assertEquals(1, view().parcels().get(0).number());
        assertEquals(LineView.PARCELS_SHOWN + 1, view().onSorter());
    }

    @Test
    void aChuteIsShownWithItsStateAndWhatIsOnItsWay() {
        rig.know(LineRig.shipment("PKG-0001", "same-day"), LineRig.shipment("PKG-0002", "same-day"));
        rig.decide(1, "PKG-0001");
        rig.decide(2, "PKG-0002");
        rig.divert(1, 1, 1);
        rig.give(
                new SorterEvent.ChuteChanged(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, ChuteState.HALF_FULL, 60));
        assertEquals(
                new LineView.ChuteView(1, "C1", 6_000, ChuteState.HALF_FULL, 60, 1, 1, "", Physical.NONE),
                view().chutes().get(0));
        assertEquals(12, view().chutes().size());
    }

    @Test
    void aChuteTellsWhatKeepsFurtherParcelsOut() {
        LineRig bagged = new LineRig(
                new LayoutSketch(false, 0).container(1).container(12).layout(), LineRig.plan());
        bagged.chute(3, ChuteState.JAM);
        List<LineView.ChuteView> chutes = bagged.line.view(bagged.now()).chutes();
        assertEquals(Physical.NO_CONTAINER, chutes.get(0).refusing());
        assertEquals(Physical.NONE, chutes.get(1).refusing());
        assertEquals(Physical.CHUTE_JAM, chutes.get(2).refusing());
        assertEquals(Physical.NONE, chutes.get(11).refusing(), "the hospital refuses nobody");
    }

    @Test
    void theLineTellsItsStateAndSpeed() {
        assertTrue(view().running());
        rig.give(new SorterEvent.LineChanged(LineRig.PLC, rig.now().nanos(), rig.stamp(), 2, 0));
        assertFalse(view().running());
        assertEquals(2, view().packMlState());
        assertEquals(0, view().speedMmPerSecond());
        assertEquals(2, rig.last(Fact.LineStateChanged.class).packMlState());
        rig.give(new SorterEvent.LineChanged(LineRig.PLC, rig.now().nanos(), rig.stamp(), 6, 1));
        assertTrue(view().running());
        assertEquals(1, view().speedMmPerSecond());
        assertEquals(7, view().epoch());
        assertEquals(100, view().inductionPercent());
    }

    @ParameterizedTest
    @CsvSource({"FAILURE, 1", "CHECK_FUNCTION, 2", "OFF_SPEC, 2", "MAINTENANCE_REQUIRED, 2"})
    void aDeviceThatIsNotWellIsAnAlarmUntilItIs(Health health, int priority) {
        rig.give(new LinkChanged(LineRig.SCANNER, rig.now().nanos(), health, "connection refused"));
        Fact.AlarmRaised alarm = rig.last(Fact.AlarmRaised.class);
        assertEquals("device.tunnel-1", alarm.alarm());
        assertEquals(priority, alarm.priority());
        assertEquals("tunnel-1 is " + health + ": connection refused", alarm.text());
        assertEquals(health, rig.last(Fact.DeviceHealthChanged.class).health());
        assertEquals(List.of("device.tunnel-1"), view().alarms());
        rig.give(new LinkChanged(LineRig.SCANNER, rig.now().nanos(), Health.NORMAL, ""));
        assertEquals(List.of(), view().alarms());
    }

    @ParameterizedTest
    @CsvSource({"10, 14, 4", "10, 10, 1"})
    void eventsThatNeverCameAreCounted(int from, int to, long missed) {
        rig.give(new SorterEvent.SequenceGap(
                LineRig.PLC, rig.now().nanos(), new SorterEvent.Stamp(7, 0, 0, 0), from, to));
        assertEquals(missed, view().figures().missedSequences());
        Fact.SequenceMissed fact = rig.last(Fact.SequenceMissed.class);
        assertEquals(List.of(7, from, to), List.of(fact.epoch(), fact.fromSequence(), fact.toSequence()));
    }

    @Test
    void anEventOfAnotherEpochIsRecordedAsMissedEvenWhenItsNumberWasSeenInThisOne() {
        rig.induct(1);
        rig.give(new SorterEvent.Inducted(
                LineRig.PLC, rig.now().nanos(), new SorterEvent.Stamp(6, 1, 900, 0), 76, 1, 400));
        assertEquals(6, rig.last(Fact.SequenceMissed.class).epoch());
        assertEquals(1, view().onSorter());
    }

    @Test
    void theViewOfAChuteIsThatOfItsBoard() {
        LineState state = new LineState(LineRig.layout(false, 0), LineRig.plan(), new Allotments());
        Objects.requireNonNull(state.board.find(2)).container = "BAG-2";
        LineView view = LineView.of(LineRig.layout(false, 0), state, new BeltClock(1_000, LineRig.SPEED), rig.now());
        assertEquals("BAG-2", view.chutes().get(1).container());
    }
}
