// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiersort.agent.sqlite.StoreException;
import io.tiersort.cloud.OutboxRecord;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to the files: the journal opens, goes on, and accounts for every record it once confirmed. */
class JournalMutationTest {
    private static final int RECORDS = 600;
    private static final int MUTATIONS = 200;

    @TempDir
    Path dir;

    @Test
    void everyMutationOfTheFilesIsSurvivedAndEveryLossIsTold() throws Exception {
        Path original = Files.createDirectory(dir.resolve("original"));
        copyOfARunningJournal(original);
        long seed = Long.getLong("seed", System.nanoTime());
        for (int i = 0; i < MUTATIONS; i++) {
            Random random = new Random(seed + i);
            Path copy = dir.resolve("copy-" + i);
            copy(original, copy);
            String mutation = mutate(copy, random);
            String replay = mutation + ", replay: -Dseed=" + (seed + i);
            checkAccounts(copy, replay);
        }
    }

    /** Half of the records in the database, half in its log, as after a power cut. */
    private void copyOfARunningJournal(Path target) throws Exception {
        Path live = dir.resolve("live");
        try (Journal journal = JournalFixture.open(live)) {
            JournalFixture.fill(journal, 1, RECORDS / 2, 60);
            JournalFixture.await("an empty log", () -> journal.figures().walBytes() == 0);
            JournalFixture.fill(journal, RECORDS / 2 + 1, RECORDS, 60);
            journal.deliver("mqtt", 100);
            JournalFixture.await(
                    "the cursor", () -> JournalVerifier.verify(live).cursors().containsKey("mqtt"));
            copy(live, target);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        for (String name : List.of("journal.db", "journal.db-wal", "journal.high")) {
            Files.copy(from.resolve(name), to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static String mutate(Path copy, Random random) throws IOException {
        List<String> names = List.of("journal.db", "journal.db", "journal.db-wal", "journal.high");
        Path file = copy.resolve(names.get(random.nextInt(names.size())));
        byte[] bytes = Files.readAllBytes(file);
        int at = random.nextInt(bytes.length);
        String what = file.getFileName() + " at " + at + ": ";
        switch (random.nextInt(6)) {
            case 0, 1 -> {
                bytes[at] ^= (byte) (1 << random.nextInt(8));
                Files.write(file, bytes);
                return what + "one bit flipped";
            }
            case 2 -> {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(5_000));
                Arrays.fill(bytes, at, end, (byte) 0);
                Files.write(file, bytes);
                return what + "zeros up to " + end;
            }
            case 3 -> {
                Files.write(file, Arrays.copyOf(bytes, at));
                return what + "cut off";
            }
            case 4 -> {
                byte[] rubbish = new byte[Math.min(bytes.length - at, 64)];
                random.nextBytes(rubbish);
                System.arraycopy(rubbish, 0, bytes, at, rubbish.length);
                Files.write(file, bytes);
                return what + "64 random bytes";
            }
            default -> {
                Files.delete(file);
                return what + "deleted";
            }
        }
    }

    private static void checkAccounts(Path copy, String replay) throws Exception {
        BitSet accounted = new BitSet();
        try (Journal journal = JournalFixture.open(copy)) {
            JournalFixture.appendAndWait(journal, JournalFixture.entries(9_001, 9_005));
            for (OutboxRecord row : readAllPatiently(journal, replay)) {
                account(row, accounted, replay);
            }
        } catch (RuntimeException e) {
            throw new AssertionError(replay, e);
        }
        List<Integer> missing = new ArrayList<>();
        for (int n = accounted.nextClearBit(1); n <= RECORDS; n = accounted.nextClearBit(n + 1)) {
            missing.add(n);
        }
        assertEquals(List.of(), missing, replay);
    }

    /** A read may find damage and fail; the journal salvages and the next one succeeds. */
    private static List<OutboxRecord> readAllPatiently(Journal journal, String replay) {
        List<OutboxRecord> all = new ArrayList<>();
        JournalFixture.await("readable records, " + replay, () -> {
            try {
                all.clear();
                all.addAll(JournalFixture.readAll(journal));
                return true;
            } catch (StoreException e) {
                return false;
            }
        });
        return all;
    }

    private static void account(OutboxRecord row, BitSet accounted, String replay) {
        int sequence = (int) row.sequence();
        switch (row.type()) {
            case StoredRecord.GAP -> {
                for (Range range : GapRecord.ranges(row.body())) {
                    accounted.set((int) range.first(), (int) Math.min(RECORDS, range.last()) + 1);
                }
            }
            case StoredRecord.DAMAGED -> accounted.set(sequence);
            default -> {
                if (row.epoch() == 1) {
                    assertEquals(TestEntry.bodyOf(sequence), JournalFixture.body(row), replay);
                    accounted.set(sequence);
                }
            }
        }
    }

    @Test
    void theUnchangedCopyLosesNothing() throws Exception {
        Path copy = Files.createDirectory(dir.resolve("copy"));
        copyOfARunningJournal(copy);
        try (Journal journal = JournalFixture.open(copy)) {
            assertEquals(RECORDS, JournalFixture.readAll(journal).size());
            assertEquals(100, journal.delivered("mqtt"));
        }
        try (Stream<Path> files = Files.list(copy)) {
            assertEquals(0, files.filter(file -> file.endsWith("quarantine")).count());
        }
    }
}
