// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static io.tiersort.agent.line.ShipmentSketch.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.shipment.Shipment.Flag;
import io.tiersort.device.event.SorterEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What flags and measures ask for on top of the tier, and where parcels go that cannot travel. */
class HandlingTest {
    private final PlanSketch sketch = new PlanSketch();

    private LineRig rig() {
        return new LineRig(LineRig.layout(false, 0), sketch.plan());
    }

    private static Fact.ParcelDecided weighed(LineRig rig, Shipment shipment, int grams) {
        rig.know(shipment);
        rig.induct(1);
        rig.travel(2_950);
        rig.measure(1, grams, SorterEvent.Status.OK);
        rig.read(1, shipment.reference());
        return rig.last(Fact.ParcelDecided.class);
    }

    private void weighedOnly(Flag flag) {
        sketch.modifiers.add(new Plan.Modifier(flag, false, false, true, true, -1));
    }

    @Test
    void aParcelWithoutAValidWeightGoesToItsRefugeWhenItsFlagWantsOneAndOnAsSoonAsItHasOne() {
        weighedOnly(Flag.COLD);
        sketch.refuges.add(new Plan.Refuge(Set.of("NO_WEIGHT"), 10));
        LineRig rig = rig();
        rig.know(named("PKG-1001").service("same-day").flags(Flag.COLD).made());
        rig.induct(1);
        rig.travel(2_950);
        rig.measure(1, 1_600, SorterEvent.Status.UNSTABLE);
        rig.read(1, "PKG-1001");
        assertEquals(Cause.NO_WEIGHT, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(List.of(10), rig.lastCommand().destinations());
        rig.measure(1, 1_010, SorterEvent.Status.OK);
        assertEquals(Cause.OK, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(1_010, rig.last(Fact.ParcelDecided.class).basis().grams());
        assertEquals(List.of(1, 2), rig.lastCommand().destinations());
    }

    @Test
    void aContradictingWeightHoldsBackAParcelThatMustBeWeighed() {
        weighedOnly(Flag.COLD);
        Shipment cold = named("PKG-1001").service("same-day").flags(Flag.COLD).made();
        assertEquals(Cause.WEIGHT_MISMATCH, weighed(rig(), cold, 1_600).cause());
    }

    @Test
    void aContradictionThatChangesNoChuteIsRecordedOnceAndNeedsNoFurtherCommand() {
        LineRig rig = rig();
        rig.know(named("PKG-1001").service("same-day").grams(1_000).made());
        rig.decide(1, "PKG-1001");
        int commands = rig.commands.size();
        rig.measure(1, 1_600, 300, 200, 100);
        rig.measure(1, 1_600, 300, 200, 100);
        assertEquals(2, rig.facts(Fact.ParcelDecided.class).size());
        Fact.ParcelDecided marked = rig.last(Fact.ParcelDecided.class);
        assertTrue(marked.weightMismatch());
        assertEquals(List.of(1, 2), marked.chutes());
        assertEquals(commands, rig.commands.size());
    }

    @Test
    void whatTheScaleMayBeWrongByComesOnTopOfTheAllowance() {
        sketch.measureCheck = new Plan.MeasureCheck(100, 10, 50, 0, 0, Set.of());
        Shipment shipment = named("PKG-1001").grams(1_000).made();
        assertFalse(weighed(rig(), shipment, 1_150).weightMismatch());
        assertTrue(weighed(rig(), shipment, 1_151).weightMismatch());
        assertFalse(weighed(rig(), shipment, 850).weightMismatch());
        assertTrue(weighed(rig(), shipment, 849).weightMismatch());
    }

    @Test
    void ofHeavyParcelsThePercentageDecides() {
        sketch.measureCheck = new Plan.MeasureCheck(100, 10, 50, 0, 0, Set.of());
        Shipment shipment = named("PKG-1001").grams(10_000).made();
        assertFalse(weighed(rig(), shipment, 11_050).weightMismatch());
        assertTrue(weighed(rig(), shipment, 11_051).weightMismatch());
    }

    @Test
    void aContradictingBoxHoldsBackOnlyTheFlagsThatThePlanNames() {
        sketch.measureCheck = new Plan.MeasureCheck(100, 10, 0, 20, 5, Set.of("high-value"));
        assertEquals(Cause.DIM_MISMATCH, boxed(Flag.HIGH_VALUE, 340));
        assertEquals(Cause.OK, boxed(Flag.HIGH_VALUE, 320));
        assertEquals(Cause.OK, boxed(Flag.FRAGILE, 340));
    }

    private Cause boxed(Flag flag, int length) {
        LineRig rig = rig();
        rig.know(named("PKG-1001").service("same-day").flags(flag).made());
        rig.induct(1);
        rig.travel(2_950);
        rig.measure(1, 1_000, 100, 200, length);
        rig.read(1, "PKG-1001");
        return rig.last(Fact.ParcelDecided.class).cause();
    }

    @Test
    void theStrictestOfSeveralFlagsCounts() {
        sketch.modifiers.add(new Plan.Modifier(Flag.HAZMAT, true, false, false, true, 2));
        sketch.modifiers.add(new Plan.Modifier(Flag.HIGH_VALUE, false, true, false, false, 1));
        PlanIndex index = new PlanIndex(sketch.plan());
        assertEquals(new Handling(Set.of(Flag.HAZMAT), false, 1), index.handling(Set.of(Flag.HAZMAT, Flag.HIGH_VALUE)));
        assertEquals(new Handling(Set.of(Flag.HAZMAT), true, 2), index.handling(Set.of(Flag.HAZMAT)));
        assertEquals(Handling.ORDINARY, index.handling(Set.of(Flag.FRAGILE)));
    }

    @Test
    void anUnverifiedDivertIsToldAtOnceWhenAFlagWantsThat() {
        sketch.modifiers.add(new Plan.Modifier(Flag.SIGNATURE, false, true, false, true, -1));
        LineRig rig = rig();
        rig.know(
                named("PKG-1001").service("same-day").flags(Flag.SIGNATURE).made(),
                named("PKG-1002").service("same-day").made());
        rig.decide(1, "PKG-1001");
        rig.decide(2, "PKG-1002");
        rig.divert(2, 1, 0, SorterEvent.Outcome.UNVERIFIED, SorterEvent.Cause.NONE);
        assertTrue(rig.facts(Fact.AlarmRaised.class).isEmpty());
        rig.divert(1, 1, 0, SorterEvent.Outcome.UNVERIFIED, SorterEvent.Cause.NONE);
        assertEquals("unverified.1", rig.last(Fact.AlarmRaised.class).alarm());
    }

    @Test
    void everyCauseMayHaveARefugeOfItsOwnAndOneThatArrivesThereIsNotSorted() {
        sketch.refuges.add(new Plan.Refuge(Set.of("NO_DATA", "MULTI_CONFLICT"), 9));
        LineRig rig = rig();
        assertEquals(List.of(9), rig.decide(1, "]C100340123450000000017").chutes());
        assertEquals(Reasons.Outcome.HOSPITAL, rig.arrive(1).outcome());
        rig.induct(2);
        rig.travel(3_300);
        assertEquals(List.of(12), rig.last(Fact.ParcelDecided.class).chutes());
    }

    @Test
    void tooHeavyForItsChutesGoesToTheHeavyLaneGivesItsRoomBackAndThePromiseIsAtRisk() {
        sketch.refuges.add(new Plan.Refuge(Set.of("OVERWEIGHT"), 7));
        sketch.tiers.set(2, PlanSketch.tier("LOCKER", 5, 3, "evening", null));
        LineRig rig = rig();
        rig.know(named("PKG-1001").service("locker").made());
        Fact.ParcelDecided first = rig.decide(1, "PKG-1001");
        rig.measure(1, 6_000, SorterEvent.Status.OK);
        Fact.ParcelDecided decided = rig.last(Fact.ParcelDecided.class);
        assertEquals(Cause.OVERWEIGHT, decided.cause());
        assertEquals(List.of(7), decided.chutes());
        Fact.PromiseAtRisk risk = rig.last(Fact.PromiseAtRisk.class);
        assertEquals("LOCKER", risk.promised());
        assertEquals("", risk.keeping());
        assertEquals(Cause.OVERWEIGHT, risk.cause());
        assertEquals(
                0,
                rig.allotments
                        .counted(Allotments.departure("evening", first.leaves()))
                        .parcels());
        rig.travel(9_500);
        rig.measure(1, 6_001, SorterEvent.Status.OK);
        assertTrue(rig.facts(Fact.DecisionTooLate.class).isEmpty(), "nothing else was wanted");
        assertEquals(1, rig.facts(Fact.PromiseAtRisk.class).size());
    }
}
