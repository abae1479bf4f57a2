// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.tiersort.agent.sqlite.Sqlite;
import io.tiersort.agent.sqlite.StoreException;
import io.tiersort.cloud.OutboxRecord;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * The read side of {@code journal.db}: one read-only connection, one short read at a time. What is missing or damaged
 * is told in place, so that a reader can account for every sequence. Any thread.
 */
final class JournalReader implements AutoCloseable {
    private static final long BYTES_MAX = 1 << 20;
    private static final Duration BUSY = Duration.ofSeconds(2);
    private static final String SELECT = "SELECT " + JournalFile.COLUMNS + " FROM record ";

    private final ReentrantLock lock = new ReentrantLock();
    private final Path database;
    private final Consumer<String> suspect;
    private @Nullable Connection connection;
    private boolean closed;

    /** @param suspect told when the file turns out to be damaged */
    JournalReader(Path database, Consumer<String> suspect) {
        this.database = database;
        this.suspect = suspect;
    }

    /** Everything above {@code after} up to {@code upTo}: rows, damaged rows, and one record for each hole. */
    List<OutboxRecord> read(long after, long upTo, int limit) {
        if (after >= upTo || limit <= 0) {
            return List.of();
        }
        return query(SELECT + "WHERE seq > ? AND seq <= ? ORDER BY seq LIMIT ?", List.of(after, upTo, limit), rows -> {
            List<OutboxRecord> found = new ArrayList<>();
            long position = after;
            long bytes = 0;
            while (bytes < BYTES_MAX && found.size() < limit && rows.next()) {
                OutboxRecord row = outbox(rows);
                addHole(found, position + 1, row);
                if (found.size() < limit) {
                    found.add(row);
                }
                position = row.sequence();
                bytes += row.body().length;
            }
            if (bytes < BYTES_MAX && found.size() < limit && position < upTo) {
                found.add(hole(position + 1, upTo, 0, 0));
            }
            return found;
        });
    }

    private static void addHole(List<OutboxRecord> found, long expected, OutboxRecord next) {
        if (expected < next.sequence()) {
            found.add(hole(expected, next.sequence() - 1, next.epoch(), next.timeMillis()));
        }
    }

    private static OutboxRecord hole(long first, long last, int epoch, long timeMillis) {
        JsonObject body = GapRecord.body(List.of(new Range(first, last)), "these records are missing");
        return new OutboxRecord(
                last, epoch, timeMillis, StoredRecord.GAP, "", body.toBuffer().getBytes());
    }

    /** Rows below {@code before}, newest first. */
    List<OutboxRecord> readBack(long before, int limit) {
        return query(
                SELECT + "WHERE seq < ? ORDER BY seq DESC LIMIT ?", List.of(before, limit), JournalReader::outboxes);
    }

    /** Rows of a parcel number, oldest first; an empty subject stands for any. */
    List<OutboxRecord> byParcel(String subject, long parcel, int limit) {
        return query(
                SELECT + "WHERE parcel > 0 AND parcel = ? AND (? = '' OR subject = ?) ORDER BY seq LIMIT ?",
                List.of(parcel, subject, subject, limit),
                JournalReader::outboxes);
    }

    /** The highest parcel number of any row, 0 when there is none. */
    long highestParcel() {
        return query(
                "SELECT max(parcel) FROM record WHERE parcel > 0",
                List.of(),
                rows -> rows.next() ? rows.getLong(1) : 0L);
    }

    /** The last acknowledged record by uplink. */
    Map<String, Long> cursors() {
        return query(JournalFile.CURSORS, List.of(), JournalFile::cursors);
    }

    private static List<OutboxRecord> outboxes(ResultSet rows) throws SQLException {
        List<OutboxRecord> found = new ArrayList<>();
        while (rows.next()) {
            found.add(outbox(rows));
        }
        return found;
    }

    private static OutboxRecord outbox(ResultSet rows) throws SQLException {
        StoredRecord row = JournalFile.row(rows);
        if (row.crc() == rows.getInt(9)) {
            return row.toOutbox();
        }
        JsonObject body = new JsonObject().put("reason", "checksum failed").put("sequence", row.sequence());
        return new OutboxRecord(
                row.sequence(),
                row.epoch(),
                row.timeMillis(),
                StoredRecord.DAMAGED,
                "",
                body.toBuffer().getBytes());
    }

    /** Turns rows into something. */
    private interface Rows<T> {
        T collect(ResultSet rows) throws SQLException;
    }

    private <T> T query(String sql, List<Object> arguments, Rows<T> collector) {
        lock.lock();
        try {
            if (closed) {
                throw new StoreException(
                        StoreException.Code.CLOSED, "journal read refused: the journal is closed", null);
            }
            if (connection == null) {
                connection = Sqlite.openReader(database, BUSY);
            }
            try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < arguments.size(); i++) {
                    statement.setObject(i + 1, arguments.get(i));
                }
                try (ResultSet rows = statement.executeQuery()) {
                    return collector.collect(rows);
                }
            }
        } catch (SQLException e) {
            disconnect();
            if (Sqlite.code(e) == SQLiteErrorCode.SQLITE_CORRUPT || Sqlite.code(e) == SQLiteErrorCode.SQLITE_NOTADB) {
                suspect.accept(String.valueOf(e.getMessage()));
            }
            throw new StoreException(
                    StoreException.Code.READ,
                    "journal read failed: reason=" + e.getMessage()
                            + "; expected a readable journal.db, which is salvaged when damaged; try again later",
                    e);
        } finally {
            lock.unlock();
        }
    }

    /** Something done to the files while nobody reads. */
    interface Work<T> {
        T run() throws IOException, SQLException;
    }

    /** Runs {@code work} with the read connection closed; readers wait meanwhile. */
    <T> T whileClosed(Work<T> work) throws IOException, SQLException {
        lock.lock();
        try {
            disconnect();
            return work.run();
        } finally {
            lock.unlock();
        }
    }

    private void disconnect() {
        if (connection != null) {
            Sqlite.closeQuietly(connection);
            connection = null;
        }
    }

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            disconnect();
        } finally {
            lock.unlock();
        }
    }
}
