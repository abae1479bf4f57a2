// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.tiersort.agent.sqlite.Sqlite;
import io.tiersort.agent.sqlite.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import org.sqlite.SQLiteErrorCode;

/** Brings {@code journal.db} into service, at the start and after a failure; damage is salvaged, never fatal. */
final class JournalOpening {
    /** Enough for some 100 MB; what lies beyond is found by the checksum of each row when it is read. */
    private static final Duration CHECK_BUDGET = Duration.ofMillis(500);

    private final JournalSettings settings;
    private final InstantSource wall;

    JournalOpening(JournalSettings settings, InstantSource wall) {
        this.settings = settings;
        this.wall = wall;
    }

    /**
     * A file in service.
     *
     * @param next the first sequence that was never given out
     * @param lost records found missing while opening
     */
    record Opened(JournalFile file, int epoch, long next, Map<String, Long> cursors, long lost) {}

    /** The first opening of a process: counts the epoch up and tells of records that vanished. */
    Opened start() throws IOException, SQLException {
        JournalSalvage.finish(settings.dir(), wall);
        HighWater.Mark high = HighWater.read(settings.dir());
        Opened opened = open(high, settings.bytesMax(), "");
        try {
            int epoch = Math.max(opened.epoch, high.epoch()) + 1;
            long last = opened.file.last().sequence();
            if (opened.next == last + 1) {
                opened.file.startEpoch(epoch, List.of());
                return new Opened(opened.file, epoch, opened.next, opened.cursors, opened.lost);
            }
            Range missing = new Range(last + 1, opened.next - 1);
            opened.file.startEpoch(epoch, List.of(gap(opened.next, epoch, missing)));
            return new Opened(opened.file, epoch, opened.next + 1, opened.cursors, opened.lost + missing.count());
        } catch (SQLException e) {
            opened.file.close();
            throw e;
        }
    }

    private StoredRecord gap(long sequence, int epoch, Range missing) {
        String reason = "the newest records are missing: journal.db ends at " + (missing.first() - 1)
                + " but records up to " + missing.last() + " were confirmed";
        return StoredRecord.own(
                sequence, epoch, wall.millis(), StoredRecord.GAP, GapRecord.body(List.of(missing), reason));
    }

    /**
     * Opens again after a failure.
     *
     * @param given the highest sequence given out, whether or not its commit succeeded
     * @param bytesMax largest size of the file, 0 for no limit
     * @param damage what a reader stumbled over, so that the file is salvaged in any case, or an empty text
     */
    Opened again(HighWater.Mark given, long bytesMax, String damage) throws IOException, SQLException {
        return open(given, bytesMax, damage);
    }

    private Opened open(HighWater.Mark floor, long bytesMax, String damage) throws IOException, SQLException {
        Path database = settings.dir().resolve(JournalSalvage.DATABASE);
        long lost = 0;
        JournalFile file;
        try {
            file = sound(database, bytesMax, damage);
        } catch (SQLException e) {
            if (passing(e)) {
                throw e;
            }
            lost = JournalSalvage.run(settings.dir(), wall, floor, String.valueOf(e.getMessage()));
            file = JournalFile.open(database, bytesMax);
        }
        return describe(file, floor, lost);
    }

    private static Opened describe(JournalFile file, HighWater.Mark floor, long lost) throws SQLException {
        try {
            HighWater.Mark last = file.last();
            Map<String, Long> cursors = file.cursors();
            long highest = Math.max(last.sequence(), floor.sequence());
            for (long cursor : cursors.values()) {
                highest = Math.max(highest, cursor);
            }
            return new Opened(file, Math.max(file.epoch(), last.epoch()), highest + 1, cursors, lost);
        } catch (SQLException e) {
            file.close();
            throw e;
        }
    }

    private static JournalFile sound(Path database, long bytesMax, String damage) throws SQLException {
        JournalFile file = JournalFile.open(database, bytesMax);
        try {
            String fault = damage.isEmpty() ? file.fault(CHECK_BUDGET) : damage;
            if (fault.isEmpty()) {
                return file;
            }
            throw new SQLException(fault);
        } catch (SQLException | StoreException e) {
            file.close();
            throw e;
        }
    }

    /** Failures that say nothing about the file's content. */
    private static boolean passing(SQLException e) {
        SQLiteErrorCode code = Sqlite.code(e);
        return code == SQLiteErrorCode.SQLITE_FULL
                || code == SQLiteErrorCode.SQLITE_BUSY
                || code == SQLiteErrorCode.SQLITE_LOCKED
                || code == SQLiteErrorCode.SQLITE_NOMEM;
    }
}
