// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Outcome;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Ports are taken by others. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class StartFaultTest {
    private static final int PARCELS = 24;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void withoutItsConsolePortTheAgentDoesNotStartSaysSoAndLeavesNothingBehind() throws Exception {
        int port = SiteFolder.freePort();
        try (SystemRig rig = SystemRig.prepare(folder, Parcels.known(PARCELS), site -> site.with("console", port))) {
            try (ServerSocket taken = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                RuntimeException refused = assertThrows(RuntimeException.class, rig::startAgent);
                String expected = "console cannot listen: host=127.0.0.1, port=" + taken.getLocalPort();
                assertTrue(String.valueOf(refused.getMessage()).startsWith(expected), refused::toString);
            }
            rig.startAgent().startSite();
            rig.settle().allSorted(PARCELS);
        }
    }

    @Test
    void aScannersPortThatIsTakenIsToldAndTakenOverWhenItBecomesFree() throws Exception {
        try (SystemRig rig =
                SystemRig.prepare(folder, Parcels.known(2 * PARCELS), site -> site.with("role", "server"))) {
            InetAddress loopback = InetAddress.getLoopbackAddress();
            try (ServerSocket taken = new ServerSocket(rig.folder().port("scanner"), 1, loopback)) {
                rig.startAgent();
                rig.awaitAlarm("L1:device.tunnel-1", true);
                assertTrue(rig.agent().ready());
                rig.startSite();
                rig.awaitInducted(PARCELS / 2);
                assertTrue(taken.isBound());
            }
            rig.awaitAlarm("L1:device.tunnel-1", false);
            Proof proof = rig.settle();
            proof.allConfirmed(2 * PARCELS);
            assertEquals(Outcome.HOSPITAL, proof.end(1).outcome());
            assertEquals(Outcome.SORTED, proof.end(2 * PARCELS).outcome());
        }
    }
}
