// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.Health;
import io.tiersort.device.event.LinkChanged;
import io.tiersort.device.event.SorterEvent.HeartbeatChanged;
import io.tiersort.device.event.SorterEvent.SessionStarted;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultTest {
    private static final RawPlc.Conduct HONEST = (request, honest) -> honest;

    @Test
    void aPlcThatRefusesIsTriedUntilItListens() {
        int port;
        try (ScriptedPlc plc = ScriptedPlc.start()) {
            port = plc.port();
            plc.stop();
            try (Rig rig = Rig.of(port).open()) {
                rig.awaitFailure("refused");
                Waiting.until("attempts", () -> rig.driver().figures().failures() >= 3);
                assertEquals(1, rig.all(LinkChanged.class).size());
                assertEquals(Health.FAILURE, rig.driver().health());

                plc.resume(port);
                rig.awaitCount(SessionStarted.class, 1);
                assertEquals(Health.NORMAL, rig.driver().health());
            }
        }
    }

    @Test
    void aPlcThatAcceptsAndStaysMuteIsGivenUpAndTriedAgain() throws IOException {
        try (RawPlc plc = RawPlc.start((request, honest) -> null);
                Rig rig = Rig.of(plc.port(), "request-timeout", "100ms").open()) {
            rig.awaitFailure("reading registers 0..15: request timed out after 100ms");
            Waiting.until("attempts", () -> plc.accepted() >= 4);
        }
    }

    @Test
    void aPlcThatAcceptsAndClosesIsTriedAgain() throws IOException {
        AtomicBoolean closing = new AtomicBoolean(true);
        try (RawPlc plc = RawPlc.start(HONEST);
                Rig rig = Rig.of(plc.port())) {
            Thread closer = new Thread(() -> {
                while (closing.get()) {
                    plc.cut();
                    LockSupport.parkNanos(100_000);
                }
            });
            closer.start();
            rig.open();
            rig.awaitFailure("closed");
            closing.set(false);
            rig.await(LinkChanged.class, link -> link.health() == Health.NORMAL);
        }
    }

    @Test
    void anAnswerToAnotherTransactionIsNotTaken() throws IOException {
        RawPlc.Conduct wrong = (request, honest) -> {
            honest[1] = (byte) (honest[1] + 1);
            return honest;
        };
        try (RawPlc plc = RawPlc.start(wrong);
                Rig rig = Rig.of(plc.port(), "request-timeout", "100ms").open()) {
            rig.awaitFailure("request timed out");
            assertEquals(0, rig.all(SessionStarted.class).size());
        }
    }

    @Test
    void anExceptionIsNamedWithItsAddressesAndARemedy() throws IOException {
        RawPlc.Conduct refusing = (request, honest) ->
                request == 1 ? honest : new byte[] {honest[0], honest[1], 0, 0, 0, 3, honest[6], (byte) 0x83, 2};
        try (RawPlc plc = RawPlc.start(refusing);
                Rig rig = Rig.of(plc.port(), "command-slots", "4").open()) {
            rig.awaitFailure("reading registers 1000..1063: the PLC answered exception 0x02 illegal data address;"
                    + " do check the base addresses");
        }
    }

    @Test
    void anAnswerOfTheWrongLengthIsNotTaken() throws IOException {
        RawPlc.Conduct brief = (request, honest) -> {
            byte[] answer = Arrays.copyOf(honest, honest.length - 2);
            answer[5] = (byte) (answer[5] - 2);
            answer[8] = (byte) (answer[8] - 2);
            return answer;
        };
        try (RawPlc plc = RawPlc.start(brief);
                Rig rig = Rig.of(plc.port()).open()) {
            rig.awaitFailure("reading registers 0..15: got bytes=30; expected 32");
        }
    }

    @Test
    void aPlcThatGoesMuteInASessionLosesItsHeartbeatAndThenTheConnection() throws IOException {
        AtomicBoolean mute = new AtomicBoolean();
        try (RawPlc plc = RawPlc.start((request, honest) -> mute.get() ? null : honest);
                Rig rig = Rig.of(plc.port(), "beat-timeout", "100ms", "request-timeout", "400ms")
                        .connected()) {
            mute.set(true);
            rig.await(HeartbeatChanged.class, beat -> !beat.alive());
            assertEquals(1, rig.all(LinkChanged.class).size());
            rig.awaitFailure("request timed out");

            mute.set(false);
            rig.awaitCount(SessionStarted.class, 2);
            rig.await(HeartbeatChanged.class, HeartbeatChanged::alive);
        }
    }

    @Test
    void aSlowPlcIsWaitedFor() throws IOException {
        RawPlc.Conduct slow = (request, honest) -> {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(60));
            return honest;
        };
        try (RawPlc plc = RawPlc.start(slow);
                Rig rig = Rig.of(plc.port(), "max-outstanding", "1").connected()) {
            long polls = rig.driver().figures().polls();
            Waiting.until("polls", () -> rig.driver().figures().polls() >= polls + 5);
            assertEquals(1, rig.all(LinkChanged.class).size());
        }
    }

    @Test
    void garbageEndsTheConnectionAndIsSurvived() throws IOException {
        AtomicBoolean garbage = new AtomicBoolean(true);
        byte[] noise = new byte[300];
        try (RawPlc plc = RawPlc.start((request, honest) -> garbage.get() ? noise : honest);
                Rig rig = Rig.of(plc.port(), "request-timeout", "200ms").open()) {
            rig.await(LinkChanged.class, link -> link.health() == Health.FAILURE);
            garbage.set(false);
            rig.awaitCount(SessionStarted.class, 1);
        }
    }

    @Test
    void aForeignInterfaceVersionIsNamed() {
        try (ScriptedPlc plc = ScriptedPlc.start()) {
            plc.set(0, 2);
            try (Rig rig = Rig.of(plc.port()).open()) {
                rig.awaitFailure("interface version: found=2 at register 0; expected 1");
            }
        }
    }

    @Test
    void anUnknownHostIsNamed() {
        try (Rig rig = Rig.of(502, "host", "plc.invalid").open()) {
            rig.awaitFailure("do check host=plc.invalid");
        }
    }

    @Test
    void aDriverThatIsClosedWhileItConnectsStaysClosed() throws IOException {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Rig rig = Rig.of(server.getLocalPort()).open()) {
            rig.closeDriver();
            int reported = rig.events().size();
            assertTrue(Waiting.holdsFor(100, () -> rig.events().size() == reported));
        }
    }

    @Test
    void aHundredSessionsLeaveNothingBehind() {
        try (ScriptedPlc plc = ScriptedPlc.start();
                Rig rig = Rig.of(plc.port()).connected()) {
            cycle(plc, rig, 25);
            int threads = Thread.activeCount();
            cycle(plc, rig, 100);

            Waiting.until("the old connections to go", () -> plc.connections() == 2);
            assertTrue(Thread.activeCount() <= threads + 2, "threads=" + Thread.activeCount() + " before=" + threads);
            rig.closeDriver();
            Waiting.until("the last connections to go", () -> plc.connections() == 0);
            assertFalse(rig.driver().close().failed());
        }
    }

    private static void cycle(ScriptedPlc plc, Rig rig, int times) {
        for (int i = 0; i < times; i++) {
            long sessions = rig.driver().figures().sessions();
            plc.cut();
            Waiting.until("the next session", () -> rig.driver().figures().sessions() > sessions);
        }
    }
}
