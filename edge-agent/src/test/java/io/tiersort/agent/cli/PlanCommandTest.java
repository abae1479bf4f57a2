// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.config.PlanStore;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tiersort plan} on the small example, with no agent running. */
class PlanCommandTest {
    private static final Path EXAMPLE = Path.of("../config/examples/minimal");

    @TempDir
    private Path folder = Path.of("");

    private Path site = Path.of("");
    private Path data = Path.of("");

    @BeforeEach
    void copyTheExample() throws IOException {
        site = folder.resolve("site");
        data = folder.resolve("data");
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path target = site.resolve(EXAMPLE.relativize(file));
                Files.createDirectories(target.resolve(".."));
                Files.copy(file, target);
            }
        }
    }

    private void edit(String from, String to) throws IOException {
        Path plan = site.resolve("plans/weekday/plan.yaml");
        String text = Files.readString(plan);
        assertTrue(text.contains(from), from);
        Files.writeString(plan, text.replace(from, to));
    }

    private Shell plan(String command, Object... words) {
        Object[] all = Stream.of(
                        Stream.of("plan", command), Stream.of(words), Stream.of("--config", site, "--data", data))
                .flatMap(part -> part)
                .toArray();
        return Shell.run(all);
    }

    @Test
    void aPlanWithErrorsIsToldByLineAndColumnAndChangesNothing() throws IOException {
        assertEquals(0, plan("activate", "weekday").exit());
        edit("chutes: [3]", "chutes: [33]");
        Shell check = plan("check", "weekday", "-o", "json");
        assertEquals(78, check.exit(), check.err());
        JsonObject problem =
                new JsonObject(check.out()).getJsonArray("problems").getJsonObject(0);
        assertEquals("plans/weekday/plan.yaml", problem.getString("file"));
        assertEquals(17, problem.getInteger("line"));
        Shell activate = plan("activate", "weekday");
        assertEquals(78, activate.exit());
        assertTrue(activate.err().contains("plans/weekday/plan.yaml:17:"), activate.err());
        assertEquals(1, new PlanStore(data).revisions().size());
        assertEquals(1, new PlanStore(data).activations().wanted().orElseThrow().revision());
    }

    @Test
    void anAgentThatIsNotRunningStartsWithWhatWasAskedFor() throws IOException {
        Shell asked = plan("activate", "weekday", "--reason", "first day");
        assertEquals(0, asked.exit(), asked.err());
        assertTrue(asked.out().contains("the agent is not running; it will start with weekday r1"), asked.out());
        Shell list = Shell.run("plan", "list", "--data", data);
        assertTrue(list.out().contains("asked"), list.out());
        Configured.toRun(site, data, new Talk(Main.commandLine().getCommandSpec()));
        JsonObject told = new JsonObject(
                Shell.run("plan", "list", "--data", data, "-o", "json").out());
        assertEquals("active", told.getJsonArray("plans").getJsonObject(0).getString("state"));
        JsonObject answer = told.getJsonArray("history").getJsonObject(0);
        assertEquals("first day", answer.getString("reason"));
        assertEquals(System.getProperty("user.name"), answer.getString("by"));
    }

    @Test
    void anActivatedPlanOutlivesChangesOfTheFilesUntilTheNextActivation() throws IOException {
        plan("activate", "weekday");
        Talk talk = new Talk(Main.commandLine().getCommandSpec());
        assertEquals(1, Configured.toRun(site, data, talk).plan().revision());
        edit("11:50", "11:40");
        assertEquals(1, Configured.toRun(site, data, talk).plan().revision());
        plan("activate", "weekday");
        assertEquals(2, Configured.toRun(site, data, talk).plan().revision());
        Shell back = plan("rollback", "-o", "json");
        assertEquals(0, back.exit(), back.err());
        assertEquals(1, new JsonObject(back.out()).getInteger("revision"));
        assertEquals(1, Configured.toRun(site, data, talk).plan().revision());
        assertEquals(3, new PlanStore(data).activations().history().size());
    }

    @Test
    void rollingBackBeforeAnythingRanIsRefused() {
        Shell back = plan("rollback");
        assertEquals(1, back.exit());
        assertTrue(back.err().contains("no former plan"), back.err());
        assertEquals(1, plan("rollback", "r7").exit());
    }

    @Test
    void theDifferenceOfTwoPlansIsToldByMeaning() throws IOException {
        plan("activate", "weekday");
        edit("  - {id: noon,", "  # a comment\n  - {id: noon,");
        assertEquals("no difference\n", plan("diff", "weekday/r1", "weekday").out());
        edit("11:50", "11:40");
        edit("destination: country}", "destination: town}");
        edit("  - {id: country, chutes: [3]}\n", "");
        edit("  - {id: express, chutes: [1]}", "  - {id: express, chutes: [3, 1]}");
        Shell diff = plan("diff", "weekday/r1", "weekday", "-o", "json");
        assertEquals(0, diff.exit(), diff.err());
        JsonArray changes = new JsonObject(diff.out()).getJsonArray("changes");
        List<String> told = changes.stream()
                .map(JsonObject.class::cast)
                .map(change -> change.getString("kind") + " " + change.getString("part") + " " + change.getString("id"))
                .toList();
        assertEquals(
                List.of(
                        "changed route elsewhere",
                        "changed destination express",
                        "removed destination country",
                        "changed departure noon"),
                told);
        assertEquals("chutes 3, 1", changes.getJsonObject(1).getString("after"));
    }

    @Test
    void aRuleThatStandsElsewhereIsMovedAndTheOthersAreNot() throws IOException {
        plan("activate", "weekday");
        String express = "  - {id: express, when: {tier: EXPRESS}, destination: express}\n";
        edit(express, "");
        edit("destination: country}\n", "destination: country}\n" + express);
        Shell diff = plan("diff", "weekday/r1", "weekday");
        assertEquals("route express moved\n  - place 1\n  + place 3\n", diff.out(), diff.err());
    }

    @Test
    void anExplanationTellsWhichPartOfARuleDidNotHold() {
        Shell told = plan(
                "explain",
                "--plan",
                "weekday",
                "--basis",
                "service=standard,postcode=20095",
                "--at",
                "2026-11-23T08:00:00Z");
        assertEquals(0, told.exit(), told.err());
        assertTrue(
                told.out().contains("rule express does not hold: service is express, but it is \"standard\""),
                told.out());
        assertTrue(told.out().contains("postcode starts with 10 or 12 or 13, but it is \"20095\""), told.out());
        assertTrue(told.out().contains("destination country, chutes [3]"), told.out());
    }

    @Test
    void anExplanationTellsWhyAPromiseCannotBeKeptAndWhatCan() {
        Shell told = plan(
                "explain",
                "--plan",
                "weekday",
                "--basis",
                "service=express,promise-by=2026-11-23T15:00:00Z",
                "--at",
                "2026-11-23T11:00:00Z",
                "-o",
                "json");
        assertEquals(0, told.exit(), told.err());
        JsonObject json = new JsonObject(told.out());
        assertEquals("EXPRESS", json.getString("promised"));
        assertEquals("STANDARD", json.getString("tier"));
        JsonObject express = json.getJsonArray("promises").getJsonObject(0);
        assertFalse(express.getBoolean("kept"));
        assertEquals("noon", express.getString("departure"));
    }

    @Test
    void aStoredShipmentIsExplained() throws IOException {
        Path file = folder.resolve("one.csv");
        Files.writeString(file, "reference,codes,service,postcode\nA-1,340123450000000017,express,10115\n");
        assertEquals(0, Shell.run("shipments", "import", file, "--data", data).exit());
        Shell told = plan("explain", "--plan", "weekday", "--shipment", "A-1");
        assertEquals(0, told.exit(), told.err());
        assertTrue(told.out().contains("tier EXPRESS"), told.out());
        assertEquals(
                1, plan("explain", "--plan", "weekday", "--shipment", "A-2").exit());
    }
}
