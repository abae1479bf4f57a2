// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.EventLog;
import io.tiersort.device.Health;
import io.tiersort.device.TestLoop;
import io.tiersort.device.Within;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.LinkChanged;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sim.VirtualScanner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What only a scanner does; what every driver does is in the contract tests. */
@Timeout(60)
class TunnelScannerDriverTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final List<ScannedCode> LABEL = List.of(new ScannedCode("C1", "00340123450000000017"));

    private final TestLoop line = new TestLoop();
    private final TestLoop field = new TestLoop();
    private final EventLog log = new EventLog();
    private int port;
    private @Nullable TunnelScannerDriver opened;
    private Runnable closeDriver = () -> {};
    private Runnable closeScanner = () -> {};

    @BeforeEach
    void findPort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, LOOPBACK)) {
            port = socket.getLocalPort();
        }
    }

    @AfterEach
    void close() {
        closeDriver.run();
        closeScanner.run();
        line.close();
        field.close();
    }

    @Test
    void aStampedResultNamesItsParcel() {
        VirtualScanner scanner = linked("stamp", "tracking-id", "aim", "true");
        Within.seconds(scanner.send(4711, 99, LABEL));
        Within.seconds(scanner.send(4712, 100, List.of()));
        log.awaitCount(CodesRead.class, 2);
        CodesRead read = log.only(CodesRead.class).get(0);
        assertEquals(new CodesRead("tunnel", read.at(), 4711, CodesRead.NONE, LABEL), read);
        CodesRead noRead = log.only(CodesRead.class).get(1);
        assertEquals(new CodesRead("tunnel", noRead.at(), 4712, CodesRead.NONE, List.of()), noRead);
    }

    @Test
    void resultsInSegmentsOfAnySizeArriveWhole() {
        VirtualScanner scanner = linked("stamp", "encoder", "framing", "crlf");
        for (int bytes = 1; bytes <= 12; bytes++) {
            scanner.splitWrites(bytes);
            Within.seconds(scanner.send(0, bytes, LABEL));
        }
        log.awaitCount(CodesRead.class, 12);
        assertEquals(
                List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L, 9L, 10L, 11L, 12L),
                log.only(CodesRead.class).stream().map(CodesRead::encoder).toList());
    }

    @Test
    void aWronglyStampedResultIsNotDeliveredAndTheScannerIsOffSpecUntilCleanForAMinute() {
        VirtualScanner scanner = linked("stamp", "tracking-id");
        Within.seconds(scanner.garbage(Frames.bytes("\u0002X711;A1\u0003")));
        log.awaitHealth(Health.OFF_SPEC);
        Within.seconds(scanner.send(4711, 0, LABEL));
        log.awaitCount(CodesRead.class, 1);
        assertEquals(1, log.only(CodesRead.class).size());
        assertTrue(lastReason().contains("stamp"), this::lastReason);
        line.moveClock(TimeUnit.SECONDS.toNanos(61));
        log.awaitHealth(Health.NORMAL);
    }

    @Test
    void aFewMalformedPiecesAreCountedAndMoreMakeItOffSpec() {
        VirtualScanner scanner = linked("malformed-limit", "3");
        Within.seconds(scanner.garbage(Frames.bytes("a\u0002A\u0003b\u0002B\u0003c\u0002C\u0003")));
        log.awaitCount(CodesRead.class, 3);
        assertEquals(Health.NORMAL, driver().health());
        Within.seconds(scanner.garbage(Frames.bytes("de\u0002D\u0003")));
        log.awaitHealth(Health.OFF_SPEC);
        log.awaitCount(CodesRead.class, 4);
        assertEquals(new TunnelScannerDriver.Counts(4, 4, 5, 0), line.call(driver()::counts));
    }

    @Test
    void aFloodPausesReadingAndWhatWaitedIsThrownAway() {
        VirtualScanner scanner = linked("flood-limit", "50", "flood-pause", "200ms");
        Within.seconds(scanner.garbage(frames(1_000)));
        log.awaitHealth(Health.CHECK_FUNCTION);
        assertTrue(lastReason().contains("50 frames per second"), this::lastReason);
        Within.seconds(scanner.garbage(frames(40)));
        log.awaitHealth(Health.NORMAL);
        assertEquals(50, log.only(CodesRead.class).size());
        Within.seconds(scanner.send(0, 0, LABEL));
        log.awaitCount(CodesRead.class, 51);
        assertEquals(1, line.call(driver()::counts).floods());
    }

    @Test
    void aDriverIsClosedAtOnceWhileReadingIsPaused() {
        VirtualScanner scanner = linked("flood-limit", "1", "flood-pause", "60s");
        Within.seconds(scanner.garbage(frames(100)));
        log.awaitHealth(Health.CHECK_FUNCTION);
        line.complete(driver()::close);
        assertEquals(1, log.only(CodesRead.class).size());
    }

    @Test
    void aSilentScannerIsReportedAndStaysConnected() {
        VirtualScanner scanner = linked("silence", "10min");
        line.moveClock(TimeUnit.MINUTES.toNanos(11));
        log.awaitHealth(Health.MAINTENANCE_REQUIRED);
        assertTrue(lastReason().startsWith("silent"), this::lastReason);
        Within.seconds(scanner.send(0, 0, LABEL));
        log.awaitHealth(Health.NORMAL);
        assertEquals(1, log.only(CodesRead.class).size());
        assertTrue(log.links().stream().skip(1).noneMatch(link -> link.health() == Health.FAILURE));
    }

    @Test
    void aMuteScannerSendsNothing() {
        VirtualScanner scanner = linked();
        scanner.mute(true);
        assertEquals(false, Within.seconds(scanner.send(0, 0, LABEL)));
        scanner.mute(false);
        assertEquals(true, Within.seconds(scanner.send(0, 0, List.of())));
        log.awaitCount(CodesRead.class, 1);
        assertEquals(List.of(), log.only(CodesRead.class).get(0).codes());
    }

    @Test
    void theNewestConnectionWins() throws IOException {
        open("server");
        log.await("listening", event -> event instanceof LinkChanged);
        try (Socket older = new Socket(LOOPBACK, port)) {
            older.getOutputStream().write(Frames.bytes("\u0002OLD\u0003\u0002HAL"));
            log.awaitCount(CodesRead.class, 1);
            try (Socket newer = new Socket(LOOPBACK, port)) {
                newer.getOutputStream().write(Frames.bytes("\u0002NEW\u0003"));
                log.awaitCount(CodesRead.class, 2);
                assertEquals(-1, older.getInputStream().read());
                assertEquals(Health.NORMAL, driver().health());
            }
        }
        assertEquals(List.of("OLD", "NEW"), codes());
        log.awaitHealth(Health.FAILURE);
    }

    @Test
    void aStrangerIsTurnedAway() throws IOException {
        open("server", "allow", "192.0.2.7,192.0.2.8");
        log.await("listening", event -> event instanceof LinkChanged);
        try (Socket stranger = new Socket(LOOPBACK, port)) {
            assertEquals(-1, stranger.getInputStream().read());
        }
        assertEquals(Health.FAILURE, driver().health());
    }

    @Test
    void aListedPeerMayConnect() throws IOException {
        open("server", "allow", "192.0.2.7, 127.0.0.1");
        log.await("listening", event -> event instanceof LinkChanged);
        try (Socket scanner = new Socket(LOOPBACK, port)) {
            scanner.getOutputStream().write(Frames.bytes("\u0002A1\u0003"));
            log.awaitCount(CodesRead.class, 1);
        }
    }

    @Test
    void aPortInUseIsNamedAndTakenWhenItIsFree() throws IOException {
        try (ServerSocket other = new ServerSocket(port, 1, LOOPBACK)) {
            open("server");
            log.await("a failure", event -> event instanceof LinkChanged);
            assertTrue(lastReason().contains("address=127.0.0.1:" + other.getLocalPort()), this::lastReason);
            assertTrue(lastReason().contains("choose another port"), this::lastReason);
        }
        log.await(
                "listening",
                event -> event instanceof LinkChanged link && link.reason().contains("listening on"));
        try (Socket scanner = new Socket(LOOPBACK, port)) {
            scanner.getOutputStream().write(Frames.bytes("\u0002A1\u0003"));
            log.awaitCount(CodesRead.class, 1);
        }
    }

    @Test
    void aRefusedConnectionNamesAddressAndRemedy() {
        open("client");
        log.await("a failure", event -> event instanceof LinkChanged);
        assertTrue(lastReason().contains("host=127.0.0.1, port=" + port), this::lastReason);
        assertTrue(lastReason().contains("check"), this::lastReason);
    }

    @Test
    void aStampWithoutASeparatorIsRefusedAtOnce() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class, () -> ScannerRig.format("stamp", "encoder", "separator", "none"));
        assertTrue(refused.toString().contains("set separator"), refused::toString);
    }

    private VirtualScanner linked(String... settings) {
        VirtualScanner scanner = new VirtualScanner(ScannerRig.settings("client", port, settings), field.context());
        scanner.open();
        closeScanner = () -> Within.seconds(scanner.close());
        open("client", settings);
        log.awaitHealth(Health.NORMAL);
        Within.seconds("a connected scanner", scanner::isConnected, log::all);
        return scanner;
    }

    private void open(String role, String... settings) {
        TunnelScannerDriver made = line.call(
                () -> TunnelScannerDriver.make("tunnel", ScannerRig.settings(role, port, settings), line.context()));
        opened = made;
        closeDriver = () -> line.complete(made::close);
        line.run(() -> made.open(log));
    }

    private TunnelScannerDriver driver() {
        return Objects.requireNonNull(opened, "open the driver first");
    }

    private List<String> codes() {
        return log.only(CodesRead.class).stream()
                .map(read -> read.codes().get(0).data())
                .toList();
    }

    private String lastReason() {
        List<LinkChanged> links = log.links();
        return links.get(links.size() - 1).reason();
    }

    private static byte[] frames(int count) {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (int i = 0; i < count; i++) {
            frames.writeBytes(Frames.bytes("\u0002PKG" + i + "\u0003"));
        }
        return frames.toByteArray();
    }
}
