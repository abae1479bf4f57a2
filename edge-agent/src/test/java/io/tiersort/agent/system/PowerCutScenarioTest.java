// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Fact;
import io.tiersort.cloud.OutboxRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * Scenario 28 on real sockets and a real disk, in real time: the process ends without warning, and the last write to the
 * journal's log is left half done, as a disk does that loses its power.
 */
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
class PowerCutScenarioTest {
    private static final int PARCELS = 400;
    private static final int CUT_AFTER = 120;

    /** The configuration's most parcels an hour, and how many times that makes 20 a second. */
    private static final int RATE = 20_000;

    private static final double PACE = 3.6;
    private static final Duration READY = Duration.ofSeconds(30);

    @TempDir
    private Path folder = Path.of("");

    @Test
    @DisplayName("28. Gateway power cut during 20 parcels/s")
    void aGatewayThatLostItsPowerIsReadySoonAndHasEverythingItAcknowledged() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        try (SystemRig rig = SystemRig.prepare(folder, Parcels.known(PARCELS), site -> site.with("rate", RATE));
                Receipts receipts = new Receipts(rig.broker().port())) {
            fast(rig);
            try (AgentProcess agent = AgentProcess.run(rig, "before")) {
                rig.startSite();
                rig.order(plc -> plc.pace(PACE));
                rig.awaitInducted(CUT_AFTER);
                agent.kill();
            }
            Map<String, String> acknowledged = Map.copyOf(receipts.typesById());
            tearLastWrite(rig.data(), new Random(seed));
            long cut = System.nanoTime();
            try (AgentProcess agent = AgentProcess.run(rig, "after")) {
                Duration restart = Duration.ofNanos(System.nanoTime() - cut);
                assertTrue(restart.compareTo(READY) < 0, () -> "ready after " + restart + " " + agent.talk());
                Proof proof = rig.settleWithoutAgent().allConfirmed(PARCELS);
                String replay = "replay: -Dseed=" + seed + " " + agent.talk();
                Map<String, String> journal = idsRise(proof.records(), replay);
                assertTrue(!acknowledged.isEmpty(), replay);
                acknowledged.forEach((id, type) -> assertEquals(type, journal.get(id), () -> id + " " + replay));
                assertTrue(perSecond(proof) > 15, () -> perSecond(proof) + " parcels a second");
            }
        }
    }

    /** The belt at seven metres a second: 200 mm long parcels, 150 mm apart, twenty of them a second. */
    private static void fast(SystemRig rig) throws Exception {
        Path file = rig.folder().directory().resolve("site.yaml");
        Files.writeString(file, Files.readString(file).replace("speed: 2000mm/s", "speed: 7000mm/s"));
    }

    private static void tearLastWrite(Path data, Random random) throws Exception {
        byte[] torn = new byte[1 + random.nextInt(3_000)];
        random.nextBytes(torn);
        Path log = data.resolve("journal.db-wal");
        assertTrue(Files.exists(log), "the journal has a log when it is not closed");
        Files.write(log, torn, StandardOpenOption.APPEND);
    }

    /** Sequences run without a hole and epochs never fall; the type of each record by its id. */
    private static Map<String, String> idsRise(List<OutboxRecord> records, String replay) {
        Map<String, String> types = new HashMap<>();
        long sequence = 0;
        long epoch = 0;
        for (OutboxRecord record : records) {
            assertEquals(++sequence, record.sequence(), replay);
            assertTrue(record.epoch() >= epoch, replay);
            epoch = record.epoch();
            types.put(record.epoch() + "-" + record.sequence(), record.type());
        }
        return types;
    }

    private static double perSecond(Proof proof) {
        List<Fact.ParcelInducted> before =
                proof.facts(Fact.ParcelInducted.class).subList(0, CUT_AFTER / 2);
        long millis = before.get(before.size() - 1).at() - before.get(0).at();
        return (before.size() - 1) * 1_000.0 / millis;
    }
}
