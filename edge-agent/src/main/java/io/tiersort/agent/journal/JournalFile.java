// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.tiersort.agent.sqlite.Sqlite;
import io.tiersort.agent.sqlite.StoreException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.CRC32C;

/** {@code journal.db}, open for writing. One thread; after any failure it is only good for {@link #close}. */
final class JournalFile implements AutoCloseable {
    static final String COLUMNS = "seq, epoch, time, type, subject, parcel, class, body, crc";

    private static final int PAGE_BYTES = 4096;
    private static final String SCHEMA_VERSION = "1";
    private static final Duration BUSY = Duration.ofSeconds(1);
    private static final String INSERT = "INSERT INTO record (" + COLUMNS + ") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    static final String CURSORS = "SELECT uplink, seq, crc FROM cursor";
    private static final String SET_CURSOR = "INSERT INTO cursor (uplink, seq, crc) VALUES (?, ?, ?)"
            + " ON CONFLICT (uplink) DO UPDATE SET seq = excluded.seq, crc = excluded.crc";
    private static final String[] SCHEMA = {
        "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT",
        "CREATE TABLE record (seq INTEGER PRIMARY KEY, epoch INTEGER NOT NULL, time INTEGER NOT NULL,"
                + " type TEXT NOT NULL, subject TEXT NOT NULL, parcel INTEGER NOT NULL, class INTEGER NOT NULL,"
                + " body BLOB NOT NULL, crc INTEGER NOT NULL) STRICT",
        "CREATE INDEX record_parcel ON record (parcel) WHERE parcel > 0",
        "CREATE TABLE cursor (uplink TEXT PRIMARY KEY, seq INTEGER NOT NULL, crc INTEGER NOT NULL) STRICT",
        "INSERT INTO meta (name, value) VALUES ('schema', '" + SCHEMA_VERSION + "'), ('epoch', '0')"
    };

    private final Connection connection;

    private JournalFile(Connection connection) {
        this.connection = connection;
    }

    /** Opens or creates the file; throws when it is not a journal of this version. */
    static JournalFile open(Path file, long bytesMax) throws SQLException {
        Connection connection = Sqlite.openWriter(file, BUSY);
        try {
            Sqlite.execute(
                    connection,
                    "PRAGMA max_page_count=" + (bytesMax == 0 ? 0xFFFFFFFEL : Math.max(1, bytesMax / PAGE_BYTES)));
            if (Sqlite.text(connection, "SELECT count(*) FROM sqlite_schema").equals("0")) {
                inTransaction(connection, () -> {
                    for (String statement : SCHEMA) {
                        Sqlite.execute(connection, statement);
                    }
                });
            }
            String version = Sqlite.text(connection, "SELECT value FROM meta WHERE name = 'schema'");
            if (!version.equals(SCHEMA_VERSION)) {
                throw new SQLException("journal.db has schema \"" + version + "\"; expected " + SCHEMA_VERSION);
            }
            return new JournalFile(connection);
        } catch (SQLException | StoreException e) {
            Sqlite.closeQuietly(connection);
            throw e;
        }
    }

    /** The first fault found within the budget, in the structure or in the newest row, or an empty text. */
    String fault(Duration budget) throws SQLException {
        String structure = Sqlite.quickCheck(connection, budget);
        if (!structure.isEmpty()) {
            return structure;
        }
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT " + COLUMNS + " FROM record ORDER BY seq DESC LIMIT 1")) {
            return rows.next() && !sound(rows) ? "newest row fails its checksum: seq=" + rows.getLong(1) : "";
        }
    }

    /** The highest sequence and the epoch of its row; zeros when empty. */
    HighWater.Mark last() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT seq, epoch FROM record ORDER BY seq DESC LIMIT 1")) {
            return rows.next() ? new HighWater.Mark(rows.getLong(1), rows.getInt(2)) : new HighWater.Mark(0, 0);
        }
    }

    /** The number of the last start. */
    int epoch() throws SQLException {
        String text = Sqlite.text(connection, "SELECT value FROM meta WHERE name = 'epoch'");
        return text.matches("\\d{1,9}") ? Integer.parseInt(text) : 0;
    }

    /** Commits the number of this start, together with what is to be told about it. */
    void startEpoch(int epoch, List<StoredRecord> notices) throws SQLException {
        inTransaction(connection, () -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("INSERT INTO meta (name, value) VALUES ('epoch', ?)"
                            + " ON CONFLICT (name) DO UPDATE SET value = excluded.value")) {
                statement.setString(1, Integer.toString(epoch));
                statement.executeUpdate();
            }
            insert(notices);
        });
    }

    /** Commits records and cursors in one transaction. */
    void commit(List<StoredRecord> records, Map<String, Long> cursors) throws SQLException {
        inTransaction(connection, () -> {
            insert(records);
            for (Map.Entry<String, Long> cursor : cursors.entrySet()) {
                setCursor(cursor.getKey(), cursor.getValue());
            }
        });
    }

    private void insert(List<StoredRecord> records) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            for (StoredRecord row : records) {
                statement.setLong(1, row.sequence());
                statement.setInt(2, row.epoch());
                statement.setLong(3, row.timeMillis());
                statement.setString(4, row.type());
                statement.setString(5, row.subject());
                statement.setLong(6, row.parcel());
                statement.setInt(7, row.recordClass());
                statement.setBytes(8, row.body());
                statement.setInt(9, row.crc());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private void setCursor(String uplink, long sequence) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SET_CURSOR)) {
            statement.setString(1, uplink);
            statement.setLong(2, sequence);
            statement.setInt(3, cursorCrc(uplink, sequence));
            statement.executeUpdate();
        }
    }

    /** Every cursor whose checksum holds; a lost one starts again at 0, which repeats but never skips. */
    Map<String, Long> cursors() throws SQLException {
        return cursors(connection);
    }

    static Map<String, Long> cursors(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(CURSORS)) {
            return cursors(rows);
        }
    }

    /** From the rows of {@link #CURSORS}; damaged ones are left out. */
    static Map<String, Long> cursors(ResultSet rows) throws SQLException {
        Map<String, Long> cursors = new HashMap<>();
        while (rows.next()) {
            String uplink = text(rows, 1);
            if (cursorCrc(uplink, rows.getLong(2)) == rows.getInt(3)) {
                cursors.put(uplink, rows.getLong(2));
            }
        }
        return cursors;
    }

    private static int cursorCrc(String uplink, long sequence) {
        CRC32C crc = new CRC32C();
        crc.update((uplink + "\n" + sequence).getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    /** Sequences from {@code first} on that are stored. */
    Set<Long> present(long first) throws SQLException {
        Set<Long> present = new HashSet<>();
        try (PreparedStatement statement = connection.prepareStatement("SELECT seq FROM record WHERE seq >= ?")) {
            statement.setLong(1, first);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    present.add(rows.getLong(1));
                }
            }
        }
        return present;
    }

    void checkpoint() throws SQLException {
        Sqlite.checkpoint(connection);
    }

    void checkpointAndTruncate() throws SQLException {
        Sqlite.checkpointAndTruncate(connection);
    }

    /** The row a result set of {@link #COLUMNS} stands on, damaged or not. */
    static StoredRecord row(ResultSet rows) throws SQLException {
        byte[] body = rows.getBytes(8);
        return new StoredRecord(
                rows.getLong(1),
                rows.getInt(2),
                rows.getLong(3),
                text(rows, 4),
                text(rows, 5),
                rows.getLong(6),
                rows.getInt(7),
                body == null ? new byte[0] : body);
    }

    /** Whether the row a result set of {@link #COLUMNS} stands on has the checksum it was written with. */
    static boolean sound(ResultSet rows) throws SQLException {
        return row(rows).crc() == rows.getInt(9);
    }

    private static String text(ResultSet rows, int column) throws SQLException {
        String text = rows.getString(column);
        return text == null ? "" : text;
    }

    /** Work between BEGIN and COMMIT. */
    private interface Work {
        void run() throws SQLException;
    }

    private static void inTransaction(Connection connection, Work work) throws SQLException {
        Sqlite.execute(connection, "BEGIN IMMEDIATE");
        work.run();
        Sqlite.execute(connection, "COMMIT");
    }

    @Override
    public void close() {
        Sqlite.closeQuietly(connection);
    }
}
