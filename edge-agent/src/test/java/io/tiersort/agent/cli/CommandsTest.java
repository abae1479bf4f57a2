// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.Journal;
import io.tiersort.agent.journal.JournalEntry;
import io.tiersort.agent.journal.JournalSettings;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that end by themselves. */
class CommandsTest {
    private static final Path EXAMPLE = Path.of("../config/examples/minimal");

    @TempDir
    private Path folder = Path.of("");

    private Path site() throws IOException {
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.toList()) {
                Path target = folder.resolve("site").resolve(EXAMPLE.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        return folder.resolve("site");
    }

    private Path brokenSite() throws IOException {
        Path site = site();
        Path file = site.resolve("site.yaml");
        Files.writeString(file, Files.readString(file).replace("speed: 1m/s", "speed: fast"));
        return site;
    }

    @Test
    void withoutACommandTheUsageIsShownAndTheExitSaysWrongUsage() {
        Shell shell = Shell.run();
        assertEquals(2, shell.exit());
        assertEquals("", shell.out());
        assertTrue(shell.err().contains("Usage: tiersort"), shell.err());
        assertEquals(2, Shell.run("run").exit());
        assertEquals(2, Shell.run("fly").exit());
        assertEquals(2, Shell.run("version", "-o", "xml").exit());
    }

    @Test
    void theVersionIsDataInBothFormats() {
        assertTrue(Shell.run("version").out().startsWith("tiersort "));
        JsonObject json = new JsonObject(Shell.run("version", "-o", "json").out());
        assertEquals(Runtime.version().toString(), json.getString("java"));
    }

    @Test
    void aGoodSiteIsCheckedAndValid() throws IOException {
        Shell shell = Shell.run("config", "check", site(), "-o", "json");
        assertEquals(0, shell.exit(), shell.err());
        assertTrue(new JsonObject(shell.out()).getBoolean("valid"));
    }

    @Test
    void aBadSiteIsToldWithFileLineAndColumn() throws IOException {
        Shell text = Shell.run("config", "check", brokenSite());
        assertEquals(78, text.exit());
        assertTrue(text.out().contains("site.yaml:8:12"), text.out());
        assertTrue(text.out().contains("fast"), text.out());
        JsonObject json = new JsonObject(Shell.run("config", "check", folder.resolve("site"), "-o", "json")
                .out());
        assertFalse(json.getBoolean("valid"));
        assertEquals(1, json.getJsonArray("problems").size());
    }

    @Test
    void aFirstStartWithABadSiteEndsWithItsProblemsAndLeavesNoRevision() throws IOException {
        Path data = folder.resolve("data");
        Shell shell = Shell.run("run", "--config", brokenSite(), "--data", data);
        assertEquals(78, shell.exit());
        assertEquals("", shell.out());
        assertTrue(shell.err().contains("site.yaml:8:12"), shell.err());
        assertTrue(shell.err().contains("none was accepted before"), shell.err());
        assertFalse(Files.exists(data.resolve("journal.db")));
    }

    @Test
    void aFolderWithoutASiteIsToldApartFromABadOne() {
        Shell shell = Shell.run("run", "--config", folder, "--data", folder.resolve("data"));
        assertEquals(78, shell.exit());
        assertTrue(shell.err().contains("no site.yaml in"), shell.err());
    }

    @Test
    void goodRowsAreImportedAndBadOnesKeptApartWithTheirLines() throws IOException {
        Path file = folder.resolve("shipments.csv");
        Files.writeString(file, """
                reference,codes,service,weight_g
                A-1,340123450000000017,express,1200
                A-2,340123450000000024,express,heavy
                ,340123450000000031,express,1200
                A-4,340123450000000048,express,1200
                """);
        Path data = folder.resolve("data");
        Shell shell = Shell.run("shipments", "import", file, "--data", data, "-o", "json");
        assertEquals(1, shell.exit(), shell.err());
        JsonObject report = new JsonObject(shell.out());
        assertEquals(4, report.getInteger("rows"));
        assertEquals(2, report.getInteger("accepted"));
        assertEquals(2, report.getInteger("shipments"));
        Shell text = Shell.run("shipments", "import", file, "--data", data);
        assertTrue(text.out().contains("line 3, weight_g"), text.out());
        String rejected = Files.readString(Path.of(report.getString("rejectedFile")));
        assertTrue(rejected.contains("heavy"), rejected);
        assertFalse(rejected.contains("A-4"), rejected);
    }

    @Test
    void nothingIsImportedBehindTheBackOfARunningAgent() throws IOException {
        Path data = folder.resolve("data");
        try (Journal running = Journal.open(JournalSettings.in(data), InstantSource.system())) {
            Shell shell = Shell.run("shipments", "import", site().resolve("shipments.csv"), "--data", data);
            assertEquals(1, shell.exit(), shell.out());
            assertTrue(shell.err().contains("data folder is in use"), shell.err());
            assertEquals(0, running.last());
        }
    }

    @Test
    void aFileThatIsNotThereIsAFailureAndNotAStackTrace() {
        Shell shell = Shell.run("shipments", "import", folder.resolve("none.csv"), "--data", folder.resolve("data"));
        assertEquals(1, shell.exit());
        assertTrue(shell.err().contains("tiersort: "), shell.err());
        assertTrue(shell.err().contains("none.csv"), shell.err());
        assertFalse(shell.err().contains("\tat "), shell.err());
    }

    @Test
    void aSoundJournalVerifiesAndADamagedOneDoesNot() throws Exception {
        Path data = journal();
        Shell sound = Shell.run("journal", "verify", data, "-o", "json");
        assertEquals(0, sound.exit(), sound.err());
        JsonObject report = new JsonObject(sound.out());
        assertTrue(report.getBoolean("sound"));
        assertEquals(3, report.getLong("records"));
        assertTrue(Shell.run("journal", "verify", data).out().endsWith("sound\n"));
        Path file = data.resolve("journal.db");
        byte[] bytes = Files.readAllBytes(file);
        int at = new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).lastIndexOf("\"P-1\"");
        assertTrue(at > 0);
        bytes[at + 1] = 'Q';
        Files.write(file, bytes);
        Shell damaged = Shell.run("journal", "verify", data);
        assertEquals(1, damaged.exit(), damaged.out());
        assertTrue(damaged.out().contains("NOT SOUND"), damaged.out());
        assertEquals(
                1, Shell.run("journal", "verify", folder.resolve("nowhere")).exit());
    }

    @Test
    void aParcelIsShownByItsNumberByItsShipmentAndByItsCode() throws Exception {
        Path data = journal();
        for (String id : List.of("L1-7", "P-1", "340123450000000017")) {
            Shell shell = Shell.run("parcel", "show", id, "--data", data, "-o", "json");
            assertEquals(0, shell.exit(), shell.err());
            JsonObject story = new JsonObject(shell.out());
            assertEquals("L1-7", story.getString("id"));
            assertEquals("SORTED", story.getJsonObject("summary").getString("outcome"));
            assertEquals(3, story.getJsonArray("timeline").size());
        }
        assertTrue(Shell.run("parcel", "show", "L1-7", "--data", data).out().startsWith("parcel L1-7, tracking id 70"));
        Shell unknown = Shell.run("parcel", "show", "L1-8", "--data", data);
        assertEquals(1, unknown.exit());
        assertEquals("", unknown.out());
        assertTrue(unknown.err().contains("no parcel \"L1-8\""), unknown.err());
        assertEquals(1, Shell.run("parcel", "show", "L1-8", "--data", folder).exit());
    }

    /** A journal with one parcel's life. */
    private Path journal() throws InterruptedException {
        Path data = folder.resolve("data");
        List<Fact> life = List.of(
                new Fact.ParcelInducted(1_000, 7, 3, 70, 1, 5_000, 1, 400, false),
                new Fact.CodesSeen(
                        1_500, 7, "tunnel-1", "tracking-id", List.of(new Fact.CodeSeen("C1", "340123450000000017"))),
                new Fact.ParcelClosed(
                        4_000, 7, 70, "P-1", "EXPRESS", Outcome.SORTED, Cause.OK, Physical.NONE, 1, 3_000));
        List<JournalEntry> entries =
                life.stream().map(fact -> FactCodec.entry("L1", fact)).toList();
        CountDownLatch durable = new CountDownLatch(1);
        try (Journal journal = Journal.open(JournalSettings.in(data), InstantSource.system())) {
            assertTrue(journal.append(entries, durable::countDown));
            assertTrue(durable.await(30, TimeUnit.SECONDS));
        }
        return data;
    }
}
