// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.cloud.Eventually;
import io.tiersort.cloud.MemoryOutbox;
import io.tiersort.cloud.probe.Ledger;
import io.tiersort.cloud.probe.SubscriberProbe;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Against the broker most sites have. Wants {@code mosquitto} on the path. It is killed only while nothing is on its way
 * through it: mosquitto acknowledges before it saves, so what it has acknowledged and not passed on dies with it. In the
 * middle of the stream it is asked to end, which makes it save.
 */
@Tag("peer")
@Timeout(180)
class MosquittoPeerTest {
    private static final int RECORDS = 50_000;
    private static final int STOPS = 5;

    @TempDir
    private Path folder = Path.of("");

    private int port;
    private Process process = new ProcessBuilder("true").start();

    MosquittoPeerTest() throws IOException {}

    @BeforeEach
    void begin() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.writeString(
                folder.resolve("mosquitto.conf"),
                String.join(
                        "\n",
                        "listener " + port + " 127.0.0.1",
                        "allow_anonymous true",
                        "set_tcp_nodelay true",
                        "user root",
                        "persistence true",
                        "persistence_location " + folder + "/",
                        "autosave_on_changes true",
                        "autosave_interval 1",
                        "max_inflight_messages 100",
                        ""));
        launch();
    }

    @AfterEach
    void end() throws Exception {
        stop(true);
    }

    private void launch() throws Exception {
        process = new ProcessBuilder(
                        "mosquitto", "-c", folder.resolve("mosquitto.conf").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("mosquitto.log").toFile()))
                .start();
        Eventually.soon(this::listening, () -> "mosquitto does not listen");
    }

    private boolean listening() {
        try (Socket probe = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return probe.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    private void stop(boolean kill) throws InterruptedException {
        if (kill) {
            process.destroyForcibly();
        } else {
            process.destroy();
        }
        assertTrue(process.waitFor(10, TimeUnit.SECONDS));
    }

    @Test
    void fiftyThousandRecordsArriveExactlyThoughTheBrokerGoesAndComes() throws Exception {
        MemoryOutbox outbox = new MemoryOutbox();
        MqttAccess access = MqttAccess.of("127.0.0.1", port, "probe").with(Site.SHORT);
        try (SubscriberProbe probe = new SubscriberProbe(access, List.of(Site.TOPIC), System::nanoTime, new Random(1));
                MqttUplink uplink =
                        new MqttUplink(Site.uplinkSettings(port), outbox, System::nanoTime, new Random(2))) {
            probe.start();
            Eventually.soon(probe::connected, () -> "probe not subscribed");
            uplink.start();
            for (int stop = 1; stop <= STOPS; stop++) {
                outbox.append(RECORDS / STOPS);
                boolean quiet = stop % 2 == 0;
                long goal = quiet ? outbox.last() : outbox.last() - RECORDS / STOPS / 2;
                Eventually.soon(
                        () -> (quiet
                                        ? probe.figures().distinct()
                                        : uplink.state().delivered())
                                >= goal,
                        () -> uplink.state() + " " + probe.figures());
                stop(quiet);
                launch();
            }
            Eventually.within(
                    Duration.ofSeconds(60),
                    () -> uplink.state().delivered() == RECORDS
                            && probe.figures().distinct() == RECORDS,
                    () -> uplink.state() + " " + probe.figures());
            Ledger.Figures figures = probe.figures();
            assertTrue(figures.complete(RECORDS), figures::toString);
            assertEquals(RECORDS, figures.records() - figures.duplicates());
            assertTrue(uplink.state().refused() >= STOPS, () -> uplink.state().toString());
        }
    }
}
