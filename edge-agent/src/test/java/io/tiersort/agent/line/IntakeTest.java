// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.LineLayout.Station;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.Status;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How results and measures find their parcel, and when the station is behind it: 400 mm long, one station at 2.5 m. */
class IntakeTest {
    private static final String SECOND_SCANNER = "tunnel-2";
    private LineRig rig = new LineRig();

    private void stations(Station... stations) {
        LayoutSketch sketch = new LayoutSketch(false, 0);
        sketch.stations = List.of(stations);
        rig = new LineRig(sketch.layout(), LineRig.plan());
    }

    private void readBy(String device, long trackingId, long encoder, String... codes) {
        List<ScannedCode> scanned =
                List.of(codes).stream().map(code -> new ScannedCode("", code)).toList();
        rig.give(new CodesRead(device, rig.now().nanos(), trackingId, encoder, scanned));
    }

    private long inducted() {
        return rig.last(Fact.ParcelInducted.class).encoder();
    }

    private int decisions() {
        return rig.facts(Fact.ParcelDecided.class).size();
    }

    private List<String> unmatched() {
        return rig.facts(Fact.CodesUnmatched.class).stream()
                .map(Fact.CodesUnmatched::reason)
                .toList();
    }

    @Test
    void aReaderThatSawNothingAloneAtItsStationDecidesAtOnce() {
        rig.induct(1);
        rig.travel(2_950);
        rig.read(1);
        assertEquals(Cause.NOREAD, rig.last(Fact.ParcelDecided.class).cause());
    }

    @Test
    void oneOfTwoReadersThatSawNothingWaitsForTheOther() {
        stations(new Station(1, List.of(LineRig.SCANNER, SECOND_SCANNER), 2_500, 200));
        rig.know(LineRig.shipment("PKG-0001", "same-day"));
        rig.induct(1);
        rig.travel(2_950);
        readBy(LineRig.SCANNER, 1, CodesRead.NONE);
        assertEquals(0, decisions());
        assertEquals("READ", rig.line.view(rig.now()).parcels().get(0).state());
        readBy(SECOND_SCANNER, 1, CodesRead.NONE, "PKG-0001");
        assertEquals(List.of(1, 2), rig.last(Fact.ParcelDecided.class).chutes());
    }

    @Test
    void aHandScannerThatNamesTheParcelNeedsNoStation() {
        rig.induct(1);
        readBy("hand-1", 1, CodesRead.NONE);
        assertEquals(1, decisions());
    }

    @Test
    void aReaderOfNoStationThatNamesNoParcelIsBoundToNone() {
        rig.induct(1);
        rig.travel(2_700);
        readBy("hand-1", CodesRead.NONE, inducted() + 2_600, "PKG-0001");
        assertEquals(List.of("no parcel within the window"), unmatched());
    }

    @Test
    void aResultTellsByWhatItWasBound() {
        rig.know(LineRig.shipment("PKG-0001", "same-day"));
        rig.induct(1);
        rig.travel(2_700);
        readBy(LineRig.SCANNER, 1, CodesRead.NONE, "PKG-0001");
        readBy(LineRig.SCANNER, CodesRead.NONE, inducted() + 2_600, "PKG-0001");
        readBy(LineRig.SCANNER, CodesRead.NONE, CodesRead.NONE, "PKG-0001");
        assertEquals(
                List.of("tracking-id", "encoder", "position"),
                rig.facts(Fact.CodesSeen.class).stream()
                        .map(Fact.CodesSeen::boundBy)
                        .toList());
        Fact.CodesSeen seen = rig.last(Fact.CodesSeen.class);
        assertEquals(LineRig.SCANNER, seen.scanner());
        assertEquals(List.of(new Fact.CodeSeen("", "PKG-0001")), seen.codes());
    }

    @ParameterizedTest
    @CsvSource({"-201, false", "-200, true", "0, true", "400, true", "600, true", "601, false"})
    void aStampedResultBelongsToTheParcelWithinItsWindow(int pastLeadingEdge, boolean bound) {
        rig.induct(1);
        rig.travel(3_000);
        rig.readUnstamped(inducted() + 2_500 + pastLeadingEdge, "PKG-0001");
        assertEquals(bound, !rig.facts(Fact.CodesSeen.class).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({"549, 1", "552, 1", "553, 2", "700, 2"})
    void betweenTwoParcelsTheNearerEdgeCounts(int pastFirst, long parcel) {
        rig.induct(1);
        long first = inducted();
        rig.travel(705);
        rig.induct(2);
        rig.travel(2_995);
        rig.readUnstamped(first + 2_500 + pastFirst, "PKG-0001");
        assertEquals(parcel, rig.last(Fact.CodesSeen.class).parcel());
    }

    @Test
    void aReaderThatStampsOnly32BitsIsUnderstoodAfterTheCounterHasGoneRound() {
        rig.away(2_000_000_000);
        rig.away(2_000_000_000);
        rig.away(294_965_000);
        rig.run(1_000);
        rig.induct(1);
        assertTrue(inducted() > 0xFFFF_FFFFL);
        rig.travel(2_700);
        rig.readUnstamped((inducted() + 2_600) & 0xFFFF_FFFFL, "PKG-0001");
        assertEquals(1, rig.last(Fact.CodesSeen.class).parcel());
    }

    @Test
    void aResultForAParcelThatHasEndedWaitsForNothing() {
        rig.induct(1);
        rig.divert(1, 12, 12);
        rig.read(1, "PKG-0001");
        assertEquals(List.of("no parcel within the window"), unmatched());
    }

    @Test
    void allResultsThatWaitedForAnInductAreBoundToItAndTheOthersWaitOn() {
        rig.know(LineRig.shipment("PKG-A001", "same-day"), LineRig.shipment("PKG-B001", "next-day"));
        rig.read(1, "PKG-A001");
        rig.read(2, "PKG-B001");
        rig.read(1, "PKG-A001");
        rig.induct(1);
        assertEquals(2, rig.facts(Fact.CodesSeen.class).size());
        rig.induct(2);
        assertEquals(3, rig.facts(Fact.CodesSeen.class).size());
        assertEquals("PKG-B001", rig.last(Fact.ParcelDecided.class).reference());
    }

    @Test
    void aResultWaitsForItsInductForHalfASecondAndNoLonger() {
        rig.read(9, "PKG-0009");
        rig.run(500);
        assertEquals(List.of(), unmatched());
        rig.run(10);
        assertEquals(List.of("its tracking id was never inducted"), unmatched());
        rig.induct(9);
        assertTrue(rig.facts(Fact.CodesSeen.class).isEmpty());
    }

    @Test
    void whenTooManyResultsWaitTheOldestIsGivenUp() {
        for (int trackingId = 1; trackingId <= 4_096; trackingId++) {
            rig.read(trackingId, "PKG-" + trackingId);
        }
        assertEquals(List.of(), unmatched());
        rig.read(5_000, "PKG-5000");
        assertEquals(List.of("too many results wait for their induct"), unmatched());
        assertEquals("PKG-1", rig.last(Fact.CodesUnmatched.class).codes().get(0).data());
    }

    @Test
    void aTrackingIdThatIsOnTheLineAlreadyIsNoSecondParcel() {
        rig.induct(1);
        rig.induct(1);
        rig.give(new SorterEvent.Stray(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, 1, 400));
        assertEquals(1, rig.facts(Fact.ParcelInducted.class).size());
        assertEquals(0, rig.figures().strays());
        assertEquals(0, decisions());
    }

    @Test
    void anInductTellsItsStationLengthAndPlace() {
        rig.give(new SorterEvent.Inducted(LineRig.PLC, rig.now().nanos(), rig.stamp(), 8, 3, 555));
        Fact.ParcelInducted fact = rig.last(Fact.ParcelInducted.class);
        assertEquals(
                List.of(8L, 3L, 555L, 7L),
                List.of(fact.trackingId(), (long) fact.induct(), (long) fact.lengthMm(), (long) fact.epoch()));
        assertEquals(1_000, fact.encoder());
    }

    @Test
    void aParcelIsGivenUpReadingWhenItHasLeftTheWindowOfTheLastStationAndTheGraceIsOver() {
        rig.induct(1);
        // 2,500 mm to the station, 400 mm of parcel, 200 mm of window, 40 ms of grace are 60 mm.
        rig.travel(3_150);
        assertEquals(0, decisions());
        rig.travel(15);
        assertEquals(Cause.NOREAD, rig.last(Fact.ParcelDecided.class).cause());
    }

    @Test
    void whatThePlcSawLeaveTheStationIsWaitedForFromThere() {
        rig.induct(1);
        rig.travel(1_500);
        rig.give(new SorterEvent.Scanned(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, 4));
        assertEquals(4, rig.last(Fact.StationLeft.class).point());
        rig.travel(60);
        assertEquals(0, decisions());
        rig.travel(15);
        assertEquals(1, decisions());
    }

    @Test
    void ofSeveralStationsTheLastIsWaitedFor() {
        stations(
                new Station(1, List.of(LineRig.SCANNER), 1_000, 200),
                new Station(2, List.of(SECOND_SCANNER), 4_000, 200));
        rig.induct(1);
        rig.travel(4_650);
        assertEquals(0, decisions());
        rig.travel(15);
        assertEquals(1, decisions());
    }

    @Test
    void aLineWithoutStationsDecidesAtTheInduct() {
        stations();
        rig.induct(1);
        assertEquals(Cause.NOREAD, rig.last(Fact.ParcelDecided.class).cause());
    }

    @Test
    void aParcelBehindOneThatIsReadIsStillGivenUpInItsTurn() {
        rig.know(LineRig.shipment("PKG-0001", "same-day"));
        rig.induct(1);
        rig.travel(705);
        rig.induct(2);
        rig.travel(2_250);
        rig.read(1, "PKG-0001");
        rig.travel(915);
        assertEquals(2, decisions());
        assertEquals(2, rig.last(Fact.ParcelDecided.class).parcel());
    }

    @Test
    void nothingIsGivenUpWhileTheBeltIsNotSeen() {
        rig.induct(1);
        rig.runUnwatched(4_000);
        assertEquals(0, decisions());
        rig.run(10);
        assertEquals(1, decisions());
    }

    @Test
    void whatTheScaleIsNotSureOfIsNotTakenAsAMeasure() {
        rig.induct(1);
        rig.give(new SorterEvent.Measured(
                LineRig.PLC,
                rig.now().nanos(),
                rig.stamp(),
                1,
                900,
                Status.UNSTABLE,
                new SorterEvent.Box(300, 200, 100),
                Status.TWO_ON_SCALE));
        Fact.ParcelMeasured fact = rig.last(Fact.ParcelMeasured.class);
        assertEquals(List.of(0, 0, 0, 0), List.of(fact.grams(), fact.lengthMm(), fact.widthMm(), fact.heightMm()));
        assertEquals(Status.UNSTABLE, fact.weightStatus());
        rig.measure(1, 900, 300, 200, 100);
        fact = rig.last(Fact.ParcelMeasured.class);
        assertEquals(
                List.of(900, 300, 200, 100), List.of(fact.grams(), fact.lengthMm(), fact.widthMm(), fact.heightMm()));
    }

    @Test
    void aMeasureAloneDecidesNothing() {
        rig.induct(1);
        rig.measure(1, 900, Status.OK);
        assertEquals(0, decisions());
    }

    @Test
    void aRequestForADestinationIsAnsweredAtOnceWithWhatIsKnown() {
        rig.induct(1);
        rig.give(new SorterEvent.DestinationRequested(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, 1, 0));
        assertEquals(List.of(12), rig.lastCommand().destinations());
    }

    @Test
    void whatIsToldOfAParcelThatIsNotThereIsIgnored() {
        int before = rig.facts.size();
        rig.give(new SorterEvent.Scanned(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, 4));
        rig.measure(1, 900, Status.OK);
        rig.give(new SorterEvent.DestinationRequested(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, 1, 0));
        rig.give(new SorterEvent.Lost(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, 1));
        rig.give(new SorterEvent.CommandAnswered(
                LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, 1, SorterEvent.Answer.ACCEPTED));
        rig.give(new SorterEvent.CommandDropped(LineRig.PLC, rig.now().nanos(), rig.stamp(), 1, "full"));
        assertEquals(before, rig.facts.size());
        assertTrue(rig.commands.isEmpty());
    }

    @Test
    void onlyParcelsOfAChangedShipmentAreDecidedAgain() {
        rig.know(LineRig.shipment("PKG-0001", "same-day"));
        rig.decide(1, "PKG-0001");
        rig.know(LineRig.shipment("PKG-0001", "next-day"));
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-0002")));
        assertEquals(1, decisions());
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-0001")));
        assertEquals(List.of(3, 4), rig.last(Fact.ParcelDecided.class).chutes());
    }
}
