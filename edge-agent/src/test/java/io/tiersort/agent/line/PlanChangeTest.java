// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Fact.ParcelDecided;
import io.tiersort.agent.plan.Plan;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** A plan is activated while parcels are on the line. */
class PlanChangeTest {
    private static final int IN_FLIGHT = 20;
    private static final int LOCKER_PARCEL = 7;

    /** The second plan: lockers go with the next-day parcels, their own destination is removed. */
    private static Plan withoutLockers() {
        PlanSketch sketch = new PlanSketch();
        sketch.revision = 2;
        sketch.destinations.removeIf(destination -> destination.id().equals("lockers"));
        sketch.routes.removeIf(route -> route.id().equals("locker"));
        return sketch.plan();
    }

    private static LineRig twentyInFlight() {
        LineRig rig = new LineRig();
        for (int number = 1; number <= IN_FLIGHT; number++) {
            rig.know(LineRig.shipment("PKG-" + (1_000 + number), number == LOCKER_PARCEL ? "locker" : "standard"));
        }
        for (int number = 1; number <= IN_FLIGHT; number++) {
            rig.induct(number);
            rig.travel(150);
            rig.read(number, "PKG-" + (1_000 + number));
        }
        assertEquals(IN_FLIGHT, rig.facts(ParcelDecided.class).size());
        return rig;
    }

    @Test
    void ofTwentyParcelsInFlightOnlyTheOneWhoseDestinationIsGoneIsDecidedAgain() {
        LineRig rig = twentyInFlight();
        rig.facts.clear();
        rig.step(new Input.PlanActivated(withoutLockers()));
        ParcelDecided again = rig.last(ParcelDecided.class);
        assertEquals(1, rig.facts(ParcelDecided.class).size());
        assertEquals(LOCKER_PARCEL, again.parcel());
        assertEquals(2, again.planRevision());
        assertEquals("trunk", again.destination());
        assertEquals(List.of(9, 10), rig.lastCommand().destinations());
        assertEquals(2, rig.last(Fact.ParcelReplanned.class).revision());
        assertEquals(2, rig.last(Fact.PlanActivated.class).revision());
    }

    @Test
    void parcelsInductedLaterFollowTheNewPlanWhileTheOthersKeepTheirs() {
        LineRig rig = twentyInFlight();
        rig.step(new Input.PlanActivated(withoutLockers()));
        rig.know(LineRig.shipment("PKG-1021", "locker"));
        rig.induct(21);
        rig.read(21, "PKG-1021");
        assertEquals(2, rig.last(ParcelDecided.class).planRevision());
        rig.facts.clear();
        rig.know(LineRig.shipment("PKG-1001", "same-day"));
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-1001")));
        assertEquals("SAME_DAY", rig.last(ParcelDecided.class).tier());
        assertEquals(1, rig.last(ParcelDecided.class).planRevision());
    }

    @Test
    void aDestinationThatLostTheChutesOfAParcelCountsAsGone() {
        LineRig rig = twentyInFlight();
        PlanSketch sketch = new PlanSketch();
        sketch.revision = 2;
        sketch.destinations.replaceAll(
                destination -> destination.id().equals("lockers") ? PlanSketch.destination("lockers", 7) : destination);
        rig.facts.clear();
        rig.step(new Input.PlanActivated(sketch.plan()));
        assertEquals(1, rig.facts(ParcelDecided.class).size());
        assertEquals(List.of(7), rig.last(ParcelDecided.class).chutes());
    }

    @Test
    void aParcelPastItsLatestDecisionPointKeepsItsDecisionAndItIsTold() {
        LineRig rig = new LineRig();
        rig.know(LineRig.shipment("PKG-1001", "locker"));
        rig.induct(1);
        rig.read(1, "PKG-1001");
        rig.travel(11_900);
        rig.facts.clear();
        int commands = rig.commands.size();
        rig.step(new Input.PlanActivated(withoutLockers()));
        assertTrue(rig.facts(ParcelDecided.class).isEmpty());
        assertEquals(commands, rig.commands.size());
        assertEquals(
                "plan weekday revision 2", rig.last(Fact.DecisionTooLate.class).wanted());
    }

    @Test
    void afterARestartEveryParcelHasThePlanItHadBefore() {
        LineRig before = twentyInFlight();
        List<Fact> facts = before.facts;
        Plan second = withoutLockers();
        before.step(new Input.PlanActivated(second));
        LineRig after = new LineRig(LineRig.layout(false, 0), LineRig.plan());
        List<Fact> journal = List.copyOf(facts);
        after.continueFrom(before);
        after.line.know(second);
        journal.forEach(after.line::restore);
        after.line.restored();
        after.session();
        after.step(new Input.PlanActivated(second));
        after.run(50);
        assertTrue(after.facts(ParcelDecided.class).isEmpty(), () -> "decided again: " + after.facts);
        after.know(LineRig.shipment("PKG-1001", "same-day"), LineRig.shipment("PKG-1007", "same-day"));
        after.step(new Input.ShipmentsChanged(Set.of("PKG-1001", "PKG-1007")));
        List<ParcelDecided> again = after.facts(ParcelDecided.class);
        assertEquals(
                List.of(1, 2), again.stream().map(ParcelDecided::planRevision).toList());
    }
}
