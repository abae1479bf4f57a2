// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.cloud.broker.Fault;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The way up breaks; the line does not notice, and everything arrives once the way is back. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class BrokerFaultTest {
    private static final int PARCELS = 24;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void withoutABrokerTheLineSortsAndTheBrokerGetsEverythingOnceItIsThere() throws Exception {
        try (SystemRig rig = SystemRig.prepare(folder, Parcels.known(PARCELS))) {
            SystemRig.done(rig.broker().stop());
            rig.startAgent().startSite();
            rig.emptied();
            assertEquals(0, rig.received().records());
            assertTrue(rig.agent().ready());
            rig.brokerReturns();
            rig.settle().allSorted(PARCELS);
        }
    }

    @Test
    void aBrokerThatIsKilledTwiceGetsEverythingInOrder() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(2 * PARCELS))) {
            for (int parcels = PARCELS / 2; parcels <= PARCELS; parcels += PARCELS / 2) {
                rig.awaitInducted(parcels);
                SystemRig.done(rig.broker().stop());
                rig.awaitInducted(parcels + PARCELS / 4);
                rig.brokerReturns();
            }
            rig.settle().allSorted(2 * PARCELS);
        }
    }

    @Test
    void aBrokerThatTakesEverythingAndAnswersNothingIsLeftAndFoundAgain() throws Exception {
        try (SystemRig rig = SystemRig.start(folder, Parcels.known(PARCELS))) {
            rig.awaitInducted(PARCELS / 4);
            rig.broker().inject(Fault.BLACK_HOLE);
            Waiting.until(
                    "the uplink gives the silent connection up",
                    () -> !rig.agent().uplinks().get(0).state().connected(),
                    () -> rig.agent().uplinks().get(0).state());
            rig.emptied();
            rig.broker().heal();
            rig.settle().allSorted(PARCELS);
        }
    }
}
