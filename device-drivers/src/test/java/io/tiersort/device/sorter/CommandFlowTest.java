// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.Health;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.LinkChanged;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.CommandAnswered;
import io.tiersort.device.event.SorterEvent.CommandDropped;
import io.tiersort.device.event.SorterEvent.HeartbeatChanged;
import io.tiersort.device.event.SorterEvent.SessionStarted;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class CommandFlowTest {
    private static final int COMMAND_TAIL = 11;
    private static final int SPEED = 14;

    private ScriptedPlc plc;

    @BeforeEach
    void startPlc() {
        plc = ScriptedPlc.start();
    }

    @AfterEach
    void stopPlc() {
        plc.close();
    }

    @ParameterizedTest
    @CsvSource({"own, 4", "own, 1", "shared, 4", "shared, 1"})
    void aCommandIsWrittenAndAnnouncedAtOnce(String connection, String outstanding) {
        try (Rig rig = Rig.of(
                        plc.port(),
                        "command-connection",
                        connection,
                        "max-outstanding",
                        outstanding,
                        "max-outstanding-writes",
                        outstanding,
                        "poll-interval",
                        "1ms")
                .connected()) {
            rig.send(new DestinationCommand(7, 4_000_000_000L, List.of(12, 13), 900, 3, 4, 5));
            Waiting.until("the announcement", () -> plc.get(Header.COMMAND_HEAD) == 1);

            assertEquals(
                    List.of(new CommandRecord(
                            1, CommandRecord.DESTINATION, 0, 4_000_000_000L, 12, 13, 0, 3, 900, 4, 5, 7)),
                    plc.commands());
            assertEquals(connection.equals("own") ? 2 : 1, plc.connections());
        }
    }

    @Test
    void commandsThatWaitAreWrittenTogetherAndNeverAcrossTheEndOfTheRing() {
        plc.set(Header.COMMAND_HEAD, 5);
        plc.set(COMMAND_TAIL, 5);
        try (Rig rig = Rig.of(plc.port(), "max-outstanding-writes", "1").connected()) {
            rig.on(() -> IntStream.rangeClosed(1, 6).forEach(i -> rig.driver().send(command(i))));
            Waiting.until("the announcements", () -> plc.get(Header.COMMAND_HEAD) == 11);

            assertEquals(List.of(6, 7, 8, 9, 10, 11), sequences());
            assertEquals(List.of(6, 8, 11), plc.written(Header.COMMAND_HEAD));
            assertEquals(2, rig.driver().figures().coalesced());
            assertEquals(6, rig.driver().figures().commands());
        }
    }

    @Test
    void sequencesOfCommandsWrapAtTheEndOfTheNumbers() {
        int last = plc.map().commands().last();
        plc.set(Header.COMMAND_HEAD, last - 1);
        plc.set(COMMAND_TAIL, last - 1);
        try (Rig rig = Rig.of(plc.port()).connected()) {
            LongStream.rangeClosed(1, 3).forEach(i -> rig.send(command(i)));
            Waiting.until("the announcements", () -> plc.get(Header.COMMAND_HEAD) == 2);

            assertEquals(List.of(last, 1, 2), sequences());
        }
    }

    @Test
    void aRecordThatThePlcHasNotTakenIsNeverOverwritten() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            rig.on(() ->
                    IntStream.rangeClosed(1, 1_040).forEach(i -> rig.driver().send(command(i))));
            Waiting.until("a full ring", () -> plc.get(Header.COMMAND_HEAD) == 8);
            assertTrue(Waiting.holdsFor(50, () -> plc.commands().size() == 8));
            assertEquals(
                    LongStream.rangeClosed(1_029, 1_040).boxed().toList(),
                    rig.all(CommandDropped.class).stream()
                            .map(CommandDropped::trackingId)
                            .toList());

            plc.set(COMMAND_TAIL, 3);
            Waiting.until("three more", () -> plc.get(Header.COMMAND_HEAD) == 11);
            assertTrue(Waiting.holdsFor(50, () -> plc.commands().size() == 11));
            plc.set(COMMAND_TAIL, 11);
            Waiting.until("eight more", () -> plc.get(Header.COMMAND_HEAD) == 19);
            assertEquals(LongStream.rangeClosed(1, 19).boxed().toList(), trackingIds());
        }
    }

    @Test
    void aCommandThatGetsStaleWhileTheRingIsFullIsDropped() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            rig.on(() -> IntStream.rangeClosed(1, 8).forEach(i -> rig.driver().send(command(i))));
            rig.send(new DestinationCommand(7, 99, List.of(1), 500, 0, 0, 0));
            plc.setDouble(6, 501);
            CommandDropped dropped = rig.await(CommandDropped.class, drop -> true);

            assertEquals(99, dropped.trackingId());
            assertTrue(dropped.reason().startsWith("stale"), dropped.reason());
            plc.set(COMMAND_TAIL, 8);
            assertTrue(Waiting.holdsFor(50, () -> plc.commands().size() == 8));
        }
    }

    @Test
    void aCommandOfAnotherEpochOrBeyondTheWireIsDropped() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            rig.send(new DestinationCommand(6, 1, List.of(1), 900, 0, 0, 0));
            rig.send(new DestinationCommand(7, 2, List.of(65_537), 900, 0, 0, 0));
            rig.send(new DestinationCommand(7, 0, List.of(1), 900, 0, 0, 0));
            rig.awaitCount(CommandDropped.class, 3);

            List<String> reasons = rig.all(CommandDropped.class).stream()
                    .map(CommandDropped::reason)
                    .toList();
            assertEquals("other epoch: epoch=6; expected 7", reasons.get(0));
            assertTrue(reasons.get(1).contains("not a chute: found=65537"), reasons.get(1));
            assertTrue(reasons.get(2).contains("not a tracking id: found=0"), reasons.get(2));
            assertEquals(3, rig.driver().figures().drops());
            assertEquals(List.of(), plc.commands());
        }
    }

    @Test
    void theBeltIsEstimatedBetweenTwoPolls() {
        plc.set(SPEED, 60_000);
        plc.setDouble(6, 1_000);
        try (Rig rig = Rig.of(plc.port(), "poll-interval", "1s", "travel-per-count", "1")
                .connected()) {
            long polls = rig.driver().figures().polls();
            Waiting.until("a poll", () -> rig.driver().figures().polls() > polls);
            Waiting.until("a stale command", () -> {
                rig.send(new DestinationCommand(7, 5, List.of(1), 2_000_000, 0, 0, 0));
                plc.set(COMMAND_TAIL, plc.get(Header.COMMAND_HEAD));
                return rig.all(CommandDropped.class).stream()
                        .anyMatch(drop -> drop.reason().startsWith("stale"));
            });
        }
    }

    @Test
    void anAnswerOfThePlcIsReported() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            EventRecord answer =
                    new EventRecord(1, EventRecord.ACKNOWLEDGE, 0, 5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 41, 2);
            plc.put(plc.map().events().address(1), answer.encode(WordOrder.ABCD));
            plc.set(8, 1);
            CommandAnswered answered = rig.await(CommandAnswered.class, event -> true);

            assertEquals(41, answered.commandSequence());
            assertEquals(SorterEvent.Answer.TOO_LATE, answered.answer());
        }
    }

    @Test
    void commandsInTheRingAreRecoveredAfterARestartOfTheDriver() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            List<DestinationCommand> sent = LongStream.rangeClosed(1, 11)
                    .mapToObj(CommandFlowTest::command)
                    .toList();
            for (int i = 0; i < sent.size(); i++) {
                rig.send(sent.get(i));
                int announced = i + 1;
                Waiting.until("the announcement", () -> plc.get(Header.COMMAND_HEAD) == announced);
                plc.set(COMMAND_TAIL, announced);
            }
            int torn = plc.map().commands().address(6);
            plc.set(torn + 15, 77);
            plc.set(plc.map().commands().address(7) + 12, 6);
            rig.replace(plc.port());
            rig.connected();

            List<DestinationCommand> expected =
                    List.of(sent.get(3), sent.get(4), sent.get(7), sent.get(8), sent.get(9), sent.get(10));
            assertEquals(expected, rig.all(SessionStarted.class).get(0).onSorter());
            rig.send(command(12));
            Waiting.until("the announcement", () -> plc.get(Header.COMMAND_HEAD) == 12);
        }
    }

    @Test
    void nothingStaleIsWrittenAfterAReconnect() {
        try (Rig rig = Rig.of(plc.port(), "request-timeout", "300ms").connected()) {
            plc.mute(true);
            rig.on(() -> IntStream.rangeClosed(1, 12).forEach(i -> rig.driver().send(command(i))));
            rig.awaitFailure("request timed out");
            rig.send(command(50));
            plc.mute(false);
            rig.awaitCount(SessionStarted.class, 2);
            rig.send(command(60));
            Waiting.until("the announcement", () -> plc.get(Header.COMMAND_HEAD) == 1);

            assertTrue(
                    Waiting.holdsFor(100, () -> trackingIds().equals(List.of(60L))),
                    trackingIds().toString());
            assertTrue(rig.all(CommandDropped.class).stream().anyMatch(drop -> drop.trackingId() == 50));
            assertTrue(rig.all(CommandDropped.class).stream().anyMatch(drop -> drop.trackingId() == 12));
        }
    }

    @Test
    void aNewEpochVoidsTheCommandsThatWait() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            rig.on(() -> IntStream.rangeClosed(1, 10).forEach(i -> rig.driver().send(command(i))));
            Waiting.until("a full ring", () -> plc.get(Header.COMMAND_HEAD) == 8);
            plc.set(1, 8);
            SessionStarted restarted =
                    rig.await(SessionStarted.class, session -> session.stamp().epoch() == 8);

            assertEquals(List.of(), restarted.onSorter());
            assertEquals(
                    List.of(9L, 10L),
                    rig.all(CommandDropped.class).stream()
                            .map(CommandDropped::trackingId)
                            .toList());
            rig.send(command(11));
            rig.await(CommandDropped.class, drop -> drop.trackingId() == 11);
            assertEquals(1, rig.all(LinkChanged.class).size());
        }
    }

    @Test
    void aPlcWhoseBeatStandsStillGetsNoCommandUntilItMovesAgain() {
        try (Rig rig = Rig.of(plc.port(), "beat-timeout", "100ms").connected()) {
            plc.beating(false);
            rig.await(HeartbeatChanged.class, beat -> !beat.alive());
            assertEquals(Health.FAILURE, rig.driver().health());
            rig.send(command(1));
            rig.await(CommandDropped.class, drop -> drop.trackingId() == 1);

            plc.beating(true);
            rig.await(HeartbeatChanged.class, HeartbeatChanged::alive);
            rig.send(command(2));
            Waiting.until("the announcement", () -> plc.get(Header.COMMAND_HEAD) == 1);
            assertEquals(List.of(2L), trackingIds());
        }
    }

    @Test
    void theBeatOfTheHostMoves() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            Waiting.until("beats", () -> plc.written(Header.HOST_BEAT).size() >= 3);

            assertEquals(List.of(1, 2, 3), plc.written(Header.HOST_BEAT).subList(0, 3));
            assertEquals(Health.NORMAL, rig.driver().health());
        }
    }

    @Test
    void anotherWriterOfTheCommandRingEndsTheSession() {
        try (Rig rig = Rig.of(plc.port()).connected()) {
            plc.set(Header.COMMAND_HEAD, 3);
            rig.awaitFailure("the command ring has another writer: cmdHead=3");
            rig.awaitCount(SessionStarted.class, 2);
            rig.send(command(1));
            Waiting.until("the announcement", () -> plc.get(Header.COMMAND_HEAD) == 4);
        }
    }

    @Test
    void aHeadThatThePlcForgotIsTakenFromItsTail() {
        plc.set(COMMAND_TAIL, 40);
        try (Rig rig = Rig.of(plc.port()).connected()) {
            assertTrue(Waiting.holdsFor(50, () -> rig.all(LinkChanged.class).size() == 1));
            rig.send(command(1));
            Waiting.until("the announcement", () -> plc.get(Header.COMMAND_HEAD) == 41);
        }
    }

    private List<Integer> sequences() {
        return plc.commands().stream().map(CommandRecord::sequence).toList();
    }

    private List<Long> trackingIds() {
        return plc.commands().stream().map(CommandRecord::trackingId).toList();
    }

    private static DestinationCommand command(long trackingId) {
        return new DestinationCommand(7, trackingId, List.of(1, 2, 3), 100_000, 1, 2, 3);
    }
}
