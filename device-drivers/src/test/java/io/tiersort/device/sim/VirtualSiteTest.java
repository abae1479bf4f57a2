// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.event.SorterEvent.Answer;
import io.tiersort.device.event.SorterEvent.Cause;
import io.tiersort.device.event.SorterEvent.ChuteState;
import io.tiersort.device.event.SorterEvent.Outcome;
import io.tiersort.device.event.SorterEvent.Status;
import io.tiersort.device.sim.SiteLedger.Ending;
import io.tiersort.device.sorter.EventRecord;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VirtualSiteTest {
    private final ScriptedHost host = new ScriptedHost();

    private VirtualSite site(SiteModel model, FaultMix faults, int parcels) {
        VirtualSite site =
                new VirtualSite(model, faults, Sites.parcels(parcels), Sites.MAP, Map.of(Sites.STATION, host), 42);
        host.connect(site);
        return site;
    }

    private VirtualSite line(int parcels) {
        return site(Sites.line(), FaultMix.none(), parcels);
    }

    private static VirtualSite drained(ScriptedHost host, VirtualSite site) {
        assertTrue(host.drain(600), "still on the line: " + site.ledger().totals());
        assertEquals(0, site.ledger().totals().massBalance());
        assertEquals(0, site.ledger().totals().misdiverts());
        return site;
    }

    @Test
    void aCommandedParcelFallsIntoItsChuteAndIsVerified() {
        VirtualSite site = drained(host, line(1));
        EventRecord divert = host.divert(1);
        assertEquals(2, divert.commanded());
        assertEquals(2, divert.actual());
        assertEquals(WireValue.of(Outcome.VERIFIED), divert.outcome());
        assertEquals(WireValue.of(Cause.NONE), divert.cause());
        SiteLedger.Entry truth = site.ledger().byTrackingId(1, 1).orElseThrow();
        assertEquals(Ending.IN_CHUTE, truth.ending());
        assertEquals(2, truth.chute());
        assertEquals(List.of(2), site.ledger().commandedFor(1, 1));
    }

    @Test
    void eventsOfAParcelComeInTheOrderOfTheLine() {
        drained(host, line(1));
        assertEquals(
                List.of(
                        EventRecord.INDUCT,
                        EventRecord.SCAN,
                        EventRecord.ACKNOWLEDGE,
                        EventRecord.MEASURE,
                        EventRecord.DIVERT),
                host.events.stream().map(EventRecord::type).toList());
        EventRecord induct = host.events.get(0);
        EventRecord scan = host.events.get(1);
        assertEquals(400, induct.length(), 1);
        assertEquals(2_400.0 * 1_000 / 300, (double) (scan.encoder() - induct.encoder()), 2);
        EventRecord measure = host.of(EventRecord.MEASURE).get(0);
        assertEquals(750, measure.grams());
        assertEquals(WireValue.of(Status.OK), measure.weightStatus());
        assertEquals(List.of(new ScannedCode("C0", "P1")), host.reads.get(1L));
    }

    @Test
    void aParcelWithoutACommandGoesToTheHospital() {
        host.destinations = scan -> ScriptedHost.NEVER;
        VirtualSite site = drained(host, line(3));
        EventRecord divert = host.divert(2);
        assertEquals(0, divert.commanded());
        assertEquals(Sites.HOSPITAL, divert.actual());
        assertEquals(WireValue.of(Cause.NO_COMMAND), divert.cause());
        assertEquals(Map.of(Sites.HOSPITAL, 3L), site.ledger().totals().perChute());
    }

    @Test
    void noDivertIsActedOnAfterTheHostFellSilent() {
        VirtualSite site = line(1);
        host.run(3.5);
        assertEquals(1, host.of(EventRecord.ACKNOWLEDGE).size());
        host.beats = false;
        host.run(0.6);
        host.beats = true;
        drained(host, site);
        EventRecord divert = host.divert(1);
        assertEquals(0, divert.commanded());
        assertEquals(Sites.HOSPITAL, divert.actual());
        assertEquals(WireValue.of(Cause.HOST_SILENT), divert.cause());
    }

    @Test
    void aCommandWrittenDuringTheSilenceIsNotActedOnWhenTheBeatReturns() {
        host.destinations = scan -> ScriptedHost.NEVER;
        VirtualSite site = line(1);
        host.run(2);
        host.beats = false;
        host.run(0.6);
        host.command(1, 1_000_000, 4);
        host.run(0.1);
        host.beats = true;
        drained(host, site);
        assertEquals(
                WireValue.of(Answer.TOO_LATE),
                host.of(EventRecord.ACKNOWLEDGE).get(0).value());
        assertEquals(Sites.HOSPITAL, host.divert(1).actual());
    }

    @Test
    void aNewCommandAfterTheSilenceIsAccepted() {
        host.destinations = scan -> ScriptedHost.NEVER;
        VirtualSite site = line(1);
        host.run(2);
        host.beats = false;
        host.run(0.6);
        host.beats = true;
        host.run(0.05);
        host.command(1, 1_000_000, 4);
        drained(host, site);
        assertEquals(4, host.divert(1).actual());
    }

    @Test
    void wrongCommandsAreAnsweredWithTheReason() {
        host.destinations = scan -> ScriptedHost.NEVER;
        line(1);
        host.run(2);
        long encoder = host.header().encoder();
        host.command(77, encoder + 9_000, 1);
        host.command(1, encoder - 1, 1);
        host.command(1, encoder + 9_000, 8);
        host.write(new DestinationCommand(5, 1, List.of(1), encoder + 9_000, 0, 0, 0));
        host.command(1, encoder + 9_000, 3);
        host.command(1, encoder + 9_000, 3);
        host.run(0.1);
        assertEquals(
                List.of(
                        WireValue.of(Answer.UNKNOWN_TRACKING_ID),
                        WireValue.of(Answer.TOO_LATE),
                        WireValue.of(Answer.DESTINATION_DISABLED),
                        WireValue.of(Answer.WRONG_EPOCH),
                        WireValue.of(Answer.ACCEPTED),
                        WireValue.of(Answer.ACCEPTED)),
                host.of(EventRecord.ACKNOWLEDGE).stream()
                        .map(EventRecord::value)
                        .toList());
    }

    @Test
    void aChangedDestinationReplacesTheFirstUntilTheDecisionPoint() {
        host.destinations = scan -> 1;
        VirtualSite site = line(1);
        host.run(3.5);
        host.command(1, 1_000_000, 3);
        drained(host, site);
        assertEquals(3, host.divert(1).actual());
    }

    @Test
    void aCommandBehindEveryDecisionPointIsTooLate() {
        host.destinations = scan -> ScriptedHost.NEVER;
        VirtualSite site = line(1);
        while (site.nanos() < 8 * Sites.SECOND) {
            host.run(0.1);
        }
        host.command(1, 1_000_000, 1);
        drained(host, site);
        assertEquals(
                WireValue.of(Answer.TOO_LATE),
                host.of(EventRecord.ACKNOWLEDGE).get(0).value());
        assertEquals(WireValue.of(Cause.COMMAND_LATE), host.divert(1).cause());
        assertEquals(Sites.HOSPITAL, host.divert(1).actual());
    }

    @Test
    void aTornCommandIsNotTakenUntilItIsWhole() {
        host.destinations = scan -> ScriptedHost.NEVER;
        VirtualSite site = line(1);
        host.run(2);
        byte[] head = {0, 1};
        assertTrue(site.image().hostWrite(10, head));
        host.run(0.1);
        assertEquals(0, host.header().commandTail());
        assertTrue(site.image().hostWrite(10, new byte[2]));
        host.command(1, 1_000_000, 2);
        host.run(0.1);
        assertEquals(1, host.header().commandTail());
    }

    @Test
    void aFullChuteSendsTheParcelToItsAlternateAndSaysWhy() {
        host.destinations = scan -> ScriptedHost.NEVER;
        VirtualSite site = line(1);
        site.fillChute(1, 60 * Sites.SECOND);
        host.run(3);
        assertTrue(host.of(EventRecord.CHUTE).stream()
                .anyMatch(event -> event.point() == 1 && event.detail() == WireValue.of(ChuteState.FULL)));
        host.command(1, 1_000_000, 1, 4);
        drained(host, site);
        assertEquals(4, host.divert(1).actual());
        assertEquals(4, host.divert(1).commanded());
        assertEquals(WireValue.of(Cause.CHUTE_FULL), host.divert(1).cause());
    }

    @Test
    void aJammedChuteSendsTheParcelToTheHospital() {
        host.destinations = scan -> 1;
        VirtualSite site = line(1);
        site.jamChute(1, 60 * Sites.SECOND);
        drained(host, site);
        assertEquals(Sites.HOSPITAL, host.divert(1).actual());
        assertEquals(0, host.divert(1).commanded());
        assertEquals(WireValue.of(Cause.CHUTE_JAM), host.divert(1).cause());
    }

    @Test
    void aLockedChuteTakesNothing() {
        host.destinations = scan -> 1;
        VirtualSite site = line(1);
        site.lockChute(1, true);
        drained(host, site);
        assertEquals(WireValue.of(Cause.CHUTE_LOCKED), host.divert(1).cause());
    }

    @Test
    void aChuteFillsIsReportedFullAndOpensAgainOnceEmptied() {
        host.destinations = scan -> 2;
        SiteModel model = Sites.line(Sites.line().host(), 4, 0);
        VirtualSite site = drained(host, site(model, FaultMix.none(), 30));
        List<Integer> states = host.of(EventRecord.CHUTE).stream()
                .filter(event -> event.point() == 2)
                .map(EventRecord::detail)
                .toList();
        assertTrue(states.contains(WireValue.of(ChuteState.HALF_FULL)), states.toString());
        int full = states.indexOf(WireValue.of(ChuteState.FULL));
        assertTrue(full >= 0, states.toString());
        assertTrue(states.lastIndexOf(WireValue.of(ChuteState.OPEN)) > full, states.toString());
        assertTrue(site.ledger().totals().perChute().getOrDefault(2, 0L) > 4);
        assertTrue(site.ledger().totals().perChute().getOrDefault(Sites.HOSPITAL, 0L) > 0);
    }

    @Test
    void aParcelTakenOffTheBeltIsLost() {
        host.destinations = scan -> 4;
        VirtualSite site = drained(host, site(Sites.line(), FaultMix.none().with(Fault.LIFT_OFF, 1), 20));
        assertEquals(
                20,
                host.of(EventRecord.LOST).size() + host.of(EventRecord.DIVERT).size());
        assertTrue(host.of(EventRecord.LOST).size() > 5);
        assertTrue(site.ledger().totals().removed() > 5);
    }

    @Test
    void aParcelAddedByHandIsAStrayAndGoesToTheHospital() {
        VirtualSite site = drained(host, site(Sites.line(), FaultMix.none().with(Fault.ADDED_BY_HAND, 0.3), 40));
        List<SiteLedger.Entry> added = site.ledger().entries().stream()
                .filter(SiteLedger.Entry::byHand)
                .filter(entry -> !entry.identities().isEmpty())
                .toList();
        assertFalse(added.isEmpty());
        assertFalse(host.of(EventRecord.STRAY).isEmpty());
        for (SiteLedger.Entry entry : added) {
            assertTrue(entry.chute() == Sites.HOSPITAL || entry.chute() == Sites.END, entry.toString());
        }
    }

    @Test
    void touchingParcelsBothGoToTheDefaultDestination() {
        VirtualSite site = drained(host, site(Sites.line(), FaultMix.none().with(Fault.TOUCHING, 1), 10));
        assertEquals(Map.of(Sites.HOSPITAL, 10L), site.ledger().totals().perChute());
        assertTrue(host.of(EventRecord.DIVERT).stream()
                .anyMatch(event -> event.cause() == WireValue.of(Cause.LENGTH_CHANGE)));
    }

    @Test
    void looseTapeIsNoParcelOfItsOwn() {
        VirtualSite site = drained(host, site(Sites.line(), FaultMix.none().with(Fault.DOUBLE_TRIGGER, 1), 5));
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L),
                host.of(EventRecord.INDUCT).stream()
                        .map(EventRecord::trackingId)
                        .toList());
        assertEquals(0, host.of(EventRecord.LOST).size());
        assertEquals(5, site.ledger().totals().inducted());
        assertTrue(host.of(EventRecord.DIVERT).stream()
                .noneMatch(event -> event.cause() == WireValue.of(Cause.GAP_ERROR)));
    }

    @Test
    void aSlippingParcelIsFollowedOrSentToTheHospitalButNeverMisdiverted() {
        VirtualSite site = drained(host, site(Sites.line(), FaultMix.none().with(Fault.SLIP, 1), 60));
        assertEquals(60, site.ledger().totals().inducted());
        assertTrue(host.of(EventRecord.LOST).size() > 0);
        assertTrue(site.ledger().totals().perChute().getOrDefault(1, 0L) > 0);
    }

    @Test
    void anEmergencyStopFlushesTheBelt() {
        VirtualSite site = line(3);
        host.run(4.5);
        site.emergencyStop(5 * Sites.SECOND);
        host.run(1);
        assertEquals(VirtualPlc.ABORTED, host.header().packMlState());
        assertEquals(0, host.header().speed());
        long encoder = host.header().encoder();
        host.run(1);
        assertEquals(encoder, host.header().encoder());
        drained(host, site);
        assertEquals(WireValue.of(Outcome.FLUSHED), host.divert(1).outcome());
        assertEquals(Sites.HOSPITAL, host.divert(1).actual());
    }

    @Test
    void aRestartedPlcFlushesWhatItFindsAsStraysOfANewEpoch() {
        VirtualSite site = line(2);
        host.run(4.5);
        int before = host.of(EventRecord.DIVERT).size();
        site.restartPlc();
        host.run(4);
        assertEquals(2, host.header().epoch());
        drained(host, site);
        List<EventRecord> after = host.of(EventRecord.DIVERT)
                .subList(before, host.of(EventRecord.DIVERT).size());
        assertFalse(after.isEmpty());
        for (EventRecord divert : after) {
            assertEquals(WireValue.of(Outcome.FLUSHED), divert.outcome());
        }
        assertEquals(Map.of(Sites.HOSPITAL, 2L), site.ledger().totals().perChute());
    }

    @Test
    void aReleaseOfTheOldEpochIsIgnored() {
        VirtualSite site = line(1);
        host.run(2);
        site.restartPlc();
        host.run(4);
        host.releases = false;
        host.run(0.02);
        int tail = host.header().eventTail();
        assertTrue(site.image().hostWrite(9, new byte[] {0, (byte) 200}));
        host.run(0.02);
        assertEquals(tail, host.header().eventTail());
    }

    @Test
    void commandsOfTheOldEpochAreRefused() {
        VirtualSite site = line(1);
        host.run(2);
        site.restartPlc();
        host.run(4);
        host.write(new DestinationCommand(1, 1, List.of(4), 1_000_000, 0, 0, 0));
        drained(host, site);
        EventRecord answer = host.of(EventRecord.ACKNOWLEDGE)
                .get(host.of(EventRecord.ACKNOWLEDGE).size() - 1);
        assertEquals(WireValue.of(Answer.WRONG_EPOCH), answer.value());
    }

    @Test
    void theInductClosesAfterACountOrATime() {
        VirtualSite counted = line(1_000);
        counted.stopInductingAfter(7);
        assertEquals(7, drained(host, counted).ledger().totals().inducted());
        ScriptedHost other = new ScriptedHost();
        VirtualSite timed = new VirtualSite(
                Sites.line(), FaultMix.none(), Sites.parcels(1_000), Sites.MAP, Map.of(Sites.STATION, other), 42);
        other.connect(timed);
        timed.stopInductingAfter(Duration.ofSeconds(30));
        long inducted = drained(other, timed).ledger().totals().inducted();
        assertTrue(inducted > 12 && inducted < 40, "inducted in 30 s at 3000/h: " + inducted);
    }

    @Test
    void repeatedSequencesAreShownForAMomentAndNothingIsLost() {
        VirtualSite site = line(1);
        host.releases = false;
        host.run(2);
        int head = host.header().eventHead();
        assertTrue(head >= 2);
        site.repeatEvents(1);
        host.run(0.01);
        assertEquals(head - 1, host.header().eventHead());
        host.run(0.05);
        assertEquals(head, host.header().eventHead());
    }

    @Test
    void onALoopAParcelWithoutACommandGoesRoundAndThenToTheHospital() {
        host.destinations = scan -> ScriptedHost.NEVER;
        drained(host, site(Sites.loop(2), FaultMix.none(), 4));
        List<EventRecord> diverts = host.of(EventRecord.DIVERT).stream()
                .filter(event -> event.trackingId() == 1)
                .toList();
        assertEquals(
                List.of(
                        WireValue.of(Outcome.RECIRCULATED),
                        WireValue.of(Outcome.RECIRCULATED),
                        WireValue.of(Outcome.VERIFIED)),
                diverts.stream().map(EventRecord::outcome).toList());
        assertEquals(2, diverts.get(2).lap());
        assertEquals(Sites.HOSPITAL, diverts.get(2).actual());
    }

    @Test
    void onALoopAParcelIsScannedAndSortedInALaterLap() {
        host.destinations = scan -> scan.lap() == 0 ? ScriptedHost.NEVER : 3;
        VirtualSite site = drained(host, site(Sites.loop(3), FaultMix.none(), 20));
        assertEquals(Map.of(3, 20L), site.ledger().totals().perChute());
        assertEquals(40, host.of(EventRecord.SCAN).size());
    }

    @Test
    void aThirtyTwoBitEncoderMayWrap() {
        SiteModel model = Sites.line(Sites.line().host(), 0, 0xFFFF_FFFFL - 20_000);
        VirtualSite site = drained(host, site(model, FaultMix.none(), 8));
        assertTrue(host.header().encoder() < 1_000_000_000L);
        assertEquals(2L, site.ledger().totals().perChute().getOrDefault(1, 0L));
    }

    @Test
    void eventsWaitForAHostThatDoesNotRelease() {
        VirtualSite site = line(100);
        host.releases = false;
        host.run(120);
        assertEquals(256, host.header().eventHead());
        host.releases = true;
        drained(host, site);
        assertEquals(100, host.of(EventRecord.INDUCT).size());
        assertEquals(0, site.lostEvents());
        assertTrue(host.gaps.isEmpty());
    }

    @Test
    void eventsBeyondTheMemoryOfThePlcAreLostAndTheirSequencesSkipped() {
        SiteModel model = Sites.line(new SiteModel.Host(Duration.ofMillis(500), true, false, 10), 0, 0);
        VirtualSite site = site(model, FaultMix.none(), 100);
        host.releases = false;
        host.run(120);
        host.releases = true;
        assertTrue(host.drain(600));
        assertTrue(site.lostEvents() > 0);
        assertEquals(site.lostEvents(), host.gaps.size());
    }

    @Test
    void aPlcThatDoesNotAnswerStillActs() {
        SiteModel model = Sites.line(new SiteModel.Host(Duration.ofMillis(500), false, true, 1_000), 0, 0);
        VirtualSite site = drained(host, site(model, FaultMix.none(), 4));
        assertTrue(host.of(EventRecord.ACKNOWLEDGE).isEmpty());
        assertEquals(4, host.of(EventRecord.DESTINATION_REQUEST).size());
        assertEquals(Map.of(1, 1L, 2, 1L, 3, 1L, 4, 1L), site.ledger().totals().perChute());
    }

    @Test
    void aStoppedBeatAndSkippedSequencesShowInTheRegisters() {
        VirtualSite site = line(2);
        host.run(1);
        site.stopBeat(true);
        host.run(0.1);
        int beat = host.header().plcBeat();
        host.run(1);
        assertEquals(beat, host.header().plcBeat());
        site.stopBeat(false);
        host.run(0.1);
        assertTrue(host.header().plcBeat() != beat);
        site.skipSequences(3);
        drained(host, site);
        assertEquals(3, host.gaps.size());
    }
}
