// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.tiersort.cloud.OutboxRecord;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** What the tests of the journal share. */
final class JournalFixture {
    private static final long LIMIT_SECONDS = 30;

    private JournalFixture() {}

    static Journal open(Path dir) {
        return Journal.open(JournalSettings.in(dir), InstantSource.system());
    }

    static void appendAndWait(Journal journal, List<? extends JournalEntry> entries) throws InterruptedException {
        CountDownLatch durable = new CountDownLatch(1);
        assertTrue(journal.append(entries, durable::countDown));
        assertTrue(durable.await(LIMIT_SECONDS, TimeUnit.SECONDS), "not durable in time");
    }

    static List<TestEntry> entries(long first, long last) {
        List<TestEntry> entries = new ArrayList<>();
        for (long n = first; n <= last; n++) {
            entries.add(TestEntry.of(n));
        }
        return entries;
    }

    /** Writes one entry per number, in groups. */
    static void fill(Journal journal, long first, long last, int group) throws InterruptedException {
        for (long n = first; n <= last; n += group) {
            appendAndWait(journal, entries(n, Math.min(last, n + group - 1)));
        }
    }

    static List<OutboxRecord> readAll(Journal journal) {
        List<OutboxRecord> all = new ArrayList<>();
        List<OutboxRecord> page = journal.read(0, 1_000);
        while (!page.isEmpty()) {
            all.addAll(page);
            page = journal.read(page.get(page.size() - 1).sequence(), 1_000);
        }
        return all;
    }

    static String body(OutboxRecord found) {
        return new String(found.body(), StandardCharsets.UTF_8);
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                fail("not reached in time: " + what);
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(2));
        }
    }
}
