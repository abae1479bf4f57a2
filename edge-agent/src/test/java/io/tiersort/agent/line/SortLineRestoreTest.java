// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Facts read back rebuild the line: nothing decided before a restart is decided differently after it. */
class SortLineRestoreTest {
    private static final int PARCELS = 60;

    @Test
    void theSameInputsGiveTheSameFactsAndCommands() {
        for (int seed = 1; seed <= 20; seed++) {
            LineRig first = play(new LineRig(), seed, 0, PARCELS);
            LineRig second = play(new LineRig(), seed, 0, PARCELS);
            assertEquals(first.facts, second.facts, "seed " + seed);
            assertEquals(first.commands, second.commands, "seed " + seed);
        }
    }

    @Test
    void everyParcelEndsOnceAndTheBalanceIsZero() {
        for (int seed = 1; seed <= 40; seed++) {
            LineRig rig = play(new LineRig(), seed, 0, PARCELS);
            rig.travel(40_000);
            List<Long> closed = rig.facts(Fact.ParcelClosed.class).stream()
                    .map(Fact.ParcelClosed::parcel)
                    .toList();
            assertEquals(closed.size(), closed.stream().distinct().count(), "seed " + seed);
            assertEquals(0, rig.balance(), "seed " + seed);
            assertEquals(0, rig.line.view(rig.now()).onSorter(), "seed " + seed);
        }
    }

    @Test
    void aDecidedParcelIsConfirmedByTheRestoredLineAsIfNothingHadHappened() {
        LineRig before = new LineRig();
        before.know(LineRig.shipment("PKG-0001", "same-day"));
        before.induct(1);
        before.travel(2_950);
        before.read(1, "PKG-0001");
        LineRig after = restored(before);
        after.session(before.lastCommand());
        after.divert(1, 1, 1);
        Fact.ParcelClosed closed = after.last(Fact.ParcelClosed.class);
        assertEquals(Outcome.SORTED, closed.outcome());
        assertEquals("PKG-0001", closed.reference());
        assertTrue(after.commands.isEmpty(), "the PLC held the command, it must not be sent again");
    }

    @Test
    void aCommandThePlcDoesNotHoldIsRepeatedUnchangedWhileItIsValid() {
        LineRig before = new LineRig();
        before.know(LineRig.shipment("PKG-0002", "same-day"));
        before.induct(2);
        before.travel(2_950);
        before.read(2, "PKG-0002");
        LineRig after = restored(before);
        after.session();
        assertEquals(List.of(before.lastCommand()), after.commands);
        assertTrue(after.facts(Fact.ParcelDecided.class).isEmpty());
    }

    @Test
    void whatThePlcHoldsButTheJournalLostStandsAndIsNotDecidedAnew() {
        LineRig before = new LineRig();
        before.know(LineRig.shipment("PKG-0003", "same-day"));
        before.induct(3);
        List<Fact> durable = List.copyOf(before.facts);
        before.travel(2_950);
        before.read(3, "PKG-0003");
        DestinationCommand lost = before.lastCommand();
        LineRig after = new LineRig();
        after.continueFrom(before);
        durable.forEach(after.line::restore);
        after.session(lost);
        assertEquals(List.of(1, 2), after.last(Fact.CommandRecovered.class).chutes());
        after.travel(4_000);
        after.read(3, "PKG-0003");
        assertTrue(after.commands.isEmpty());
        after.divert(3, 1, 1);
        assertEquals(Outcome.SORTED, after.last(Fact.ParcelClosed.class).outcome());
        assertEquals(Cause.OK, after.last(Fact.ParcelClosed.class).cause());
        assertEquals("SAME_DAY", after.last(Fact.ParcelClosed.class).tier());
    }

    @Test
    void aParcelWhoseInductIsToldOnlyAfterTheRestartKeepsTheCommandThePlcHolds() {
        LineRig before = new LineRig();
        before.know(LineRig.shipment("PKG-0005", "same-day"));
        before.induct(5);
        Fact.ParcelInducted lost = before.last(Fact.ParcelInducted.class);
        before.travel(2_950);
        before.read(5, "PKG-0005");
        LineRig after = new LineRig();
        after.continueFrom(before);
        after.session(before.lastCommand());
        again(after, lost);
        assertEquals(List.of(1, 2), after.last(Fact.CommandRecovered.class).chutes());
        assertTrue(after.commands.isEmpty(), "what was sent stands");
    }

    @Test
    void aParcelThatWentWhereAForgottenCommandSentItIsNotCalledMissorted() {
        LineRig before = new LineRig();
        before.induct(6);
        Fact.ParcelInducted lost = before.last(Fact.ParcelInducted.class);
        before.travel(20_000);
        LineRig after = new LineRig();
        after.continueFrom(before);
        after.session();
        again(after, lost);
        after.divert(6, 1, 1);
        assertEquals(Outcome.SORTED, after.last(Fact.ParcelClosed.class).outcome());
        assertEquals(List.of(1), after.last(Fact.CommandRecovered.class).chutes());
    }

    @Test
    void aParcelThatGoesElsewhereWithinASessionIsMissortedWhateverThePlcSays() {
        LineRig rig = new LineRig();
        rig.know(LineRig.shipment("PKG-0007", "same-day"));
        rig.induct(7);
        rig.travel(2_950);
        rig.read(7, "PKG-0007");
        rig.divert(7, 4, 4);
        assertEquals(Outcome.MISSORTED, rig.last(Fact.ParcelClosed.class).outcome());
    }

    @Test
    void noParcelIsCalledLostBeforeThePlcCouldTellOfIt() {
        LineRig before = new LineRig();
        before.induct(8);
        before.induct(9);
        before.travel(20_000);
        LineRig after = restored(before);
        after.runUnwatched(60_000);
        after.session();
        after.travel(1_000);
        assertTrue(after.facts(Fact.ParcelClosed.class).isEmpty());
        after.divert(8, 0, 12);
        assertEquals(Outcome.HOSPITAL, after.last(Fact.ParcelClosed.class).outcome());
        after.travel(60_000);
        assertEquals(9, after.last(Fact.ParcelClosed.class).trackingId());
        assertEquals(Outcome.LOST, after.last(Fact.ParcelClosed.class).outcome());
    }

    private static void again(LineRig rig, Fact.ParcelInducted lost) {
        rig.give(new SorterEvent.Inducted(
                LineRig.PLC,
                rig.now().nanos(),
                new SorterEvent.Stamp(7, lost.sequence(), lost.encoder(), 0),
                lost.trackingId(),
                1,
                400));
    }

    @Test
    void anEventThatThePlcSendsAgainAfterTheRestartIsTakenOnce() {
        LineRig before = new LineRig();
        before.induct(4);
        Fact.ParcelInducted known = before.last(Fact.ParcelInducted.class);
        LineRig after = restored(before);
        after.session();
        after.give(new SorterEvent.Inducted(
                LineRig.PLC,
                after.now().nanos(),
                new SorterEvent.Stamp(7, known.sequence(), known.encoder(), 0),
                4,
                1,
                400));
        assertTrue(after.facts(Fact.ParcelInducted.class).isEmpty());
        assertEquals(1, after.figures().inducted());
    }

    @Test
    void aConfirmationThatThePlcKeptForTheNextSessionClosesTheParcelThoughItIsLongPastTheEnd() {
        LineRig before = new LineRig();
        before.know(LineRig.shipment("PKG-0005", "same-day"));
        before.induct(5);
        before.travel(2_950);
        before.read(5, "PKG-0005");
        LineRig after = restored(before);
        after.line.restored();
        after.away(60_000);
        after.session();
        after.divert(5, 1, 1);
        after.travel(100);
        assertEquals(
                List.of(Outcome.SORTED),
                after.facts(Fact.ParcelClosed.class).stream()
                        .map(Fact.ParcelClosed::outcome)
                        .toList());
        assertEquals(0, after.balance());
    }

    @Test
    void aCorrectionOfAParcelClosedBeforeTheRestartIsNotCountedInTheFiguresSinceIt() {
        LineRig before = new LineRig();
        before.know(LineRig.shipment("PKG-0006", "same-day"));
        before.induct(6);
        before.travel(2_950);
        before.read(6, "PKG-0006");
        before.travel(35_000);
        assertEquals(Outcome.LOST, before.last(Fact.ParcelClosed.class).outcome());
        LineRig after = restored(before);
        after.line.restored();
        after.session();
        after.divert(6, 1, 1);
        assertEquals(Outcome.SORTED_ALT, after.last(Fact.OutcomeCorrected.class).outcome());
        assertTrue(
                after.figures().outcomes().isEmpty(), after.figures().outcomes().toString());
    }

    private static LineRig restored(LineRig before) {
        LineRig after = new LineRig();
        after.continueFrom(before);
        before.facts.forEach(after.line::restore);
        return after;
    }

    /** A seeded shift: parcels known and unknown, unread, doubled, lifted, chutes opening and closing. */
    private static LineRig play(LineRig rig, int seed, int from, int to) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        List<Long> onBelt = new ArrayList<>();
        for (int parcel = from + 1; parcel <= to; parcel++) {
            long trackingId = parcel;
            rig.know(LineRig.shipment("PKG-" + (1_000 + parcel), random.nextBoolean() ? "same-day" : "next-day"));
            rig.induct(trackingId);
            onBelt.add(trackingId);
            rig.travel(500 + random.nextInt(900));
            if (random.nextInt(6) == 0) {
                rig.chute(1 + random.nextInt(4), random.nextBoolean() ? ChuteState.FULL : ChuteState.OPEN);
            }
            if (onBelt.size() > 3) {
                act(rig, random, onBelt);
            }
        }
        return rig;
    }

    private static void act(LineRig rig, RandomGenerator random, List<Long> onBelt) {
        long trackingId = onBelt.remove(0);
        switch (random.nextInt(10)) {
            case 0 -> rig.give(new SorterEvent.Lost(LineRig.PLC, rig.now().nanos(), rig.stamp(), trackingId, 1));
            case 1 -> rig.read(trackingId);
            case 2 -> rig.read(trackingId, "PKG-9" + trackingId);
            default -> rig.read(trackingId, "PKG-" + (1_000 + trackingId));
        }
        int chute = rig.commands.stream()
                .filter(command -> command.trackingId() == trackingId)
                .reduce((earlier, later) -> later)
                .map(command -> command.destinations().get(0))
                .orElse(0);
        if (random.nextInt(8) != 0) {
            rig.divert(
                    trackingId,
                    chute,
                    chute == 0 ? 12 : chute,
                    SorterEvent.Outcome.VERIFIED,
                    chute == 0 ? SorterEvent.Cause.NO_COMMAND : SorterEvent.Cause.NONE);
        }
    }
}
