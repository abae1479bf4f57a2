// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.journal.JournalVerifier;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.cloud.mqtt.MqttAccess;
import io.tiersort.cloud.probe.SubscriberProbe;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole product against a broker that is not ours, every part in a process of its own. */
@Tag("peer")
@Timeout(300)
class MosquittoSystemTest {
    private static final int PARCELS = 60;
    private static final Pattern INDUCTED = Pattern.compile("inducted (\\d+) ");

    @TempDir
    private Path folder = Path.of("");

    private Path logs = Path.of("");

    @BeforeEach
    void separateFolders() throws Exception {
        logs = Files.createDirectories(folder.resolve("logs"));
    }

    private AgentProcess demo(Mosquitto broker) throws Exception {
        return AgentProcess.start(
                logs,
                "demo",
                "demo",
                "--for",
                "20s",
                "--port",
                "0",
                "--broker",
                "127.0.0.1:" + broker.port(),
                "-o",
                "json");
    }

    @Test
    void theDemoBalancesOnMosquitto() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                AgentProcess demo = demo(broker)) {
            assertSound(demo);
        }
    }

    @Test
    void theDemoBalancesThoughMosquittoIsRestartedInTheMiddle() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                AgentProcess demo = demo(broker)) {
            for (int parcels = 5; parcels <= 15; parcels += 5) {
                long reached = parcels;
                Waiting.until(reached + " parcels", () -> inducted(demo) >= reached || demo.hasEnded(), demo::talk);
                broker.restart();
            }
            assertSound(demo);
        }
    }

    /** What the demo's status said last. */
    private static long inducted(AgentProcess demo) {
        return INDUCTED.matcher(demo.talk())
                .results()
                .mapToLong(found -> Long.parseLong(found.group(1)))
                .max()
                .orElse(0);
    }

    private static void assertSound(AgentProcess demo) throws InterruptedException {
        assertEquals(0, demo.exitCode(), () -> demo.output() + demo.talk());
        JsonObject balance = new JsonObject(demo.output());
        assertTrue(balance.getBoolean("ok"), demo::output);
        assertTrue(balance.getLong("inducted") > 20, demo::output);
        assertEquals(0, balance.getLong("misdiverts"), demo::output);
        assertEquals(0, balance.getLong("massBalance"), demo::output);
        assertEquals(0, balance.getJsonObject("receiver").getLong("gaps"), demo::output);
        assertEquals(0, balance.getJsonObject("receiver").getLong("orderFaults"), demo::output);
    }

    @Test
    void agentAndSiteInProcessesOfTheirOwnSortSixtyParcels() throws Exception {
        try (Mosquitto broker = Mosquitto.start(folder);
                SubscriberProbe probe = new SubscriberProbe(
                        MqttAccess.of("127.0.0.1", broker.port(), "receiver"),
                        List.of(SystemRig.TOPIC),
                        System::nanoTime,
                        new Random(1))) {
            probe.start();
            Waiting.until("the receiver subscribes", probe::connected, probe::figures);
            SiteFolder site = SiteFolder.in(folder.resolve("site"), Parcels.known(PARCELS))
                    .with("broker", broker.port())
                    .write();
            Path data = folder.resolve("data");
            String config = site.directory().toString();
            try (AgentProcess agent =
                            AgentProcess.start(logs, "run", "run", "--config", config, "--data", data.toString());
                    AgentProcess sim =
                            AgentProcess.start(logs, "sim", "sim", "--config", config, "--for", "1min", "-o", "json")) {
                assertEquals(0, sim.exitCode(), sim::talk);
                JsonObject physics = new JsonObject(sim.output()).getJsonObject("L1");
                assertEquals(PARCELS, physics.getLong("inducted"), sim::output);
                assertEquals(0, physics.getLong("misdiverts"), sim::output);
                assertEquals(0, physics.getLong("massBalance"), sim::output);
                Waiting.until(
                        "everything is received",
                        () -> probe.figures().last()
                                == JournalVerifier.verify(data).last(),
                        probe::figures);
                agent.terminateMillis();
            }
            Proof proof = Proof.of(data).balanced().allConfirmed(PARCELS);
            assertTrue(proof.ended(Outcome.SORTED) >= PARCELS - 5, () -> "sorted " + proof.ended(Outcome.SORTED));
            Waiting.until(
                    "nothing is missing at the receiver",
                    () -> probe.figures().complete(JournalVerifier.verify(data).last()),
                    probe::figures);
        }
    }
}
