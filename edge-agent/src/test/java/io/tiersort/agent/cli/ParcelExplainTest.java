// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.config.Revisions;
import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.Journal;
import io.tiersort.agent.journal.JournalEntry;
import io.tiersort.agent.journal.JournalSettings;
import io.tiersort.agent.line.Fact;
import io.tiersort.device.Drivers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code parcel explain} on a data folder with one accepted configuration and one parcel that was decided twice. */
class ParcelExplainTest {
    private static final Path EXAMPLE = Path.of("../config/examples/minimal");

    @TempDir
    private Path folder = Path.of("");

    private Path data = Path.of("");

    @BeforeEach
    void aDataFolder() {
        data = folder.resolve("data");
    }

    @Test
    void thePageTellsEverythingWithinEightyColumns() throws Exception {
        accept();
        journal(TwiceDecided.life(), 5);
        Shell shell = Shell.run("parcel", "explain", "L1-7", "--data", data);
        assertEquals(0, shell.exit(), shell.err());
        for (String line : shell.out().split("\n", -1)) {
            assertTrue(line.length() <= 80, () -> line.length() + " columns: " + line);
        }
        for (String expected : List.of(
                "sorted alt",
                "340123450000000017 (SSCC ]C1, by tunnel-1)",
                "no shipment on file",
                "1200 g; scale, 50 ms old",
                "standard; host",
                "3; customer history",
                "- express",
                "no, service is express: was \"standard\"",
                "* rest",
                "yes, STANDARD: always",
                "* town",
                "decision 2, because it was measured",
                "tier: EXPRESS -> STANDARD",
                "last decision point passed by 30 mm",
                "1970 mm (1970 ms) to its last decision point",
                "2 3 4",
                "PLC: accepted",
                "VERIFIED: commanded 2, entry eye of chute 2",
                "promise at risk, cutoff missed: EXPRESS -> STANDARD",
                "4 of its records wait; acknowledged up to 5, last one is 9")) {
            assertTrue(shell.out().contains(expected), () -> expected + " is missing in\n" + shell.out());
        }
    }

    @Test
    void theSameIsThereForPrograms() throws Exception {
        accept();
        journal(TwiceDecided.life(), 9);
        JsonObject explain = explained("P-1");
        JsonObject rules = explain.getJsonObject("rules");
        assertTrue(rules.getBoolean("stored"));
        assertFalse(rules.getString("precedence").isEmpty(), rules::encode);
        assertFalse(rules.containsKey("note"), rules::encode);
        assertEquals(2, rules.getJsonArray("tierRules").size());
        JsonArray hops = explain.getJsonArray("hops");
        assertEquals(
                List.of(
                        "inducted",
                        "codes read",
                        "decided",
                        "decided again",
                        "command accepted",
                        "divert reported",
                        "closed",
                        "recorded",
                        "acknowledged"),
                hops.stream().map(hop -> ((JsonObject) hop).getString("hop")).toList());
        assertEquals(1_970, hops.getJsonObject(3).getLong("slackMs"));
        assertEquals(1_950, hops.getJsonObject(4).getLong("slackMs"));
        JsonObject uplink = explain.getJsonArray("upstream").getJsonObject(0);
        assertEquals("cloud", uplink.getString("uplink"));
        assertTrue(uplink.getBoolean("acknowledged"));
    }

    @Test
    void anotherRevisionOfThePlanIsNotTakenForTheOneThatDecided() throws Exception {
        accept();
        journal(TwiceDecided.underRevision(2), 0);
        JsonObject rules = explained("L1-7").getJsonObject("rules");
        assertFalse(rules.getBoolean("stored"));
        assertEquals("this revision of the plan is not stored any more", rules.getString("note"));
        assertEquals("rest", rules.getString("tierRule"));
    }

    @Test
    void anOlderRecordSaysThatItDoesNotSay() throws Exception {
        journal(TwiceDecided.withoutBasis(), 0);
        Shell shell = Shell.run("parcel", "explain", "L1-7", "--data", data);
        assertEquals(0, shell.exit(), shell.err());
        assertTrue(shell.out().contains("what the host had said: not recorded"), shell.out());
        assertTrue(shell.out().contains("what the rules were asked about was not recorded"), shell.out());
        assertTrue(shell.out().contains("reachable     not recorded"), shell.out());
        assertTrue(shell.out().contains("departure     not recorded"), shell.out());
    }

    @Test
    void aParcelWithoutADecisionIsExplainedAsFarAsItGot() throws Exception {
        journal(TwiceDecided.life().subList(0, 2), 0);
        Shell shell = Shell.run("parcel", "explain", "L1-7", "--data", data);
        assertEquals(0, shell.exit(), shell.err());
        assertTrue(shell.out().contains("still on the line"), shell.out());
        assertTrue(shell.out().contains("closed                 no"), shell.out());
    }

    @Test
    void anUnknownIdIsAnsweredWithWhatLooksLikeIt() throws Exception {
        journal(TwiceDecided.life(), 0);
        Shell parcel = Shell.run("parcel", "explain", "L1-8", "--data", data);
        assertEquals(1, parcel.exit());
        assertEquals("", parcel.out());
        assertTrue(parcel.err().contains("no parcel \"L1-8\""), parcel.err());
        assertTrue(parcel.err().contains("near it: L1-7"), parcel.err());
        Shell code = Shell.run("parcel", "show", "340123450000000071", "--data", data);
        assertTrue(code.err().contains("near it: 340123450000000017"), code.err());
        Shell nothing = Shell.run("parcel", "explain", "entirely-else", "--data", data);
        assertFalse(nothing.err().contains("near it"), nothing.err());
    }

    private JsonObject explained(String id) {
        Shell shell = Shell.run("parcel", "explain", id, "--data", data, "-o", "json");
        assertEquals(0, shell.exit(), shell.err());
        return new JsonObject(shell.out()).getJsonObject("explain");
    }

    /** The example's configuration becomes the accepted one, its plan revision 1. */
    private void accept() throws IOException {
        Path site = folder.resolve("site");
        try (Stream<Path> files = Files.walk(EXAMPLE)) {
            for (Path file : files.toList()) {
                Path target = site.resolve(EXAMPLE.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
        }
        assertTrue(new Revisions(data, Drivers.all(), InstantSource.system())
                .start(site)
                .accepted()
                .isPresent());
    }

    private void journal(List<Fact> life, long acknowledged) throws InterruptedException {
        List<JournalEntry> entries =
                life.stream().map(fact -> FactCodec.entry("L1", fact)).toList();
        CountDownLatch durable = new CountDownLatch(1);
        try (Journal journal = Journal.open(JournalSettings.in(data), InstantSource.system())) {
            assertTrue(journal.append(entries, durable::countDown));
            assertTrue(durable.await(30, TimeUnit.SECONDS));
            if (acknowledged > 0) {
                journal.deliver("cloud", acknowledged);
            }
        }
    }
}
