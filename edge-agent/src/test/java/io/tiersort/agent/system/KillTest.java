// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.cloud.OutboxRecord;
import io.tiersort.device.sim.SiteLedger;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The agent's process ends in the middle of the work, asked or not; belt, PLC and broker go on. */
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
class KillTest {
    private static final int PARCELS = 130;
    private static final int KILLS = 6;
    private static final int MILLIS_MAX = 2_500;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void anAgentThatIsKilledAgainAndAgainLosesNothingItAcceptedAndDecidesNothingTwice() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        try (SystemRig rig = SystemRig.prepare(folder, Parcels.known(PARCELS), site -> site.with("rate", 20_000));
                Receipts receipts = new Receipts(rig.broker().port())) {
            rig.startSite();
            for (int kill = 0; kill < KILLS; kill++) {
                try (AgentProcess agent = AgentProcess.run(rig, "agent-" + kill)) {
                    LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(random.nextInt(MILLIS_MAX)));
                    agent.kill();
                }
            }
            try (AgentProcess agent = AgentProcess.run(rig, "agent-last")) {
                Proof proof = rig.settleWithoutAgent();
                String replay = "replay: -Dseed=" + seed + " " + agent.talk();
                proof.allConfirmed(PARCELS);
                assertTrue(proof.ended(Outcome.SORTED) > 0, replay);
                Waiting.until(
                        "a receipt of every record",
                        () -> receipts.typesById().size() >= proof.records().size(),
                        () -> receipts.typesById().size());
                contains(proof.records(), receipts.typesById(), replay);
            }
        }
    }

    /** Sequences run without a hole, and whatever came upstream at any time is still what the journal says. */
    private static void contains(List<OutboxRecord> journal, Map<String, String> received, String replay) {
        long expected = 1;
        for (OutboxRecord record : journal) {
            assertEquals(expected++, record.sequence(), replay);
        }
        Map<String, String> kept = journal.stream()
                .collect(Collectors.toMap(
                        record -> record.epoch() + "-" + record.sequence(), OutboxRecord::type, (one, other) -> one));
        assertEquals(kept, received, replay);
    }

    @Test
    void anAgentThatIsAskedToEndIsGoneInFiveSecondsWithEverythingDurable() throws Exception {
        try (SystemRig rig = SystemRig.prepare(folder, Parcels.known(40), site -> site.with("rate", 20_000))) {
            try (AgentProcess agent = AgentProcess.run(rig, "agent-1")) {
                rig.startSite();
                rig.awaitInducted(20);
                long millis = agent.terminateMillis();
                assertTrue(millis < 5_000, () -> "it took " + millis + " ms");
                assertEquals(143, agent.exitCode(), agent::talk);
            }
            decisionsAreDurable(rig);
            try (AgentProcess agent = AgentProcess.run(rig, "agent-2")) {
                rig.settleWithoutAgent().allConfirmed(40);
                assertFalse(agent.hasEnded(), agent::talk);
            }
        }
    }

    /** Every command that the PLC took has its decision in the journal. */
    private static void decisionsAreDurable(SystemRig rig) {
        Proof proof = Proof.of(rig.data());
        Set<Long> decided = new HashSet<>();
        proof.facts(Fact.ParcelDecided.class).forEach(decision -> decided.add(decision.parcel()));
        Set<Long> known = proof.facts(Fact.ParcelInducted.class).stream()
                .filter(parcel -> decided.contains(parcel.parcel()))
                .map(Fact.ParcelInducted::trackingId)
                .collect(Collectors.toSet());
        SiteLedger physics = rig.site().runner().ledger();
        Set<Long> commanded = physics.entries().stream()
                .flatMap(parcel -> parcel.identities().stream())
                .filter(identity -> !physics.commandedFor(identity.epoch(), identity.trackingId())
                        .isEmpty())
                .map(SiteLedger.Identity::trackingId)
                .collect(Collectors.toSet());
        assertTrue(!commanded.isEmpty(), "parcels were commanded");
        commanded.removeAll(known);
        assertEquals(Set.of(), commanded, "commanded without a durable decision");
    }
}
