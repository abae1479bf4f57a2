// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.Journal;
import io.tiersort.agent.journal.JournalEntry;
import io.tiersort.agent.journal.JournalSettings;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeBookTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Instant NOW = Instant.parse("2026-11-23T12:10:00Z");
    private static final Series NIGHT = new Series(Series.Kind.DEPARTURE, "night");

    @TempDir
    Path dir;

    private final InstantSource wall = InstantSource.fixed(NOW);
    private Journal journal;
    private VolumeBook book;

    @BeforeEach
    void open() {
        journal = Journal.open(JournalSettings.in(dir), wall);
        book = VolumeBook.open(dir, journal, BERLIN, wall);
    }

    @AfterEach
    void close() {
        book.close();
        journal.close();
    }

    private void append(JournalEntry... entries) {
        CompletableFuture<Void> durable = new CompletableFuture<>();
        assertTrue(journal.append(Arrays.asList(entries), () -> durable.complete(null)));
        durable.orTimeout(30, TimeUnit.SECONDS).join();
    }

    private static JournalEntry decided(long parcel, String departure) {
        String body = "{\"at\":1,\"parcel\":" + parcel + ",\"departure\":\"" + departure + "\",\"basis\":{}}";
        return FactCodec.entry(
                "L1",
                FactCodec.read("parcel.decided", body.getBytes(StandardCharsets.UTF_8))
                        .orElseThrow());
    }

    private static JournalEntry closed(long parcel, Instant at) {
        return FactCodec.entry(
                "L1",
                new Fact.ParcelClosed(
                        at.toEpochMilli(),
                        parcel,
                        parcel,
                        "A" + parcel,
                        "NEXT_DAY",
                        Outcome.SORTED,
                        Cause.OK,
                        Physical.NONE,
                        3,
                        1));
    }

    private double today(Series series) {
        LocalDateTime midnight = LocalDateTime.of(2026, 11, 23, 0, 0);
        return book.volumes().between(series, midnight, midnight.plusDays(1));
    }

    private void followAll() {
        boolean more = true;
        while (more) {
            more = book.follow();
        }
    }

    @Test
    void aParcelCountsWhenItEndsInWhatWasDecidedLast() {
        append(decided(1, "evening"), decided(1, "night"), decided(2, "night"), closed(1, NOW));
        followAll();
        assertEquals(1, today(Series.SITE));
        assertEquals(1, today(new Series(Series.Kind.TIER, "NEXT_DAY")));
        assertEquals(1, today(NIGHT));
        assertEquals(0, today(new Series(Series.Kind.DEPARTURE, "evening")));
        LocalDateTime quarter = LocalDateTime.of(2026, 11, 23, 13, 0);
        assertEquals(1, book.volumes().between(NIGHT, quarter, quarter.plusMinutes(15)));
    }

    @Test
    void aRestartCountsEachParcelOnceAndKnowsWhatWasDecidedBefore() {
        append(decided(1, "night"), closed(1, NOW), decided(2, "night"));
        followAll();
        book.close();
        append(closed(2, NOW));
        book = VolumeBook.open(dir, journal, BERLIN, wall);
        followAll();
        assertEquals(2, today(Series.SITE));
        assertEquals(2, today(NIGHT));
    }

    @Test
    void theFirstStartTakesInAllOfTheJournalAndForgetsWhatIsTooOld() throws IOException {
        List<JournalEntry> entries = new ArrayList<>();
        for (int parcel = 1; parcel <= 3_000; parcel++) {
            entries.add(decided(parcel, "night"));
            entries.add(closed(parcel, parcel <= 10 ? NOW.minusSeconds(92 * 86_400L) : NOW));
        }
        append(entries.toArray(JournalEntry[]::new));
        followAll();
        assertEquals(2_990, today(NIGHT));
        book.close();
        Files.delete(dir.resolve("history.db"));
        Files.deleteIfExists(dir.resolve("history.db-wal"));
        Files.deleteIfExists(dir.resolve("history.db-shm"));
        book = VolumeBook.open(dir, journal, BERLIN, wall);
        followAll();
        assertEquals(2_990, today(NIGHT));
    }
}
