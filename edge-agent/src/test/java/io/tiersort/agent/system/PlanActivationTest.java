// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.config.Activations;
import io.tiersort.agent.config.PlanStore;
import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.JournalLookup;
import io.tiersort.agent.line.Fact;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Plans are changed by command while an agent in another process sorts. */
@Timeout(240)
@Execution(ExecutionMode.CONCURRENT)
class PlanActivationTest {
    private static final int PARCELS = 60;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void aPlanIsActivatedRefusedAndRolledBackWhileParcelsRun() throws Exception {
        try (SystemRig rig = SystemRig.prepare(folder, Parcels.known(PARCELS))) {
            try (AgentProcess agent = AgentProcess.run(rig, "agent")) {
                rig.startSite();
                rig.awaitInducted(10);
                plan(rig, "STANDARD", "ECONOMY");
                AgentProcess second = command(rig, "second", "activate", "short", "--reason", "a better name");
                assertEquals(0, second.exitCode(), second::talk);
                assertTrue(second.output().startsWith("short r2 ("), second.output());
                assertTrue(second.output().contains(" active since "), second.output());

                plan(rig, "id: returns, chutes: [4]", "id: returns, chutes: [44]");
                AgentProcess third = command(rig, "third", "activate", "short");
                assertEquals(78, third.exitCode());
                assertTrue(third.talk().contains("plans/short/plan.yaml:24:28"), third.talk());
                assertEquals(2, active(rig).revision());

                AgentProcess back = command(rig, "back", "rollback", "-o", "json");
                assertEquals(0, back.exitCode(), back::talk);
                assertEquals(1, active(rig).revision());
                everyParcelFollowsThePlanOfItsRevision(rig.settleWithoutAgent().allConfirmed(PARCELS));
                agent.terminateMillis();
            }
            assertEquals(List.of(1, 2, 1), activated(rig));
            theFirstRevisionSendsNoParcelElsewhere(rig);
            AgentProcess offline = command(rig, "offline", "rollback", "r2");
            assertEquals(0, offline.exitCode(), offline::talk);
            assertTrue(offline.output().contains("the agent is not running; it will start with short r2"));
            try (AgentProcess again = AgentProcess.run(rig, "again")) {
                assertTrue(again.output().contains("\"planRevision\" : 2"), again.output());
            }
            Activations.Answer told =
                    new PlanStore(rig.data()).activations().history().get(1);
            assertEquals("a better name", told.request().reason());
        }
    }

    /** In the second revision the tier of ordinary parcels has another id; nothing else differs. */
    private static void everyParcelFollowsThePlanOfItsRevision(Proof proof) {
        List<Fact.ParcelDecided> standard = proof.facts(Fact.ParcelDecided.class).stream()
                .filter(decided -> decided.tierRule().equals("rest"))
                .toList();
        standard.forEach(decided ->
                assertEquals(decided.planRevision() == 2 ? "ECONOMY" : "STANDARD", decided.tier(), decided::toString));
        assertEquals(
                Set.of(1, 2),
                standard.stream().map(Fact.ParcelDecided::planRevision).collect(Collectors.toSet()));
    }

    private static void theFirstRevisionSendsNoParcelElsewhere(SystemRig rig) throws Exception {
        AgentProcess backtest = command(rig, "backtest", "backtest", "--plan", "r1", "-o", "json");
        assertEquals(0, backtest.exitCode(), backtest::talk);
        JsonObject report = new JsonObject(backtest.output());
        long asked = report.getLong("decisions") + report.getLong("withoutBasis") + report.getLong("unknownParcels");
        assertEquals(Proof.of(rig.data()).facts(Fact.ParcelDecided.class).size(), asked);
        assertEquals(0, report.getJsonObject("changes").getInteger("destination"), report::encode);
        assertEquals(0, report.getJsonObject("changes").getInteger("chute"), report::encode);
    }

    private static void plan(SystemRig rig, String from, String to) throws Exception {
        Path file = rig.folder().directory().resolve("plans/short/plan.yaml");
        String before = Files.readString(file);
        String after = before.replace(from, to);
        assertTrue(!after.equals(before), from);
        Files.writeString(file, after);
    }

    private static AgentProcess command(SystemRig rig, String name, String... words) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("plan"));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of(
                "--config",
                rig.folder().directory().toString(),
                "--data",
                rig.data().toString()));
        return AgentProcess.start(rig.directory(), name, arguments.toArray(String[]::new));
    }

    private static Activations.Request active(SystemRig rig) throws Exception {
        return new PlanStore(rig.data()).activations().active().orElseThrow().request();
    }

    /** Revisions in the order of their activation, as the journal tells. */
    private static List<Integer> activated(SystemRig rig) {
        List<Integer> revisions = new ArrayList<>();
        try (JournalLookup journal = JournalLookup.open(rig.data())) {
            journal.scanBack(1_000_000, record -> {
                FactCodec.read(record.type(), record.body())
                        .filter(Fact.PlanActivated.class::isInstance)
                        .ifPresent(fact -> revisions.add(((Fact.PlanActivated) fact).revision()));
                return true;
            });
        }
        Collections.reverse(revisions);
        return revisions;
    }
}
