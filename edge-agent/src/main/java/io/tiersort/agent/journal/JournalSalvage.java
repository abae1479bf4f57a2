// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.tiersort.agent.sqlite.Quarantine;
import io.tiersort.agent.sqlite.Sqlite;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Replaces a damaged {@code journal.db}: every row that can be read and has its checksum is copied into a new file, the
 * damaged one goes to the quarantine, and a {@code journal.gap} record says what is missing. A crash at any moment is
 * made good by the next {@link #finish}.
 */
final class JournalSalvage {
    static final String DATABASE = "journal.db";

    private static final String BUILDING = "journal.salvage.tmp";
    private static final String BUILT = "journal.salvage.db";
    private static final int ROWS_PER_COMMIT = 2_000;
    /** A journal never gets that long. */
    private static final long HOP_MAX = 1L << 40;

    private static final System.Logger LOG = System.getLogger(JournalSalvage.class.getName());

    private final Path dir;
    private final InstantSource wall;
    private final List<Range> lost = new ArrayList<>();
    private final List<StoredRecord> waiting = new ArrayList<>();
    private long position;
    private long salvaged;

    private JournalSalvage(Path dir, InstantSource wall) {
        this.dir = dir;
        this.wall = wall;
    }

    /** Completes an exchange of files that a crash interrupted. */
    static void finish(Path dir, InstantSource wall) throws IOException {
        for (String leftover : List.of(BUILDING, BUILDING + "-wal", BUILDING + "-shm")) {
            Files.deleteIfExists(dir.resolve(leftover));
        }
        if (Files.exists(dir.resolve(BUILT))) {
            exchange(dir, wall);
        }
    }

    /**
     * Salvages what can be read. No connection of this process may have the file open.
     *
     * @param floor every sequence up to here was given out, whether or not it can be found
     * @param reason the damage, for the record
     * @return how many sequences are missing
     */
    static long run(Path dir, InstantSource wall, HighWater.Mark floor, String reason)
            throws IOException, SQLException {
        LOG.log(
                System.Logger.Level.WARNING,
                "journal.db is damaged: reason={0}; it is moved to quarantine and readable records are salvaged",
                reason);
        JournalSalvage salvage = new JournalSalvage(dir, wall);
        salvage.build(floor, reason);
        exchange(dir, wall);
        long count = salvage.lost.stream().mapToLong(Range::count).sum();
        LOG.log(System.Logger.Level.WARNING, "journal.db: salvaged={0}, lost={1}", salvage.salvaged, count);
        return count;
    }

    private static void exchange(Path dir, InstantSource wall) throws IOException {
        Quarantine.moveAside(dir.resolve(DATABASE), wall);
        Files.move(dir.resolve(BUILT), dir.resolve(DATABASE), StandardCopyOption.ATOMIC_MOVE);
    }

    private void build(HighWater.Mark floor, String reason) throws IOException, SQLException {
        Map<String, Long> cursors = new HashMap<>();
        try (JournalFile target = JournalFile.open(dir.resolve(BUILDING), 0)) {
            int epoch = Math.max(floor.epoch(), copyFrom(target, cursors)) + 1;
            long highest = Math.max(position, floor.sequence());
            for (long cursor : cursors.values()) {
                highest = Math.max(highest, cursor);
            }
            miss(position + 1, highest);
            JsonObject body =
                    GapRecord.body(lost, "journal.db was damaged: " + reason).put("salvaged", salvaged);
            waiting.add(StoredRecord.own(highest + 1, epoch, wall.millis(), StoredRecord.GAP, body));
            target.commit(waiting, cursors);
            target.startEpoch(epoch, List.of());
            target.checkpointAndTruncate();
        }
        Files.move(dir.resolve(BUILDING), dir.resolve(BUILT), StandardCopyOption.ATOMIC_MOVE);
    }

    private int copyFrom(JournalFile target, Map<String, Long> cursors) throws SQLException {
        int epoch = 0;
        try (Connection source = Sqlite.openReader(dir.resolve(DATABASE), Duration.ofSeconds(1))) {
            String text = Sqlite.text(source, "SELECT value FROM meta WHERE name = 'epoch'");
            epoch = text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
            cursors.putAll(JournalFile.cursors(source));
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "journal.db: cursors and epoch cannot be read: {0}", e.getMessage());
        }
        try (Connection source = Sqlite.openReader(dir.resolve(DATABASE), Duration.ofSeconds(1))) {
            epoch = Math.max(epoch, copyRows(source, target));
        } catch (SQLException e) {
            LOG.log(System.Logger.Level.WARNING, "journal.db: rows cannot be read: {0}", e.getMessage());
        }
        return epoch;
    }

    /** Copies in order; where reading fails it hops over ever more sequences until it succeeds again. */
    private int copyRows(Connection source, JournalFile target) throws SQLException {
        int epoch = 0;
        long hop = 0;
        while (hop <= HOP_MAX) {
            try {
                return Math.max(epoch, copyAbove(source, position + hop, target));
            } catch (UnreadableException e) {
                epoch = Math.max(epoch, e.epoch);
                hop = e.progressed ? 1 : Math.max(1, hop * 2);
            }
        }
        return epoch;
    }

    /** Reading failed somewhere behind {@link #position}. */
    private static final class UnreadableException extends Exception {
        private static final long serialVersionUID = 1;

        private final boolean progressed;
        private final int epoch;

        UnreadableException(SQLException cause, boolean progressed, int epoch) {
            super(cause);
            this.progressed = progressed;
            this.epoch = epoch;
        }
    }

    private int copyAbove(Connection source, long after, JournalFile target) throws UnreadableException, SQLException {
        int epoch = 0;
        long start = position;
        List<StoredRecord> batch = new ArrayList<>();
        try (PreparedStatement statement =
                source.prepareStatement("SELECT " + JournalFile.COLUMNS + " FROM record WHERE seq > ? ORDER BY seq")) {
            statement.setLong(1, after);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    StoredRecord row = JournalFile.row(rows);
                    if (row.sequence() <= position) {
                        throw new SQLException("rows out of order: seq=" + row.sequence());
                    }
                    if (JournalFile.sound(rows)) {
                        epoch = Math.max(epoch, row.epoch());
                        keep(row, batch);
                    }
                    if (batch.size() >= ROWS_PER_COMMIT) {
                        store(batch, target);
                    }
                }
            }
        } catch (SQLException e) {
            store(batch, target);
            throw new UnreadableException(e, position > start, epoch);
        }
        store(batch, target);
        return epoch;
    }

    private void keep(StoredRecord row, List<StoredRecord> batch) {
        miss(position + 1, row.sequence() - 1);
        batch.add(row);
        position = row.sequence();
        salvaged++;
    }

    private static void store(List<StoredRecord> batch, JournalFile target) throws SQLException {
        target.commit(batch, Map.of());
        batch.clear();
    }

    private void miss(long first, long last) {
        if (first <= last) {
            lost.add(new Range(first, last));
        }
    }
}
