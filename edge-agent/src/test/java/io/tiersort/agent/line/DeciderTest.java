// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static io.tiersort.agent.line.ShipmentSketch.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.event.SorterEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** When a parcel is decided again, up to which millimetre, and when what is learned anew says nothing new. */
class DeciderTest {
    private static final String PLATE = "PKG-1001";
    /** Chute 1 stands at 6000 mm and chute 2 at 7500 mm; 160 ms of actuation and lead are 240 mm at 1500 mm/s. */
    private static final int LAST_POINT_OF_CHUTE_1 = 5_760;

    private static final int LAST_POINT_OF_CHUTE_2 = 7_260;

    private final PlanSketch plan = new PlanSketch();
    private final LayoutSketch layout = new LayoutSketch(false, 0);

    private LineRig rig() {
        return new LineRig(layout.layout(), plan.plan());
    }

    /** A line on which a same-day parcel was decided: chute 1, and 2 when that is full. */
    private LineRig decided() {
        LineRig rig = rig();
        rig.know(named(PLATE).service("same-day").made());
        assertEquals(List.of(1, 2), rig.decide(1, PLATE).chutes());
        return rig;
    }

    private static void change(LineRig rig, Shipment shipment) {
        rig.know(shipment);
        rig.step(new Input.ShipmentsChanged(Set.of(shipment.reference())));
    }

    private static int decisions(LineRig rig) {
        return rig.facts(Fact.ParcelDecided.class).size();
    }

    /** Lets the belt run until the parcel is seen this far from its induct. */
    private static void carryTo(LineRig rig, int mm) {
        long induct = rig.last(Fact.ParcelInducted.class).encoder();
        long run = rig.last(Fact.ParcelDecided.class).encoder() - induct;
        rig.away((int) (mm - run));
        rig.give(new SorterEvent.EncoderMoved(
                LineRig.PLC, rig.now().nanos(), new SorterEvent.Stamp(rig.epoch, 0, induct + mm, 0), LineRig.SPEED));
    }

    @Test
    void aFlagThatAsksForNothingIsNoNewDecision() {
        LineRig rig = decided();
        change(
                rig,
                named(PLATE).service("same-day").flags(Shipment.Flag.FRAGILE).made());
        assertEquals(1, decisions(rig));
        assertEquals(1, rig.commands.size());
    }

    @Test
    void aFlagThatComesLaterTakesTheAlternateAwayThatDoesNotAcceptIt() {
        layout.accepts(1, Shipment.Flag.HAZMAT);
        plan.modifiers.add(new Plan.Modifier(Shipment.Flag.HAZMAT, true, false, false, true, -1));
        LineRig rig = decided();
        change(rig, named(PLATE).service("same-day").flags(Shipment.Flag.HAZMAT).made());
        assertEquals(
                List.of("hazmat"), rig.last(Fact.ParcelDecided.class).basis().flags());
        assertFalse(rig.lastCommand().destinations().contains(2), rig.lastCommand()::toString);
    }

    @Test
    void aParcelOnItsWayToAnAlternateStaysThereWhenItsFirstChuteOpensAgain() {
        LineRig rig = rig();
        rig.know(named(PLATE).service("same-day").made());
        rig.chute(1, SorterEvent.ChuteState.FULL);
        assertEquals(List.of(2), rig.decide(1, PLATE).chutes());
        rig.chute(1, SorterEvent.ChuteState.OPEN);
        change(rig, rig.known(PLATE));
        rig.read(1, PLATE);
        assertEquals(1, decisions(rig));
        assertEquals(List.of(2), rig.lastCommand().destinations());
    }

    @Test
    void aCodeThatTheHostGivesToAnotherShipmentMakesTheParcelThatShipment() {
        String code = "340123450000000017";
        LineRig rig = rig();
        rig.know(named("PKG-1001").service("same-day").made());
        rig.shipments.put(code, rig.known("PKG-1001"));
        assertEquals("PKG-1001", rig.decide(1, "]C100" + code).reference());
        rig.know(named("PKG-2002").service("same-day").made());
        rig.shipments.put(code, rig.known("PKG-2002"));
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-1001")));
        assertEquals("PKG-2002", rig.last(Fact.ParcelDecided.class).reference());
        assertEquals(2, decisions(rig));
    }

    @Test
    void thatOneOfTwoConflictingShipmentsIsCancelledDoesNotTellWhoseParcelItIs() {
        LineRig rig = rig();
        rig.know(named("PKG-1001").service("same-day").made());
        rig.know(named("PKG-2002").service("next-day").made());
        assertEquals(Cause.MULTI_CONFLICT, rig.decide(1, "PKG-1001", "PKG-2002").cause());
        change(rig, rig.known("PKG-1001").standing(Shipment.Status.CANCELLED));
        rig.read(1, "PKG-1001", "PKG-2002");
        assertEquals(Cause.MULTI_CONFLICT, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(List.of(12), rig.lastCommand().destinations());
        assertEquals("", rig.last(Fact.ParcelDecided.class).reference());
    }

    @Test
    void theLabelOfAParcelThatWasSortedIsADuplicateOnAnother() {
        LineRig rig = decided();
        rig.arrive(1);
        Fact.ParcelDecided second = rig.decide(2, PLATE);
        assertEquals(Cause.DUPLICATE_ID, second.cause());
        assertEquals(List.of(12), second.chutes());
    }

    @Test
    void upToTheLatestDecisionPointAChangeIsCarriedOutAndAMillimetreLaterItIsTold() {
        LineRig inTime = decided();
        carryTo(inTime, LAST_POINT_OF_CHUTE_1);
        change(inTime, inTime.known(PLATE).standing(Shipment.Status.CANCELLED));
        assertEquals(Cause.CANCELLED, inTime.last(Fact.ParcelDecided.class).cause());
        assertTrue(inTime.facts(Fact.DecisionTooLate.class).isEmpty());

        LineRig late = decided();
        carryTo(late, LAST_POINT_OF_CHUTE_1 + 1);
        change(late, late.known(PLATE).standing(Shipment.Status.CANCELLED));
        assertEquals(1, decisions(late));
        assertEquals("CANCELLED", late.last(Fact.DecisionTooLate.class).wanted());
    }

    @Test
    void aPlanMovesAParcelUpToItsLatestDecisionPointAndNotAMillimetreLater() {
        PlanSketch next = new PlanSketch();
        next.revision = 2;
        next.destinations.set(0, PlanSketch.destination("city", 6));
        LineRig inTime = decided();
        carryTo(inTime, LAST_POINT_OF_CHUTE_1);
        inTime.step(new Input.PlanActivated(next.plan()));
        assertEquals(List.of(6), inTime.last(Fact.ParcelDecided.class).chutes());

        LineRig late = decided();
        carryTo(late, LAST_POINT_OF_CHUTE_1 + 1);
        late.step(new Input.PlanActivated(next.plan()));
        assertEquals(1, decisions(late));
        assertEquals(1, late.facts(Fact.DecisionTooLate.class).size());
        late.step(new Input.PlanActivated(next.plan()));
        assertEquals(1, late.facts(Fact.DecisionTooLate.class).size(), "it is told once");
    }

    @Test
    void aCommandIsRepeatedUpToThePointUntilWhichItIsValid() {
        LineRig inTime = decided();
        carryTo(inTime, LAST_POINT_OF_CHUTE_2);
        ask(inTime);
        assertEquals(2, inTime.commands.size());

        LineRig late = decided();
        carryTo(late, LAST_POINT_OF_CHUTE_2 + 1);
        ask(late);
        assertEquals(1, late.commands.size());
    }

    private static void ask(LineRig rig) {
        rig.give(new SorterEvent.DestinationRequested(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, 1, 0));
    }

    @Test
    void aDecisionSaysHowLongItTookSinceTheReadCameOffTheWire() {
        LineRig rig = rig();
        rig.know(named(PLATE).service("same-day").made());
        rig.induct(1);
        rig.travel(2_950);
        rig.give(new CodesRead(
                LineRig.SCANNER,
                rig.now().nanos() - 3_250_000,
                1,
                CodesRead.NONE,
                List.of(new ScannedCode("", PLATE))));
        assertEquals(3_250, rig.last(Fact.ParcelDecided.class).microsSinceRead());
    }

    @Test
    void theRevisionInACommandStartsAgainWhenThePlcsWordIsFull() {
        plan.revision = 65_539;
        LineRig rig = decided();
        assertEquals(3, rig.lastCommand().plan());
        assertEquals(65_539, rig.last(Fact.ParcelDecided.class).planRevision());
    }

    @Test
    void aRecoveredCommandTellsTheTierByItsNumber() {
        LineRig before = new LineRig();
        before.know(named(PLATE).service("next-day").made());
        before.induct(1);
        List<Fact> durable = List.copyOf(before.facts);
        before.travel(2_950);
        before.read(1, PLATE);
        DestinationCommand lost = before.lastCommand();
        LineRig after = new LineRig();
        after.continueFrom(before);
        durable.forEach(after.line::restore);
        after.session(lost);
        assertEquals("NEXT_DAY", after.last(Fact.CommandRecovered.class).tier());
    }

    @Test
    void aParcelWithAForeignLabelBesideItsOwnIsMarked() {
        LineRig rig = rig();
        rig.know(named(PLATE).service("same-day").made());
        assertTrue(rig.decide(1, PLATE, "]C100340123450000000017").extraLabel());
        rig.know(named("PKG-2002").service("same-day").made());
        assertFalse(rig.decide(2, "PKG-2002").extraLabel());
    }
}
