// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Outcome;
import io.vertx.core.json.JsonObject;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** {@code tiersort run} in a process of its own. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
class RunTest {
    private static final int PARCELS = 12;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aSiteThatBecameInvalidRunsOnAsItWasLastAccepted() throws Exception {
        try (SystemRig rig = SystemRig.prepare(folder, Parcels.known(PARCELS))) {
            try (AgentProcess agent = AgentProcess.run(rig, "good")) {
                JsonObject ready = new JsonObject(agent.output());
                assertEquals("short", ready.getString("plan"));
                assertEquals(1, ready.getInteger("planRevision"));
                assertEquals(PARCELS, ready.getInteger("shipments"));
                agent.terminateMillis();
            }
            Path file = rig.folder().directory().resolve("site.yaml");
            String site = Files.readString(file);
            Files.writeString(file, site.replace("hospital: 6", "hospital: 66"));
            try (AgentProcess agent = AgentProcess.run(rig, "invalid")) {
                assertTrue(agent.talk().contains("site.yaml:" + line(site, "hospital: 6")), agent.talk());
                assertTrue(agent.talk().contains("running the last accepted revision"), agent.talk());
                Files.writeString(file, site);
                rig.startSite();
                Proof proof = rig.settleWithoutAgent().allConfirmed(PARCELS);
                assertTrue(proof.ended(Outcome.SORTED) > 0, agent::talk);
            }
        }
    }

    /** Line and column of the value in {@code key: value}. */
    private static String line(String text, String pair) {
        int at = text.indexOf(pair) + pair.indexOf(' ') + 1;
        long line = text.substring(0, at).lines().count();
        return line + ":" + (at - text.lastIndexOf('\n', at));
    }

    @Test
    void aSecondAgentOnTheSameDataOrTheSamePortEndsAndSaysWhy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                SystemRig rig = SystemRig.prepare(folder, Parcels.known(PARCELS));
                AgentProcess first = AgentProcess.run(rig, "first")) {
            AgentProcess second = again(rig, "second", rig.data());
            assertEquals(1, second.exitCode());
            assertTrue(second.talk().contains(rig.data().toString()), second.talk());
            assertTrue(!second.talk().contains("\tat "), second.talk());
            rig.folder().with("console", taken.getLocalPort()).write();
            AgentProcess third = again(rig, "third", folder.resolve("other-data"));
            assertEquals(1, third.exitCode());
            assertTrue(
                    third.talk()
                            .contains("tiersort: console cannot listen: host=127.0.0.1, port=" + taken.getLocalPort()),
                    third.talk());
            assertTrue(first.terminateMillis() < 5_000);
        }
    }

    private static AgentProcess again(SystemRig rig, String name, Path data) throws Exception {
        return AgentProcess.start(
                rig.directory(),
                name,
                "run",
                "--config",
                rig.folder().directory().toString(),
                "--data",
                data.toString());
    }
}
