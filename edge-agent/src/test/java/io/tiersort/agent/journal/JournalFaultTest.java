// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import static io.tiersort.agent.journal.JournalFixture.appendAndWait;
import static io.tiersort.agent.journal.JournalFixture.await;
import static io.tiersort.agent.journal.JournalFixture.entries;
import static io.tiersort.agent.journal.JournalFixture.fill;
import static io.tiersort.agent.journal.JournalFixture.open;
import static io.tiersort.agent.journal.JournalFixture.readAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.sqlite.Sqlite;
import io.tiersort.agent.sqlite.StoreException;
import io.tiersort.cloud.OutboxRecord;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalFaultTest {
    @TempDir
    Path dir;

    @Test
    void aFullDiskIsToldSurvivedAndLeftByItself() throws Exception {
        JournalSettings small = new JournalSettings(dir, Duration.ofMillis(1), 50, 400, 256 * 1024);
        AtomicInteger confirmed = new AtomicInteger();
        AtomicInteger taken = new AtomicInteger();
        try (Journal journal = Journal.open(small, InstantSource.system())) {
            await("the disk to fill up", () -> {
                int n = taken.get();
                if (journal.append(entries(n, n + 9), () -> confirmed.addAndGet(10))) {
                    taken.addAndGet(10);
                }
                return journal.state().level() == JournalState.Level.FAILED;
            });
            assertTrue(
                    journal.state().reason().contains("free space"),
                    journal.state().reason());
            await(
                    "a full queue",
                    () -> !journal.append(entries(taken.get(), taken.get() + 9), () -> confirmed.addAndGet(10))
                            || taken.addAndGet(10) < 0);
            long refusedOutcomes = outcomesRefused(journal, taken, confirmed);
            assertTrue(refusedOutcomes > 0);
            journal.limit(0);
            await("every queued record", () -> confirmed.get() == taken.get());
            await("a sound state", () -> journal.state().equals(JournalState.FINE));
            List<String> told = readAll(journal).stream()
                    .filter(row -> row.type().equals(StoredRecord.DROPPED))
                    .map(JournalFixture::body)
                    .toList();
            assertTrue(
                    told.stream().anyMatch(text -> text.contains("\"OUTCOME\":" + refusedOutcomes)), told.toString());
            assertEquals(0, journal.figures().queued());
        }
        JournalVerifier.Report report = JournalVerifier.verify(dir);
        assertTrue(report.sound(), report.toString());
        assertEquals(List.of(), report.holes());
    }

    private static long outcomesRefused(Journal journal, AtomicInteger taken, AtomicInteger confirmed) {
        long refused = 0;
        while (refused == 0) {
            if (journal.append(List.of(new TestEntry(1, 1, RecordClass.OUTCOME)), confirmed::incrementAndGet)) {
                taken.incrementAndGet();
            } else {
                refused++;
            }
        }
        return refused;
    }

    @Test
    void telemetryIsRefusedFirstAndOutcomesLast() throws Exception {
        JournalSettings settings = new JournalSettings(dir, Duration.ofMillis(1), 10, 100, 0);
        try (Journal journal = Journal.open(settings, InstantSource.system())) {
            CountDownLatch hold = new CountDownLatch(1);
            CountDownLatch held = new CountDownLatch(1);
            assertTrue(journal.append(entries(1, 1), () -> {
                held.countDown();
                awaitQuietly(hold);
            }));
            held.await();
            assertEquals(75, accepted(journal, RecordClass.TELEMETRY));
            assertEquals(15, accepted(journal, RecordClass.PARCEL));
            assertEquals(10, accepted(journal, RecordClass.OUTCOME));
            assertEquals(0, accepted(journal, RecordClass.EXCEPTION));
            List<TestEntry> mixed =
                    List.of(new TestEntry(1, 1, RecordClass.TELEMETRY), new TestEntry(2, 1, RecordClass.OUTCOME));
            assertFalse(journal.append(mixed, () -> {}));
            assertEquals(2, journal.figures().refused().get(RecordClass.TELEMETRY));
            hold.countDown();
            await("room", () -> journal.figures().queued() == 0);
            await(
                    "the loss record",
                    () -> readAll(journal).stream().anyMatch(row -> row.type().equals(StoredRecord.DROPPED)));
            assertEquals(0, accepted(journal, RecordClass.OUTCOME) - 100, "an empty queue takes them all");
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Appends until refused, while the writer is held, at most 100. */
    private static int accepted(Journal journal, RecordClass recordClass) {
        int accepted = 0;
        while (accepted < 100 && journal.append(List.of(new TestEntry(1, 1, recordClass)), () -> {})) {
            accepted++;
        }
        return accepted;
    }

    @Test
    void recordsThatVanishedAreToldAndTheirNumbersNotUsedAgain() throws Exception {
        writeThenDamage(() -> Files.delete(dir.resolve("journal.db")));
        try (Journal journal = open(dir)) {
            assertEquals(1_001, journal.last());
            List<OutboxRecord> all = readAll(journal);
            OutboxRecord gap = all.get(all.size() - 1);
            assertEquals(StoredRecord.GAP, gap.type());
            assertEquals(List.of(new Range(1, 1_000)), GapRecord.ranges(gap.body()));
            assertEquals(2, gap.epoch());
            assertEquals(1_000, journal.figures().lost());
            appendAndWait(journal, entries(1, 1));
            assertEquals(1_002, journal.last());
        }
        JournalVerifier.Report report = JournalVerifier.verify(dir);
        assertEquals(List.of(new Range(1, 1_000)), report.holes());
        assertEquals(List.of(), report.untold());
        assertTrue(report.sound(), report.toString());
    }

    /** Something done to the files of a closed journal. */
    private interface Damage {
        void run() throws Exception;
    }

    private void writeThenDamage(Damage damage) throws Exception {
        try (Journal journal = open(dir)) {
            fill(journal, 1, 1_000, 100);
        }
        damage.run();
    }

    @Test
    void aRowThatFailsItsChecksumIsToldInItsPlace() throws Exception {
        writeThenDamage(() -> {
            try (Connection other = Sqlite.openWriter(dir.resolve("journal.db"), Duration.ofSeconds(1))) {
                Sqlite.execute(other, "UPDATE record SET body = x'7B7D' WHERE seq = 500");
                Sqlite.execute(other, "DELETE FROM record WHERE seq IN (700, 701)");
            }
        });
        assertEquals(List.of(500L), JournalVerifier.verify(dir).damaged());
        assertEquals(List.of(new Range(700, 701)), JournalVerifier.verify(dir).untold());
        assertFalse(JournalVerifier.verify(dir).sound());
        try (Journal journal = open(dir)) {
            List<OutboxRecord> around = journal.read(498, 3);
            assertEquals(
                    List.of(499L, 500L, 501L),
                    around.stream().map(OutboxRecord::sequence).toList());
            assertEquals(StoredRecord.DAMAGED, around.get(1).type());
            List<OutboxRecord> hole = journal.read(699, 2);
            assertEquals(StoredRecord.GAP, hole.get(0).type());
            assertEquals(701, hole.get(0).sequence());
            assertEquals(702, hole.get(1).sequence());
        }
    }

    @Test
    void aFileThatIsNoDatabaseIsKeptInQuarantine() throws Exception {
        byte[] rubbish = "this is not a database, and long enough to be looked at"
                .repeat(200)
                .getBytes(StandardCharsets.US_ASCII);
        writeThenDamage(() -> Files.write(dir.resolve("journal.db"), rubbish));
        try (Journal journal = open(dir)) {
            assertEquals(1_001, journal.last());
            assertEquals(StoredRecord.GAP, journal.read(1_000, 1).get(0).type());
        }
        try (Stream<Path> kept = Files.list(dir.resolve("quarantine"))) {
            Path file = kept.findFirst().orElseThrow();
            assertEquals(rubbish.length, Files.size(file));
        }
    }

    @Test
    void damageFoundWhileRunningIsSalvagedWithoutARestart() throws Exception {
        try (Journal journal = open(dir)) {
            fill(journal, 1, 5_000, 500);
            await("an empty log", () -> journal.figures().walBytes() == 0);
            try (var channel = FileChannel.open(dir.resolve("journal.db"), StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.allocate(4_096), 40 * 4_096);
            }
            await("a salvaged file", () -> {
                try {
                    return readAll(journal).stream().anyMatch(row -> row.type().equals(StoredRecord.GAP));
                } catch (StoreException e) {
                    return false;
                }
            });
            appendAndWait(journal, entries(1, 10));
            List<OutboxRecord> all = readAll(journal);
            assertEquals(journal.last(), all.get(all.size() - 1).sequence());
            assertTrue(
                    journal.figures().lost() > 0 && journal.figures().lost() < 500,
                    journal.figures().toString());
        }
    }

    @Test
    void anInterruptedSalvageIsCompletedAtTheNextStart() throws Exception {
        writeThenDamage(() -> Files.move(dir.resolve("journal.db"), dir.resolve("journal.salvage.db")));
        try (Journal journal = open(dir)) {
            assertEquals(1_000, readAll(journal).size());
        }
    }

    @Test
    void opensAMillionRecordsAsQuicklyAsAFew() throws Exception {
        Path database = dir.resolve("journal.db");
        open(dir).close();
        try (Connection other = Sqlite.openWriter(database, Duration.ofSeconds(1))) {
            Sqlite.execute(
                    other,
                    "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000)"
                            + " INSERT INTO record SELECT i, 1, i, 'parcel.decided', 'L1/1/' || i, i, 2,"
                            + " zeroblob(100), 0 FROM n");
        }
        try (JournalFile file = JournalFile.open(database, 0)) {
            file.commit(List.of(StoredRecord.of(1_000_001, 1, TestEntry.of(1))), Map.of());
        }
        long start = System.nanoTime();
        try (Journal journal = open(dir)) {
            long opened = System.nanoTime();
            assertEquals(500, journal.scanBack(500, row -> true));
            System.getLogger(JournalFaultTest.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "a million records: open {0} ms, the last 500 in {1} ms",
                            (opened - start) / 1_000_000,
                            (System.nanoTime() - opened) / 1_000_000);
            assertEquals(1_000_001, journal.last());
        }
    }
}
