// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/**
 * A file that says nothing the journal has not said: sums and indexes, made by following the journal's records in their
 * order. What was made of a stretch of records and the place reached are written in one transaction, so that each record
 * counts once whatever happens. A damaged file, or one of another schema, goes to the quarantine and is made anew. One
 * thread at a time; blocks on the disk.
 */
public final class DerivedFile implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DerivedFile.class.getName());
    private static final Duration BUSY = Duration.ofSeconds(5);
    private static final Duration CHECK_BUDGET = Duration.ofSeconds(5);

    private final Path file;
    private final List<String> tables;
    private final String schema;
    private @Nullable Connection connection;
    private long position;

    private DerivedFile(Path file, String schema, List<String> tables) {
        this.file = file;
        this.schema = schema;
        this.tables = List.copyOf(tables);
    }

    /** Reads something. */
    @FunctionalInterface
    public interface Question<T> {
        /** The answer. */
        T ask(Connection connection) throws SQLException;
    }

    /** Changes something inside a transaction. */
    @FunctionalInterface
    public interface Change {
        /** Makes the change. */
        void make(Connection connection) throws SQLException;
    }

    /**
     * Opens or creates the file.
     *
     * @param schema version of the tables, changed with them
     * @param tables statements that create them
     * @throws StoreException when the folder cannot be used
     */
    public static DerivedFile open(Path file, String schema, List<String> tables, InstantSource wall) {
        DerivedFile derived = new DerivedFile(file, schema, tables);
        try {
            String fault = derived.fault();
            if (!fault.isEmpty()) {
                LOG.log(System.Logger.Level.ERROR, "{0} is made anew from the journal: {1}", file.getFileName(), fault);
                derived.close();
                Quarantine.moveAside(file, wall);
            }
            derived.position =
                    Long.parseLong(Sqlite.text(derived.connected(), "SELECT value FROM meta WHERE name = 'followed'"));
            return derived;
        } catch (SQLException | IOException e) {
            derived.close();
            throw failed(StoreException.Code.OPEN, file, e);
        }
    }

    private String fault() throws SQLException {
        try {
            String damage = Sqlite.quickCheck(connected(), CHECK_BUDGET);
            String found = Sqlite.text(connected(), "SELECT value FROM meta WHERE name = 'schema'");
            return !damage.isEmpty() || found.equals(schema) ? damage : "schema \"" + found + "\"; expected " + schema;
        } catch (SQLException e) {
            if (Sqlite.code(e) == SQLiteErrorCode.SQLITE_FULL) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }

    private Connection connected() throws SQLException {
        Connection open = connection;
        if (open == null) {
            open = Sqlite.openWriter(file, BUSY);
            try {
                prepare(open);
            } catch (SQLException e) {
                Sqlite.closeQuietly(open);
                throw e;
            }
            connection = open;
        }
        return open;
    }

    private void prepare(Connection open) throws SQLException {
        if (!Sqlite.text(open, "SELECT count(*) FROM sqlite_schema").equals("0")) {
            return;
        }
        Sqlite.execute(open, "BEGIN IMMEDIATE");
        Sqlite.execute(open, "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT");
        Sqlite.execute(open, "INSERT INTO meta (name, value) VALUES ('schema', '" + schema + "'), ('followed', '0')");
        for (String table : tables) {
            Sqlite.execute(open, table);
        }
        Sqlite.execute(open, "COMMIT");
    }

    /** Sequence of the last record of the journal that is accounted for in the file, 0 for none. */
    public long position() {
        return position;
    }

    /** Reads the file; fails with a {@link StoreException} of code {@code READ}. */
    public <T> T ask(Question<T> question) {
        try {
            return question.ask(connected());
        } catch (SQLException e) {
            close();
            throw failed(StoreException.Code.READ, file, e);
        }
    }

    /**
     * Makes a change and accounts for all records up to {@code reached}, both or neither; fails with a {@link
     * StoreException} of code {@code WRITE}.
     */
    public void write(long reached, Change change) {
        try {
            Connection open = connected();
            Sqlite.execute(open, "BEGIN IMMEDIATE");
            change.make(open);
            try (PreparedStatement statement =
                    open.prepareStatement("UPDATE meta SET value = ? WHERE name = 'followed'")) {
                statement.setString(1, Long.toString(reached));
                statement.executeUpdate();
            }
            Sqlite.execute(open, "COMMIT");
            position = reached;
            Sqlite.checkpoint(open);
        } catch (SQLException e) {
            close();
            throw failed(StoreException.Code.WRITE, file, e);
        }
    }

    private static StoreException failed(StoreException.Code code, Path file, Exception cause) {
        return new StoreException(
                code,
                "cannot use a file of the data folder: file=" + file + ", reason=" + cause.getMessage()
                        + "; expected a writable local folder with free space; check owner, mount and disk",
                cause);
    }

    @Override
    public void close() {
        Connection open = connection;
        if (open != null) {
            Sqlite.closeQuietly(open);
            connection = null;
        }
    }
}
