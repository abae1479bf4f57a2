// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The agent is stopped and started in an orderly way while parcels are under way. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class RestartTest {
    private static final int PARCELS = 32;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void parcelsOnTheBeltOutliveTheAgent() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            for (int parcels = 8; parcels < PARCELS; parcels += 8) {
                rig.awaitInducted(parcels);
                rig.stopAgent();
                rig.startAgent();
            }
            Proof proof = rig.settle();
            proof.allConfirmed(PARCELS);
            assertTrue(proof.ended(Outcome.SORTED) > 0);
        }
    }

    @Test
    void parcelsThatStoodOnTheBeltForHoursKeepTheirNumbersAndNewOnesGetNewNumbers() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            rig.awaitInducted(PARCELS / 2);
            rig.order(plc -> plc.emergencyStop(TimeUnit.SECONDS.toNanos(8)));
            for (int hours = 1; hours <= 3; hours++) {
                Duration later = Duration.ofHours(hours);
                rig.stopAgent();
                rig.startAgent(settings -> settings.at(InstantSource.offset(InstantSource.system(), later)));
                Waiting.until(
                        "the PLC is found again",
                        () -> rig.agent().model().health().getString("status").equals("ok"),
                        () -> rig.agent().model().health());
            }
            Proof proof = rig.settle();
            assertEquals(PARCELS, proof.parcels());
            assertTrue(proof.ended(Outcome.FLUSHED) > 0, "an emergency stop empties the belt");
            assertEquals(
                    PARCELS,
                    proof.ended(Outcome.SORTED) + proof.ended(Outcome.HOSPITAL) + proof.ended(Outcome.FLUSHED));
        }
    }
}
