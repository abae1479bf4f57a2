// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.LinkChanged;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every driver does, whatever it drives, against a real peer on the loopback. A driver's test subclasses this and
 * says how to make the driver and its peer.
 */
@Timeout(60)
public abstract class DriverContractTest {
    private static final String DEVICE = "device-1";
    private static final Duration PROMPT = Duration.ofSeconds(2);
    private static final int FILE_HANDLES_OF_THE_JVM = 20;

    private final TestLoop line = new TestLoop();
    private final TestLoop field = new TestLoop();
    private final List<Peer> peers = new ArrayList<>();
    private final List<Driver> drivers = new ArrayList<>();

    /** The device at the other end. All methods may be called on the test's thread and return when done. */
    public interface Peer {
        /** Becomes reachable and behaves; from anything but started. */
        void start();

        /** Becomes unreachable and cuts its connection. */
        void stop();

        /** Instead of starting: ends every connection as soon as it is there, until stopped. */
        void slam();

        /** Reports something that the driver turns into an event; false without a connection. */
        boolean report();

        /** Ends the connection in the middle of a report, and stays started. */
        void breakOff();

        /** Sends a lot of senseless bytes; returns without waiting for the driver to read them. */
        void flood();
    }

    /** A driver for the peer at this port, with short back-offs. Called on the loop of the context. */
    protected abstract Driver driver(String device, int port, DeviceContext context);

    /** A peer at this port, not yet started. */
    protected abstract Peer peer(int port, DeviceContext context);

    /** A port of this machine that is free now. */
    protected static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        for (Driver driver : drivers) {
            line.complete(driver::close);
        }
        peers.forEach(Peer::stop);
        line.close();
        field.close();
    }

    @Test
    void anOpenDriverDeliversWhatThePeerReportsOnTheLoop() {
        int port = freePort();
        Peer peer = started(port);
        EventLog log = new EventLog();
        Driver driver = opened(port, log);
        log.awaitHealth(Health.NORMAL);
        reportUntilHeard(peer, log);
        assertEquals(Health.NORMAL, driver.health());
        assertEquals(DEVICE, driver.device());
        assertTrue(log.all().stream().allMatch(event -> event.device().equals(DEVICE)));
        assertEquals(1, log.threads().size());
        assertTrue(log.threads().contains(line.call(Thread::currentThread)));
        assertInOrder(log.all());
    }

    @Test
    void aDriverThatCameFirstSaysWhyItWaitsAndFindsThePeerLater() {
        int port = freePort();
        EventLog log = new EventLog();
        Driver driver = opened(port, log);
        log.await("a failure", event -> event instanceof LinkChanged);
        assertEquals(Health.FAILURE, driver.health());
        assertFalse(log.links().get(0).reason().isBlank());
        Peer peer = started(port);
        log.awaitHealth(Health.NORMAL);
        reportUntilHeard(peer, log);
    }

    @Test
    void aLostPeerIsReportedAndFoundAgain() {
        int port = freePort();
        Peer peer = started(port);
        EventLog log = new EventLog();
        Driver driver = opened(port, log);
        for (int i = 0; i < 3; i++) {
            log.awaitHealth(Health.NORMAL);
            peer.stop();
            log.awaitHealth(Health.FAILURE);
            assertEquals(Health.FAILURE, driver.health());
            peer.start();
        }
        log.awaitHealth(Health.NORMAL);
        reportUntilHeard(peer, log);
    }

    @Test
    void aPeerThatEndsEachConnectionAtOnceIsTriedUntilItBehaves() {
        int port = freePort();
        Peer peer = peer(port, field.context());
        peers.add(peer);
        peer.slam();
        EventLog log = new EventLog();
        opened(port, log);
        log.await("a failure", event -> event instanceof LinkChanged link && link.health() == Health.FAILURE);
        peer.stop();
        peer.start();
        log.awaitHealth(Health.NORMAL);
        reportUntilHeard(peer, log);
    }

    @Test
    void aReportCutInTheMiddleDoesNotSpoilTheNext() {
        int port = freePort();
        Peer peer = started(port);
        EventLog log = new EventLog();
        opened(port, log);
        for (int i = 0; i < 5; i++) {
            log.awaitHealth(Health.NORMAL);
            reportUntilHeard(peer, log);
            int links = log.links().size();
            peer.breakOff();
            Within.seconds("the loss and the new link", () -> log.links().size() >= links + 2, log::all);
        }
        log.awaitHealth(Health.NORMAL);
        reportUntilHeard(peer, log);
    }

    @Test
    void aClosedDriverIsQuietForEver() {
        int port = freePort();
        Peer peer = started(port);
        EventLog log = new EventLog();
        Driver driver = opened(port, log);
        log.awaitHealth(Health.NORMAL);
        line.complete(driver::close);
        int heard = log.all().size();
        line.complete(driver::close);
        peer.report();
        EventLog next = new EventLog();
        opened(port, next);
        next.awaitHealth(Health.NORMAL);
        reportUntilHeard(peer, next);
        assertEquals(heard, log.all().size(), () -> "reported after close: " + log.all());
    }

    @Test
    void aPeerServesOneDriverAfterTheOther() {
        int port = freePort();
        Peer peer = started(port);
        for (int i = 0; i < 5; i++) {
            EventLog log = new EventLog();
            Driver driver = opened(port, log);
            log.awaitHealth(Health.NORMAL);
            reportUntilHeard(peer, log);
            line.complete(driver::close);
        }
    }

    @Test
    void aDriverClosedBesideASilentPeerEndsAtOnce() {
        int port = freePort();
        started(port);
        EventLog log = new EventLog();
        Driver driver = opened(port, log);
        log.awaitHealth(Health.NORMAL);
        long start = System.nanoTime();
        line.complete(driver::close);
        assertTrue(System.nanoTime() - start < PROMPT.toNanos());
    }

    @Test
    void openingAndClosingAtAnyMomentLeaksNoSocket() {
        int port = freePort();
        Peer peer = started(port);
        long before = fileHandles();
        for (int i = 0; i < 200; i++) {
            if (i == 100) {
                peer.stop();
            }
            Driver driver = line.call(() -> driver(DEVICE, port, line.context()));
            EventLog log = new EventLog();
            line.run(() -> driver.open(log));
            if (i % 5 == 0 && i < 100) {
                log.awaitHealth(Health.NORMAL);
            }
            line.complete(driver::close);
        }
        Within.seconds(
                "about " + before + " file handles",
                () -> fileHandles() <= before + FILE_HANDLES_OF_THE_JVM,
                DriverContractTest::fileHandles);
    }

    @Test
    void aFloodOfGarbageDoesNotHoldUpAnotherDriverOnTheLoop() {
        int floodedPort = freePort();
        int quietPort = freePort();
        assertNotEquals(floodedPort, quietPort);
        Peer flooding = started(floodedPort);
        Peer quiet = started(quietPort);
        EventLog flooded = new EventLog();
        EventLog log = new EventLog();
        opened(floodedPort, flooded);
        opened(quietPort, log);
        flooded.awaitHealth(Health.NORMAL);
        log.awaitHealth(Health.NORMAL);
        for (int i = 0; i < 20; i++) {
            flooding.flood();
            long start = System.nanoTime();
            reportUntilHeard(quiet, log);
            long took = System.nanoTime() - start;
            assertTrue(took < PROMPT.toNanos(), () -> "a report beside a flood took " + took + " ns");
        }
    }

    private Peer started(int port) {
        Peer peer = peer(port, field.context());
        peers.add(peer);
        peer.start();
        return peer;
    }

    private Driver opened(int port, EventLog log) {
        Driver driver = line.call(() -> driver(DEVICE, port, line.context()));
        drivers.add(driver);
        line.run(() -> driver.open(log));
        return driver;
    }

    private static void reportUntilHeard(Peer peer, EventLog log) {
        long before = log.reports();
        Within.seconds("a connection to report on", peer::report, log::all);
        Within.seconds("a report", () -> log.reports() > before, log::all);
    }

    private static void assertInOrder(List<DeviceEvent> events) {
        for (int i = 1; i < events.size(); i++) {
            assertTrue(events.get(i - 1).at() <= events.get(i).at(), events::toString);
        }
    }

    private static long fileHandles() {
        String[] handles = new File("/proc/self/fd").list();
        return handles == null ? 0 : handles.length;
    }
}
