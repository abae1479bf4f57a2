// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.DeviceContext;
import io.tiersort.device.NanoClock;
import io.tiersort.device.Settings;
import io.tiersort.device.SorterDriver;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.Outcome;
import io.tiersort.device.sorter.ModbusSorter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The driver of the agent against the virtual PLC, over a real socket. */
@Timeout(value = 90, unit = TimeUnit.SECONDS)
class SorterDriverOnVirtualPlcTest {
    private static final String LOOPBACK = "127.0.0.1";
    private static final int PARCELS = 60;

    private final List<SorterEvent> events = Collections.synchronizedList(new ArrayList<>());
    private final CountDownLatch session = new CountDownLatch(1);
    private final CountDownLatch verified = new CountDownLatch(5);

    @Test
    void theDriverSortsThroughARestartOfThePlcWithoutAMisdivert() throws Exception {
        VirtualSite site = new VirtualSite(
                VirtualSorterServerTest.fast(), FaultMix.none(), Sites.parcels(PARCELS), Sites.MAP, Map.of(), 42);
        VirtualSorterServer server = new VirtualSorterServer(site, LOOPBACK, 0, 1);
        Vertx vertx = Vertx.vertx();
        try (VirtualSiteRunner runner = new VirtualSiteRunner(site, server, NanoClock.system())) {
            runner.start();
            SorterDriver driver = open(vertx, server.port());
            assertTrue(session.await(20, TimeUnit.SECONDS));
            assertTrue(verified.await(30, TimeUnit.SECONDS));
            runner.order(VirtualSite::restartPlc).get(5, TimeUnit.SECONDS);
            assertTrue(runner.awaitEmpty(Duration.ofSeconds(60)));
            AtomicBoolean settled = new AtomicBoolean();
            while (!settled.get()) {
                runner.order(line -> settled.set(line.isSettled())).get(5, TimeUnit.SECONDS);
            }
            driver.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
            SiteLedger.Totals totals = runner.ledger().totals();
            assertEquals(PARCELS, totals.inducted());
            assertEquals(0, totals.massBalance());
            assertEquals(0, totals.misdiverts());
            assertTrue(totals.perChute().getOrDefault(3, 0L) > 0, totals.toString());
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        }
        List<Integer> epochs = events.stream()
                .filter(SorterEvent.SessionStarted.class::isInstance)
                .map(event -> event.stamp().epoch())
                .toList();
        assertEquals(List.of(1, 2), epochs);
        assertTrue(events.stream().noneMatch(SorterEvent.SequenceGap.class::isInstance), events.toString());
    }

    private SorterDriver open(Vertx vertx, int port) {
        Context loop = ((VertxInternal) vertx).createEventLoopContext();
        Settings settings = Settings.parse(
                ModbusSorter.TYPE.options(),
                Map.of("host", LOOPBACK, "port", Integer.toString(port), "chutes", "10", "travel-per-count", "300"));
        DeviceContext context = new DeviceContext(vertx, loop, NanoClock.system(), new Random(1));
        SorterDriver driver = (SorterDriver) ModbusSorter.TYPE.maker().make("plc", settings, context);
        loop.runOnContext(start -> driver.open(event -> react(driver, event)));
        return driver;
    }

    private void react(SorterDriver driver, DeviceEvent event) {
        if (!(event instanceof SorterEvent reported)) {
            return;
        }
        events.add(reported);
        if (reported instanceof SorterEvent.SessionStarted) {
            session.countDown();
        } else if (reported instanceof SorterEvent.Scanned scan) {
            driver.send(new DestinationCommand(
                    scan.stamp().epoch(),
                    scan.trackingId(),
                    List.of(3),
                    scan.stamp().encoder() + 30_000,
                    1,
                    1,
                    1));
        }
        if (reported instanceof SorterEvent.Diverted divert && divert.outcome() == Outcome.VERIFIED) {
            verified.countDown();
        }
        driver.release(reported.stamp());
    }
}
