// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.cloud.OutboxRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A killed process loses nothing it confirmed. */
class JournalCrashTest {
    private static final int KILLS = 20;

    @TempDir
    Path dir;

    @Test
    void nothingConfirmedIsLostWhenTheProcessIsKilledTwentyTimes() throws Exception {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        Path ledger = dir.resolve("ledger");
        Files.createFile(ledger);
        for (int round = 0; round < KILLS; round++) {
            killAfterSomeConfirmations(ledger, 1 + random.nextInt(60));
        }
        Set<Long> confirmed = new HashSet<>();
        String text = Files.readString(ledger, StandardCharsets.US_ASCII);
        for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
            assertTrue(confirmed.add(Long.valueOf(line)), "confirmed twice: " + line);
        }
        Set<Long> stored = new HashSet<>();
        try (Journal journal = JournalFixture.open(dir.resolve("data"))) {
            long expected = 1;
            for (OutboxRecord row : JournalFixture.readAll(journal)) {
                assertEquals(expected++, row.sequence(), "replay: -Dseed=" + seed);
                // On a slow disk the queue fills up: what it refused was never confirmed, and this record tells of it.
                if (!row.type().equals("journal.dropped")) {
                    assertEquals("parcel.decided", row.type(), "replay: -Dseed=" + seed);
                    stored.add(row.timeMillis() - 1_000_000);
                }
            }
            assertEquals(KILLS + 1, journal.epoch());
        }
        assertTrue(confirmed.size() >= KILLS, "confirmed=" + confirmed.size());
        confirmed.removeAll(stored);
        assertEquals(Set.of(), confirmed, "lost although confirmed; replay: -Dseed=" + seed);
        assertTrue(JournalVerifier.verify(dir.resolve("data")).sound());
    }

    private void killAfterSomeConfirmations(Path ledger, int millis) throws IOException, InterruptedException {
        long before = Files.size(ledger);
        Process child = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xshare:auto",
                        "-cp",
                        System.getProperty("java.class.path"),
                        JournalCrashChild.class.getName(),
                        dir.resolve("data").toString(),
                        ledger.toString()))
                .redirectErrorStream(true)
                .redirectOutput(dir.resolve("child.log").toFile())
                .start();
        try {
            JournalFixture.await("a confirmation", () -> size(ledger) > before || !child.isAlive());
            assertTrue(child.isAlive(), Files.readString(dir.resolve("child.log")));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
        } finally {
            child.destroyForcibly().waitFor();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
