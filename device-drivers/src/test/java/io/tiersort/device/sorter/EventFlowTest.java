// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.Health;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.LinkChanged;
import io.tiersort.device.event.SorterEvent.ChuteChanged;
import io.tiersort.device.event.SorterEvent.ChuteState;
import io.tiersort.device.event.SorterEvent.EncoderMoved;
import io.tiersort.device.event.SorterEvent.Inducted;
import io.tiersort.device.event.SorterEvent.LineChanged;
import io.tiersort.device.event.SorterEvent.SequenceGap;
import io.tiersort.device.event.SorterEvent.SessionStarted;
import io.tiersort.device.event.SorterEvent.Stamp;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class EventFlowTest {
    private ScriptedPlc plc;

    @BeforeEach
    void startPlc() {
        plc = ScriptedPlc.start();
    }

    @AfterEach
    void stopPlc() {
        plc.close();
    }

    @Test
    void theSessionComesBeforeItsEvents() {
        plc.append(41, 100);
        plc.append(42, 200);
        try (Rig rig = Rig.of(plc.port()).open()) {
            rig.awaitCount(Inducted.class, 2);

            List<DeviceEvent> first = rig.events().subList(0, 5);
            assertEquals(Health.NORMAL, ((LinkChanged) first.get(0)).health());
            assertEquals(7, ((SessionStarted) first.get(1)).stamp().epoch());
            assertEquals(0, ((LineChanged) first.get(2)).stamp().sequence());
            assertEquals(new Stamp(7, 1, 100, 5), ((Inducted) first.get(3)).stamp());
            assertEquals(42, ((Inducted) first.get(4)).trackingId());
            assertEquals(Health.NORMAL, rig.driver().health());
        }
    }

    @Test
    void theOtherWordOrderAndTheChuteTableAreRead() {
        try (ScriptedPlc other = ScriptedPlc.start(WordOrder.CDAB, 20)) {
            other.put(100 + 8, new ChuteRow(3, 250, 2).encode());
            other.put(100 + 19 * 8, new ChuteRow(99, 40, 0).encode());
            other.append(0x0001_0002L, 0x0003_0004L);
            try (Rig rig =
                    Rig.of(other.port(), "word-order", "CDAB", "chutes", "20").open()) {
                Inducted event = rig.await(Inducted.class, inducted -> true);
                assertEquals(0x0001_0002L, event.trackingId());
                assertEquals(0x0003_0004L, event.stamp().encoder());

                List<ChuteChanged> chutes = rig.all(ChuteChanged.class);
                assertEquals(20, chutes.size());
                assertEquals(2, chutes.get(1).chute());
                assertEquals(ChuteState.JAM, chutes.get(1).state());
                assertEquals(100, chutes.get(1).fillPercent());
                assertEquals(ChuteState.UNKNOWN, chutes.get(19).state());
                assertEquals(0, chutes.get(19).stamp().sequence());
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"120, 4", "32, 1", "125, 16"})
    void aBacklogOfAFullRingIsDrainedInOrder(String registersPerRead, String outstanding) {
        plc.startAfter(plc.map().events().last() - 20);
        for (int i = 0; i < 32; i++) {
            plc.append(i + 1, i);
        }
        try (Rig rig = Rig.of(plc.port(), "registers-per-read", registersPerRead, "max-outstanding", outstanding)
                .open()) {
            rig.awaitCount(Inducted.class, 32);

            assertEquals(LongStream.rangeClosed(1, 32).boxed().toList(), trackingIds(rig));
            assertEquals(List.of(), rig.all(SequenceGap.class));
        }
    }

    @Test
    void aLongBacklogIsReadInPartsThatFollowEachOtherAtOnce() {
        for (int i = 1; i <= 32; i++) {
            plc.append(i, i);
        }
        String[] settings = {"registers-per-read", "32", "max-outstanding", "1", "poll-interval", "1000ms"};
        try (Rig rig = Rig.of(plc.port(), settings).open()) {
            rig.awaitCount(Inducted.class, 32);
            Waiting.until("the end of the poll", () -> rig.driver().figures().polls() >= 2);

            assertEquals(LongStream.rangeClosed(1, 32).boxed().toList(), trackingIds(rig));
            long between = rig.all(Inducted.class).get(31).at()
                    - rig.all(Inducted.class).get(15).at();
            assertTrue(between < 900_000_000, "waited for the next interval: ns=" + between);
        }
    }

    @Test
    void manyTimesTheRingArrivesWithoutLossWhenThePlcWaitsForReleases() {
        try (Rig rig = Rig.of(plc.port(), "poll-interval", "1ms").connected()) {
            for (int i = 1; i <= 500; i++) {
                Waiting.until("room in the ring", () -> hasRoom());
                plc.append(i, i);
                List<Inducted> seen = rig.all(Inducted.class);
                if (!seen.isEmpty()) {
                    rig.release(seen.get(seen.size() - 1).stamp());
                }
                if (!hasRoom()) {
                    rig.awaitCount(Inducted.class, i);
                    rig.release(rig.all(Inducted.class).get(i - 1).stamp());
                }
            }
            rig.awaitCount(Inducted.class, 500);

            assertEquals(LongStream.rangeClosed(1, 500).boxed().toList(), trackingIds(rig));
            assertEquals(0, rig.driver().figures().gaps());
            assertEquals(500, rig.driver().figures().records());
        }
    }

    @Test
    void aTornRecordIsAcceptedOnceItIsWhole() {
        try (Rig rig = Rig.of(plc.port(), "poll-interval", "200ms").connected()) {
            int sequence = plc.place(9, 10);
            int copy = plc.map().events().address(sequence) + 31;
            plc.set(copy, 0);
            plc.set(8, sequence);
            long polls = rig.driver().figures().polls();
            Waiting.until("a poll", () -> rig.driver().figures().polls() >= polls + 2);
            assertEquals(List.of(), rig.all(Inducted.class));

            plc.set(copy, sequence);
            rig.awaitCount(Inducted.class, 1);
            assertEquals(List.of(), rig.all(SequenceGap.class));
        }
    }

    @Test
    void aRecordThatStaysTornIsReportedAsAGap() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            int torn = plc.place(9, 10);
            plc.set(plc.map().events().address(torn) + 31, 0);
            plc.append(10, 20);
            rig.awaitCount(Inducted.class, 1);

            SequenceGap gap = rig.all(SequenceGap.class).get(0);
            assertEquals(List.of(10L), trackingIds(rig));
            assertEquals(torn, gap.fromSequence());
            assertEquals(torn + 1, gap.toSequence());
        }
    }

    @Test
    void afterAGapTheChutesAreReadAgain() {
        try (ScriptedPlc other = ScriptedPlc.start(WordOrder.ABCD, 3);
                Rig rig = Rig.of(other.port(), "chutes", "3").connected()) {
            rig.awaitCount(ChuteChanged.class, 3);
            other.put(100 + 8, new ChuteRow(3, 100, 2).encode());
            int torn = other.place(9, 10);
            other.set(other.map().events().address(torn) + 31, 0);
            other.append(10, 20);
            rig.awaitCount(ChuteChanged.class, 6);

            assertEquals(1, rig.all(SequenceGap.class).size());
            ChuteChanged again = rig.all(ChuteChanged.class).get(4);
            assertEquals(2, again.chute());
            assertEquals(ChuteState.JAM, again.state());
            rig.awaitCount(Inducted.class, 1);
        }
    }

    @Test
    void aLappedRingIsReportedAsAGapAndTheRestIsDelivered() {
        for (int i = 1; i <= 40; i++) {
            plc.append(i, i);
        }
        try (Rig rig = Rig.of(plc.port()).open()) {
            rig.awaitCount(Inducted.class, 32);

            SequenceGap gap = rig.all(SequenceGap.class).get(0);
            assertEquals(1, gap.fromSequence());
            assertEquals(9, gap.toSequence());
            assertEquals(LongStream.rangeClosed(9, 40).boxed().toList(), trackingIds(rig));
        }
    }

    @Test
    void theEncoderGoesOnBeyondThirtyTwoBits() {
        plc.setDouble(6, 0xFFFF_FFF0L);
        try (Rig rig = Rig.of(plc.port()).connected()) {
            plc.append(1, 0xFFFF_FFF8L);
            plc.append(2, 8);
            rig.awaitCount(Inducted.class, 2);
            plc.setDouble(6, 500);
            EncoderMoved moved = rig.await(EncoderMoved.class, event -> true);

            assertEquals(0xFFFF_FFF8L, rig.all(Inducted.class).get(0).stamp().encoder());
            assertEquals(0x1_0000_0008L, rig.all(Inducted.class).get(1).stamp().encoder());
            assertEquals(0x1_0000_01F4L, moved.stamp().encoder());
        }
    }

    @Test
    void nothingIsReleasedBeforeItIsAskedFor() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            for (int i = 1; i <= 5; i++) {
                plc.append(i, i);
            }
            rig.awaitCount(Inducted.class, 5);
            assertTrue(Waiting.holdsFor(50, () -> plc.get(Header.EVENT_TAIL) == 0));

            rig.release(new Stamp(6, 4, 0, 0));
            rig.release(new Stamp(7, 9, 0, 0));
            rig.release(new Stamp(7, 0, 0, 0));
            rig.release(new Stamp(7, 3, 0, 0));
            rig.release(new Stamp(7, 2, 0, 0));
            Waiting.until("the release", () -> plc.get(Header.EVENT_TAIL) == 3);
            assertTrue(Waiting.holdsFor(50, () -> plc.get(Header.EVENT_TAIL) == 3));
            assertEquals(List.of(3), plc.written(Header.EVENT_TAIL));
        }
    }

    @Test
    void releasesWaitTogetherWhileOneIsBeingWritten() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            for (int i = 1; i <= 30; i++) {
                plc.append(i, i);
            }
            rig.awaitCount(Inducted.class, 30);
            rig.on(() -> {
                for (int i = 1; i <= 30; i++) {
                    rig.driver().release(new Stamp(7, i, 0, 0));
                }
            });
            Waiting.until("the release", () -> plc.get(Header.EVENT_TAIL) == 30);
            assertEquals(List.of(1, 30), plc.written(Header.EVENT_TAIL));
        }
    }

    @Test
    void unreleasedEventsComeAgainAfterARestartOfTheDriver() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            for (int i = 1; i <= 5; i++) {
                plc.append(i, i);
            }
            rig.awaitCount(Inducted.class, 5);
            rig.release(rig.all(Inducted.class).get(1).stamp());
            Waiting.until("the release", () -> plc.get(Header.EVENT_TAIL) == 2);
            rig.replace(plc.port());
            rig.open();
            rig.awaitCount(Inducted.class, 3);

            assertEquals(List.of(3L, 4L, 5L), trackingIds(rig));
        }
    }

    @Test
    void eventsAreNotRepeatedAfterALostConnectionAndReleasesAreMadeUpFor() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            plc.append(1, 1);
            plc.append(2, 2);
            rig.awaitCount(Inducted.class, 2);
            plc.mute(true);
            plc.cut();
            rig.await(LinkChanged.class, link -> link.health() == Health.FAILURE);
            rig.release(rig.all(Inducted.class).get(1).stamp());
            plc.append(3, 3);
            plc.mute(false);
            plc.cut();
            rig.awaitCount(Inducted.class, 3);

            assertEquals(List.of(1L, 2L, 3L), trackingIds(rig));
            Waiting.until("the release", () -> plc.get(Header.EVENT_TAIL) == 2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 5, 65_504})
    void aNewEpochStartsOverWhereThePlcSays(int sequence) {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            for (int i = 1; i <= 5; i++) {
                plc.append(i, 1_000 + i);
            }
            rig.awaitCount(Inducted.class, 5);
            plc.startAfter(sequence);
            plc.setDouble(6, 3);
            plc.set(1, 8);
            rig.await(SessionStarted.class, session -> session.stamp().epoch() == 8);
            plc.append(77, 4);
            Inducted event = rig.await(Inducted.class, inducted -> inducted.trackingId() == 77);

            assertEquals(new Stamp(8, plc.map().events().next(sequence), 4, 5), event.stamp());
            assertEquals(6, rig.all(Inducted.class).size());
            assertEquals(1, rig.all(LinkChanged.class).size());
        }
    }

    @Test
    void aBeltThatRunsIsReported() {
        try (Rig rig = Rig.of(plc.port(), "encoder-step", "1000000").connected()) {
            plc.setDouble(6, 40);
            rig.await(EncoderMoved.class, event -> event.stamp().encoder() == 40);
            plc.set(14, 1_500);
            rig.await(EncoderMoved.class, event -> event.speedMmPerSecond() == 1_500);
        }
    }

    private boolean hasRoom() {
        return plc.map().events().ahead(plc.get(Header.EVENT_TAIL), plc.get(8)) < 32;
    }

    private static List<Long> trackingIds(Rig rig) {
        return rig.all(Inducted.class).stream().map(Inducted::trackingId).toList();
    }
}
