// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.SorterEvent;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The way of a parcel through the core: identity, tier, chute, confirmation, and what can go wrong with each. */
class SortLineTest {
    private final LineRig rig = new LineRig();

    private void sameDayParcel(long trackingId, String reference) {
        rig.know(LineRig.shipment(reference, "same-day"));
        rig.induct(trackingId);
        rig.travel(2_950);
        rig.read(trackingId, reference);
    }

    /** The same, promised by 23:00 of the day. */
    private void promisedParcel(long trackingId, String reference) {
        rig.know(LineRig.promised(LineRig.shipment(reference, "same-day"), "2026-11-23T22:00:00Z"));
        rig.induct(trackingId);
        rig.travel(2_950);
        rig.read(trackingId, reference);
    }

    @Test
    void aKnownParcelTravelsInItsTierAndIsSortedOnlyWhenTheEntryEyeSawIt() {
        sameDayParcel(11, "PKG-0011");
        assertEquals(List.of(1, 2), rig.lastCommand().destinations());
        assertEquals(11, rig.lastCommand().trackingId());
        assertEquals(1, rig.lastCommand().tier());
        assertEquals("SAME_DAY", rig.last(Fact.ParcelDecided.class).tier());
        assertTrue(rig.facts(Fact.ParcelClosed.class).isEmpty());
        rig.travel(3_050);
        rig.divert(11, 1, 1);
        Fact.ParcelClosed closed = rig.last(Fact.ParcelClosed.class);
        assertEquals(Outcome.SORTED, closed.outcome());
        assertEquals(Cause.OK, closed.cause());
        assertEquals(Physical.NONE, closed.physical());
        assertEquals(0, rig.balance());
    }

    @Test
    void theCommandIsValidUpToTheLatestDecisionPointOfItsLastChute() {
        sameDayParcel(11, "PKG-0011");
        long induct = rig.facts(Fact.ParcelInducted.class).get(0).encoder();
        // Chute 2 stands at 7500 mm; 160 ms of actuation and lead are 240 mm at 1500 mm/s.
        assertEquals(induct + 7_500 - 240, rig.lastCommand().validUntilEncoder());
    }

    @Test
    void aParcelWithoutAnyReadGoesToTheHospitalAfterTheStation() {
        rig.induct(12);
        rig.travel(3_300);
        assertEquals(List.of(12), rig.lastCommand().destinations());
        assertEquals(Cause.NOREAD, rig.last(Fact.ParcelDecided.class).cause());
        rig.divert(12, 12, 12);
        assertEquals(Outcome.HOSPITAL, rig.last(Fact.ParcelClosed.class).outcome());
        assertEquals(Cause.NOREAD, rig.last(Fact.ParcelClosed.class).cause());
    }

    @Test
    void aProductCodeAloneIsANoReadAndNotMissingData() {
        rig.induct(13);
        rig.travel(2_950);
        rig.read(13, "]E09506000134352");
        assertEquals(Cause.NOREAD, rig.last(Fact.ParcelDecided.class).cause());
    }

    @Test
    void anUnknownParcelIsMissingDataAndFollowsItsShipmentWhenThatArrivesInTime() {
        rig.induct(14);
        rig.travel(2_950);
        rig.read(14, "]C100340123450000000017");
        assertEquals(Cause.NO_DATA, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(List.of(12), rig.lastCommand().destinations());
        Shipment late = new Shipment(
                "PKG-0014",
                List.of("340123450000000017"),
                "consumer",
                "next-day",
                Set.of(),
                "",
                "",
                "",
                "",
                "",
                "",
                0,
                0,
                0,
                0,
                0,
                0,
                Shipment.Status.OPEN);
        rig.know(late);
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-0014")));
        assertEquals(List.of(3, 4), rig.lastCommand().destinations());
        assertEquals(2, rig.last(Fact.ParcelDecided.class).revision());
    }

    @Test
    void twoDifferentOpenShipmentsOnOneParcelAreNeverGuessedBetween() {
        rig.know(LineRig.shipment("PKG-A001", "same-day"), LineRig.shipment("PKG-B001", "next-day"));
        rig.induct(15);
        rig.travel(2_950);
        rig.read(15, "PKG-A001", "PKG-B001");
        Fact.ParcelDecided decided = rig.last(Fact.ParcelDecided.class);
        assertEquals(Cause.MULTI_CONFLICT, decided.cause());
        assertEquals("", decided.reference());
        assertEquals(List.of(12), rig.lastCommand().destinations());
    }

    @Test
    void aSecondConflictingResultTurnsTheDecisionAroundInTime() {
        sameDayParcel(16, "PKG-A001");
        rig.know(LineRig.shipment("PKG-B001", "next-day"));
        rig.read(16, "PKG-B001");
        assertEquals(Cause.MULTI_CONFLICT, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(List.of(12), rig.lastCommand().destinations());
    }

    @Test
    void aResultIsBoundByEncoderPositionNotByOrderOfArrival() {
        rig.know(LineRig.shipment("PKG-0001", "same-day"), LineRig.shipment("PKG-0002", "next-day"));
        rig.induct(21);
        long first = rig.last(Fact.ParcelInducted.class).encoder();
        rig.travel(500);
        rig.induct(22);
        long second = rig.last(Fact.ParcelInducted.class).encoder();
        rig.travel(2_550);
        rig.readUnstamped(second + 2_500, "PKG-0002");
        rig.readUnstamped(first + 2_900, "PKG-0001");
        List<Fact.ParcelDecided> decisions = rig.facts(Fact.ParcelDecided.class);
        assertEquals("PKG-0002", decisions.get(0).reference());
        assertEquals(2, decisions.get(0).parcel());
        assertEquals("PKG-0001", decisions.get(1).reference());
        assertEquals(1, decisions.get(1).parcel());
    }

    @Test
    void aResultOutsideEveryWindowIsCountedAndAppliedToNobody() {
        rig.induct(23);
        long encoder = rig.last(Fact.ParcelInducted.class).encoder();
        rig.travel(2_950);
        rig.readUnstamped(encoder + 2_500 + 400 + 300, "PKG-0001");
        rig.readUnstamped(encoder + 2_500 - 300, "PKG-0001");
        assertEquals(2, rig.figures().unmatched());
        assertTrue(rig.facts(Fact.CodesSeen.class).isEmpty());
    }

    @Test
    void aResultThatOvertakesItsInductWaitsForIt() {
        rig.know(LineRig.shipment("PKG-0024", "same-day"));
        rig.read(24, "PKG-0024");
        assertTrue(rig.commands.isEmpty());
        rig.induct(24);
        assertEquals(List.of(1, 2), rig.lastCommand().destinations());
    }

    @Test
    void aResultForATrackingIdThatNeverCameIsGivenUpAfterHalfASecond() {
        rig.read(99, "PKG-0099");
        rig.run(600);
        assertEquals(1, rig.facts(Fact.CodesUnmatched.class).size());
    }

    @Test
    void aFullChuteIsPassedOverForTheNextOfItsDestinationAndTheReasonIsKept() {
        rig.chute(1, SorterEvent.ChuteState.FULL);
        sameDayParcel(31, "PKG-0031");
        assertEquals(List.of(2), rig.lastCommand().destinations());
        assertEquals(Physical.CHUTE_FULL, rig.last(Fact.ParcelDecided.class).physical());
        rig.divert(31, 2, 2);
        assertEquals(Outcome.SORTED_ALT, rig.last(Fact.ParcelClosed.class).outcome());
        assertEquals(Physical.CHUTE_FULL, rig.last(Fact.ParcelClosed.class).physical());
    }

    @Test
    void withoutAnOpenChuteTheOverflowTakesTheParcelAndWithoutThatTheHospital() {
        rig.chute(1, SorterEvent.ChuteState.FULL);
        rig.chute(2, SorterEvent.ChuteState.JAM);
        sameDayParcel(32, "PKG-0032");
        assertEquals(List.of(11), rig.lastCommand().destinations());
        rig.chute(11, SorterEvent.ChuteState.DISABLED);
        assertEquals(List.of(12), rig.lastCommand().destinations());
    }

    @Test
    void parcelsOnTheirWayToAChuteThatClosesAreDecidedAgainUnlessItIsTooLate() {
        sameDayParcel(33, "PKG-0033");
        rig.travel(3_000);
        sameDayParcel(34, "PKG-0034");
        int before = rig.commands.size();
        rig.chute(1, SorterEvent.ChuteState.FULL);
        assertEquals(before + 1, rig.commands.size());
        assertEquals(34, rig.lastCommand().trackingId());
        assertEquals(List.of(2), rig.lastCommand().destinations());
        assertEquals(1, rig.last(Fact.DecisionTooLate.class).parcel());
    }

    @Test
    void aLateDecisionUsesAnAlternateThatIsStillReachableAndNeverCommandsAPassedChute() {
        rig.know(LineRig.shipment("PKG-0035", "same-day"));
        rig.chute(12, SorterEvent.ChuteState.DISABLED);
        rig.chute(11, SorterEvent.ChuteState.DISABLED);
        rig.induct(35);
        rig.travel(5_900);
        rig.read(35, "PKG-0035");
        assertEquals(List.of(2), rig.lastCommand().destinations());
        assertEquals(Physical.DECISION_LATE, rig.last(Fact.ParcelDecided.class).physical());
        assertEquals(1, rig.figures().late());
    }

    @Test
    void aStoppedBeltMakesNothingLate() {
        rig.know(LineRig.shipment("PKG-0036", "same-day"));
        rig.induct(36);
        rig.travel(2_500);
        rig.belt(false);
        rig.run(60_000);
        assertTrue(rig.commands.isEmpty());
        rig.belt(true);
        rig.travel(450);
        rig.read(36, "PKG-0036");
        assertEquals(List.of(1, 2), rig.lastCommand().destinations());
        assertEquals(Physical.NONE, rig.last(Fact.ParcelDecided.class).physical());
    }

    @Test
    void heldAndCancelledShipmentsGoToTheHospitalForTheirOwnReason() {
        rig.know(LineRig.shipment("PKG-0041", "same-day", Shipment.Flag.HOLD));
        rig.know(LineRig.shipment("PKG-0042", "same-day").standing(Shipment.Status.CANCELLED));
        rig.induct(41);
        rig.travel(600);
        rig.induct(42);
        rig.travel(2_400);
        rig.read(41, "PKG-0041");
        assertEquals(Cause.HOLD, rig.last(Fact.ParcelDecided.class).cause());
        rig.read(42, "PKG-0042");
        assertEquals(Cause.CANCELLED, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(List.of(12), rig.lastCommand().destinations());
    }

    @Test
    void anOrderCancelledBeforeTheLatestDecisionPointIsInterceptedAndAfterItIsSaidToBeTooLate() {
        sameDayParcel(43, "PKG-0043");
        rig.know(LineRig.shipment("PKG-0043", "same-day").standing(Shipment.Status.CANCELLED));
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-0043")));
        assertEquals(Cause.CANCELLED, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(List.of(12), rig.lastCommand().destinations());

        sameDayParcel(44, "PKG-0044");
        rig.travel(3_000);
        rig.know(LineRig.shipment("PKG-0044", "same-day").standing(Shipment.Status.CANCELLED));
        int before = rig.commands.size();
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-0044")));
        assertEquals(before, rig.commands.size());
        assertEquals(2, rig.last(Fact.DecisionTooLate.class).parcel());
    }

    @Test
    void theSameLabelOnTwoParcelsSendsTheSecondToTheHospital() {
        sameDayParcel(45, "PKG-0045");
        rig.induct(46);
        rig.travel(2_950);
        rig.read(46, "PKG-0045");
        assertEquals(Cause.DUPLICATE_ID, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(List.of(12), rig.lastCommand().destinations());
    }

    @Test
    void tooHeavyForItsOnlyChuteIsOverweightAndGoesToTheHospitalNotToAnotherCustomersChute() {
        rig.know(LineRig.shipment("PKG-0051", "locker"));
        rig.induct(51);
        rig.travel(2_950);
        rig.read(51, "PKG-0051");
        assertEquals(List.of(5), rig.lastCommand().destinations());
        rig.measure(51, 6_000, SorterEvent.Status.OK);
        // The chute still takes parcels, but not this one.
        assertEquals(Cause.OVERWEIGHT, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(List.of(12), rig.lastCommand().destinations());
    }

    @Test
    void aContradictingMassHoldsBackHighValueAndOnlyFlagsTheRest() {
        rig.know(LineRig.shipment("PKG-0052", "same-day", Shipment.Flag.HIGH_VALUE));
        rig.know(LineRig.shipment("PKG-0053", "same-day"));
        rig.induct(52);
        rig.travel(600);
        rig.induct(53);
        rig.travel(2_400);
        rig.measure(52, 1_600, SorterEvent.Status.OK);
        rig.read(52, "PKG-0052");
        assertEquals(Cause.WEIGHT_MISMATCH, rig.last(Fact.ParcelDecided.class).cause());
        rig.measure(53, 1_600, SorterEvent.Status.OK);
        rig.read(53, "PKG-0053");
        assertEquals(Cause.OK, rig.last(Fact.ParcelDecided.class).cause());
        assertTrue(rig.last(Fact.ParcelDecided.class).weightMismatch());
    }

    @Test
    void anUnstableScaleIsNoWeightAndNeverAMismatch() {
        rig.know(LineRig.shipment("PKG-0054", "same-day", Shipment.Flag.HIGH_VALUE));
        rig.induct(54);
        rig.travel(2_950);
        rig.measure(54, 1_600, SorterEvent.Status.UNSTABLE);
        rig.read(54, "PKG-0054");
        assertEquals(Cause.OK, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(0, rig.last(Fact.ParcelMeasured.class).grams());
    }

    @Test
    void aMissedCutOffIsToldAtOnceAndTheBestKeepableTierTakesItsPlace() {
        rig.at("2026-11-23T16:39:00Z");
        promisedParcel(61, "PKG-0061");
        Fact.ParcelDecided decided = rig.last(Fact.ParcelDecided.class);
        assertEquals("SAME_DAY", decided.promised());
        assertEquals("NEXT_DAY", decided.tier());
        assertEquals(Cause.CUTOFF_MISSED, decided.cause());
        assertEquals(List.of(3, 4), rig.lastCommand().destinations());
        Fact.PromiseAtRisk risk = rig.last(Fact.PromiseAtRisk.class);
        assertEquals("SAME_DAY", risk.promised());
        assertEquals("NEXT_DAY", risk.keeping());
        assertEquals("evening", risk.departure());
        assertTrue(risk.expected() > rig.now().millis());
        rig.read(61, "PKG-0061");
        assertEquals(1, rig.facts(Fact.PromiseAtRisk.class).size());
    }

    @Test
    void theCutOffHoldsUpToTheLastMomentThatStillLeavesTheDwell() {
        rig.at("2026-11-23T16:34:50Z");
        promisedParcel(62, "PKG-0062");
        assertEquals("SAME_DAY", rig.last(Fact.ParcelDecided.class).tier());
        assertTrue(rig.facts(Fact.PromiseAtRisk.class).isEmpty());
    }

    @Test
    void aShipmentToWhichNothingDatedWasPromisedIsNeverAtRisk() {
        rig.at("2026-11-23T16:39:00Z");
        sameDayParcel(63, "PKG-0063");
        assertEquals("SAME_DAY", rig.last(Fact.ParcelDecided.class).tier());
        assertTrue(rig.facts(Fact.PromiseAtRisk.class).isEmpty());
    }
}
