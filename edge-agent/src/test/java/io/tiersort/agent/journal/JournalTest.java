// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import static io.tiersort.agent.journal.JournalFixture.appendAndWait;
import static io.tiersort.agent.journal.JournalFixture.await;
import static io.tiersort.agent.journal.JournalFixture.body;
import static io.tiersort.agent.journal.JournalFixture.entries;
import static io.tiersort.agent.journal.JournalFixture.open;
import static io.tiersort.agent.journal.JournalFixture.readAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.sqlite.Sqlite;
import io.tiersort.agent.sqlite.StoreException;
import io.tiersort.cloud.OutboxRecord;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    Path dir;

    @Test
    void recordsAreReadInTheOrderTheyWereAppendedWithoutAHole() throws InterruptedException {
        try (Journal journal = open(dir)) {
            JournalFixture.fill(journal, 1, 2_500, 100);
            List<OutboxRecord> all = readAll(journal);
            assertEquals(2_500, all.size());
            for (int i = 0; i < all.size(); i++) {
                assertEquals(i + 1, all.get(i).sequence());
                assertEquals(TestEntry.bodyOf(i + 1), body(all.get(i)));
            }
            assertEquals(2_500, journal.last());
        }
    }

    @Test
    void confirmationComesOnlyWhenTheRecordCanBeReadFromTheDisk() throws Exception {
        CountDownLatch done = new CountDownLatch(200);
        AtomicLong unread = new AtomicLong();
        try (Journal journal = open(dir);
                Connection other = Sqlite.openReader(dir.resolve("journal.db"), Duration.ofSeconds(1))) {
            for (long n = 1; n <= 200; n++) {
                long sequence = n;
                assertTrue(journal.append(entries(n, n), () -> {
                    try {
                        String found = Sqlite.text(other, "SELECT count(*) FROM record WHERE seq = " + sequence);
                        unread.addAndGet(found.equals("1") ? 0 : 1);
                    } catch (SQLException e) {
                        unread.incrementAndGet();
                    }
                    done.countDown();
                }));
            }
            assertTrue(done.await(30, TimeUnit.SECONDS));
        }
        assertEquals(0, unread.get());
    }

    @Test
    void everyStartHasItsOwnEpochAndGoesOnCounting() throws InterruptedException {
        for (int start = 1; start <= 3; start++) {
            try (Journal journal = open(dir)) {
                assertEquals(start, journal.epoch());
                appendAndWait(journal, entries(start, start));
            }
        }
        try (Journal journal = open(dir)) {
            List<OutboxRecord> all = readAll(journal);
            assertEquals(
                    List.of(1L, 2L, 3L),
                    all.stream().map(OutboxRecord::sequence).toList());
            assertEquals(List.of(1, 2, 3), all.stream().map(OutboxRecord::epoch).toList());
        }
    }

    @Test
    void aCursorSurvivesARestartAndNeverGoesBack() throws InterruptedException {
        try (Journal journal = open(dir)) {
            JournalFixture.fill(journal, 1, 10, 10);
            journal.deliver("mqtt", 7);
            journal.deliver("mqtt", 3);
            assertEquals(7, journal.delivered("mqtt"));
            assertEquals(0, journal.delivered("other"));
        }
        try (Journal journal = open(dir)) {
            assertEquals(7, journal.delivered("mqtt"));
            assertEquals(8, journal.read(journal.delivered("mqtt"), 100).get(0).sequence());
        }
    }

    @Test
    void aCursorBecomesDurableByItselfWhenNothingElseHappens() throws InterruptedException {
        try (Journal journal = open(dir)) {
            JournalFixture.fill(journal, 1, 10, 10);
            journal.deliver("mqtt", 9);
            await("cursor on disk", () -> JournalVerifier.verify(dir).cursors().getOrDefault("mqtt", 0L) == 9);
        }
    }

    @Test
    void aSecondAgentOnTheSameFolderIsRefusedWithTheOwnersPid() {
        try (Journal first = open(dir)) {
            assertEquals(0, first.last());
            StoreException refused = assertThrows(StoreException.class, () -> open(dir));
            assertEquals(StoreException.Code.LOCKED, refused.code());
            String message = String.valueOf(refused.getMessage());
            assertTrue(message.contains("pid=" + ProcessHandle.current().pid()), message);
            assertTrue(message.contains(dir.toString()), message);
        }
        open(dir).close();
    }

    @Test
    void onlyTheOwnerMayReadTheFiles() throws Exception {
        try (Journal journal = open(dir)) {
            appendAndWait(journal, entries(1, 1));
            for (String name : List.of("journal.db", "journal.db-wal", "journal.high", "agent.lock")) {
                assertEquals(
                        "rw-------",
                        PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve(name))),
                        name);
            }
        }
    }

    @Test
    void listenersHearOfNewRecordsAfterTheyCanBeRead() throws InterruptedException {
        try (Journal journal = open(dir)) {
            List<Long> heard = new ArrayList<>();
            CountDownLatch both = new CountDownLatch(2);
            journal.onAppend(() -> {
                heard.add(journal.last());
                both.countDown();
            });
            appendAndWait(journal, entries(1, 5));
            appendAndWait(journal, entries(6, 7));
            assertTrue(both.await(30, TimeUnit.SECONDS));
            assertEquals(List.of(5L, 7L), heard);
        }
    }

    @Test
    void aParcelsRecordsAreFoundByItsNumberAndSubject() throws InterruptedException {
        try (Journal journal = open(dir)) {
            JournalFixture.fill(journal, 1, 300, 100);
            appendAndWait(journal, List.of(new TestEntry(900, 42, RecordClass.OUTCOME)));
            List<OutboxRecord> found = journal.byParcel("L1/1/42", 42);
            assertEquals(
                    List.of(42L, 301L),
                    found.stream().map(OutboxRecord::sequence).toList());
            assertEquals(List.of(), journal.byParcel("L2/1/42", 42));
            assertEquals(2, journal.byParcel("", 42).size());
        }
    }

    @Test
    void scanningBackShowsTheNewestFirstAndStopsWhenTold() throws InterruptedException {
        try (Journal journal = open(dir)) {
            JournalFixture.fill(journal, 1, 1_700, 850);
            List<Long> seen = new ArrayList<>();
            assertEquals(1_201, journal.scanBack(5_000, row -> {
                seen.add(row.sequence());
                return row.sequence() > 500;
            }));
            assertEquals(1_700, seen.get(0));
            assertEquals(500, seen.get(seen.size() - 1));
            assertEquals(30, journal.scanBack(30, row -> true));
        }
    }

    @Test
    void theHighestParcelNumberIsKnownHoweverLongAgoItWasGiven() throws InterruptedException {
        try (Journal journal = open(dir)) {
            assertEquals(0, journal.highestParcel());
            JournalFixture.fill(journal, 1, 1_000, 500);
            long highest = JournalFixture.readAll(journal).stream()
                    .mapToLong(record -> Long.parseLong(
                            record.subject().substring(record.subject().lastIndexOf('/') + 1)))
                    .max()
                    .orElseThrow();
            assertEquals(highest, journal.highestParcel());
        }
    }

    @Test
    void anEntryThatCannotBeEncodedKeepsItsPlaceAndSaysWhy() throws InterruptedException {
        JournalEntry broken = new JournalEntry() {
            @Override
            public long timeMillis() {
                return 1;
            }

            @Override
            public String type() {
                return "parcel.broken";
            }

            @Override
            public String subject() {
                return "";
            }

            @Override
            public long parcel() {
                return 0;
            }

            @Override
            public RecordClass recordClass() {
                return RecordClass.PARCEL;
            }

            @Override
            public byte[] body() {
                throw new IllegalStateException("no such chute");
            }
        };
        try (Journal journal = open(dir)) {
            appendAndWait(journal, List.of(TestEntry.of(1), broken, TestEntry.of(3)));
            List<OutboxRecord> all = readAll(journal);
            assertEquals(3, all.size());
            assertTrue(body(all.get(1)).contains("no such chute"), body(all.get(1)));
        }
    }

    @Test
    void readersAreNeitherBlockedNorMisledWhileTheJournalIsWritten() throws Exception {
        try (Journal journal = open(dir)) {
            Thread feeder = new Thread(() -> {
                for (long n = 1; n <= 20_000; n += 20) {
                    List<TestEntry> group = entries(n, n + 19);
                    await("room in the queue", () -> journal.append(group, () -> {}));
                }
            });
            feeder.start();
            long position = 0;
            while (position < 20_000) {
                for (OutboxRecord row : journal.read(position, 500)) {
                    assertEquals(position + 1, row.sequence());
                    assertEquals("parcel.decided", row.type());
                    position = row.sequence();
                }
            }
            feeder.join();
        }
    }

    @Test
    void figuresCountWhatWasCommitted() throws InterruptedException {
        try (Journal journal = open(dir)) {
            JournalFixture.fill(journal, 1, 1_000, 250);
            JournalFigures figures = journal.figures();
            assertEquals(1_000, figures.accepted());
            assertEquals(4, figures.commits());
            assertEquals(250, figures.recordsPerCommit(), 0.01);
            assertEquals(0, figures.queued());
            assertTrue(figures.commitP50Micros() > 0 && figures.commitP50Micros() <= figures.commitMaxMicros());
            assertTrue(figures.bytes() + figures.walBytes() > 100_000, figures.toString());
            assertEquals(JournalState.FINE, journal.state());
        }
    }

    @Test
    void aClosedJournalRefusesEntriesAndKeepsWhatWasQueued() throws InterruptedException {
        Journal journal = open(dir);
        assertTrue(journal.append(entries(1, 500), () -> {}));
        journal.close();
        journal.close();
        assertFalse(journal.append(entries(501, 501), () -> {}));
        try (Journal again = open(dir)) {
            assertEquals(500, again.last());
        }
    }

    @Test
    void theLogIsEmptiedWhenNothingHappens() throws InterruptedException {
        try (Journal journal = open(dir)) {
            JournalFixture.fill(journal, 1, 1_000, 1_000);
            assertTrue(journal.figures().walBytes() > 0);
            await("an empty log", () -> journal.figures().walBytes() == 0);
            assertEquals(1_000, readAll(journal).size());
        }
    }

    @Test
    void settingsOutOfRangeNameTheRange() {
        IllegalArgumentException wrong = assertThrows(
                IllegalArgumentException.class,
                () -> Journal.open(
                        new JournalSettings(dir, Duration.ofSeconds(1), 10, 1_000, 0), InstantSource.system()));
        assertEquals("journal.groupWindow: found 1000ms; expected 0ms..50ms", wrong.getMessage());
    }
}
