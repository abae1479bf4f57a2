// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A loop that fills up: alarms, slower inducts, and no more laps for what an overflow can take. */
class CrowdingTest {
    private final LayoutSketch sketch = new LayoutSketch(true, 3);

    private LineRig rig(int throttleAt) {
        sketch.throttleAt = throttleAt;
        return new LineRig(sketch.layout(), new PlanSketch().plan());
    }

    /** Parcels of 400 mm with their gap of 200 mm: 2.4 % of a lap of 25 m each. */
    private static void induct(LineRig rig, int from, int to) {
        for (int parcel = from; parcel <= to; parcel++) {
            rig.induct(parcel);
        }
    }

    @Test
    void threeAlarmsTellThatALoopFillsUpAndEndWhenItHasEmptiedClearly() {
        LineRig rig = rig(0);
        induct(rig, 1, 24);
        assertTrue(rig.facts(Fact.AlarmRaised.class).isEmpty());
        induct(rig, 25, 36);
        assertEquals(
                List.of("belt.occupied-60", "belt.occupied-75", "belt.occupied-85"),
                rig.facts(Fact.AlarmRaised.class).stream()
                        .map(Fact.AlarmRaised::alarm)
                        .toList());
        assertEquals(86, rig.line.view(rig.now()).occupancyPercent());
        for (int parcel = 1; parcel <= 2; parcel++) {
            rig.divert(parcel, 12, 12);
        }
        assertTrue(rig.facts(Fact.AlarmCleared.class).isEmpty(), "81 % is not clearly below 85 %");
        rig.divert(3, 12, 12);
        assertEquals("belt.occupied-85", rig.last(Fact.AlarmCleared.class).alarm());
        assertTrue(rig.limits.isEmpty(), "a line that never slows its inducts says nothing to them");
    }

    @Test
    void theInductsAreSlowedStepByStepAndLetGoWithHysteresis() {
        LineRig rig = rig(50);
        rig.limits.clear();
        induct(rig, 1, 20);
        assertEquals(List.of(), rig.limits);
        induct(rig, 21, 25);
        assertEquals(List.of(50, 25, 0), rig.limits);
        assertEquals(0, rig.line.view(rig.now()).inductionPercent());
        for (int parcel = 1; parcel <= 6; parcel++) {
            rig.divert(parcel, 12, 12);
        }
        assertEquals(List.of(50, 25, 0, 25, 50), rig.limits);
        Fact.InductionLimited limited = rig.last(Fact.InductionLimited.class);
        assertEquals(50, limited.percent());
        assertEquals(48, limited.occupancy());
        rig.divert(7, 12, 12);
        assertEquals(100, rig.limits.get(rig.limits.size() - 1));
    }

    @Test
    void aNewSessionIsToldTheShareOnceMore() {
        LineRig rig = rig(50);
        induct(rig, 1, 21);
        rig.limits.clear();
        rig.session();
        assertEquals(List.of(50), rig.limits);
    }

    @Test
    void onACrowdedLoopAParcelWhoseChutesAreFullOverflowsInsteadOfComingRoundAgain() {
        LineRig rig = rig(50);
        rig.chute(1, ChuteState.FULL);
        rig.chute(2, ChuteState.FULL);
        rig.know(LineRig.shipment("PKG-0001", "same-day"), LineRig.shipment("PKG-0030", "same-day"));
        rig.induct(1);
        rig.travel(2_950);
        rig.read(1, "PKG-0001");
        assertEquals(List.of(1, 2), rig.lastCommand().destinations());
        induct(rig, 2, 21);
        rig.induct(30);
        rig.travel(2_950);
        rig.read(30, "PKG-0030");
        assertEquals(List.of(11), rig.lastCommand().destinations());
    }

    @Test
    void aLineThatIsNoLoopIsNeverCrowded() {
        LineRig rig = new LineRig();
        induct(rig, 1, 60);
        assertEquals(0, rig.line.view(rig.now()).occupancyPercent());
        assertTrue(rig.facts(Fact.AlarmRaised.class).isEmpty());
    }
}
