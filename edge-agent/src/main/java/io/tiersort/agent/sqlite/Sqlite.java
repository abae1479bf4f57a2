// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.sqlite;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteErrorCode;

/** Opens SQLite files the one way this agent trusts. Stateless. */
public final class Sqlite {
    /** First library in which a checkpoint beside a writer cannot corrupt a write-ahead log. */
    private static final int[] FLOOR = {3, 51, 3};

    private static final String NATIVE_DIR = "org.sqlite.tmpdir";
    private static final String NATIVE_LIBRARY = "org.sqlite.lib.path";
    private static final int PROGRESS_STEPS = 10_000;

    private Sqlite() {}

    /**
     * Lets the driver unpack its native library below {@code dataDir} instead of the system's temporary folder, unless
     * the start script already said where, and removes what killed processes left there. The caller holds the folder's
     * {@link DataDirLock}. Only the first call of a process, before the driver is loaded, has an effect.
     */
    public static synchronized void unpackBelow(Path dataDir) {
        if (System.getProperty(NATIVE_DIR) != null || System.getProperty(NATIVE_LIBRARY) != null) {
            return;
        }
        Path dir = dataDir.resolve("native").toAbsolutePath();
        try {
            Files.createDirectories(dir);
            try (DirectoryStream<Path> stale = Files.newDirectoryStream(dir, "sqlite-*")) {
                for (Path file : stale) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Code.OPEN,
                    "cannot prepare the folder for the native library: dir=" + dir + "; expected a writable folder; "
                            + "check its owner",
                    e);
        }
        System.setProperty(NATIVE_DIR, dir.toString());
    }

    /**
     * Opens {@code file} for writing, creating it readable by its owner alone: write-ahead log, synced at every commit,
     * no checkpoint of its own accord. One thread at a time may use the connection; transactions are begun and
     * committed by statements.
     *
     * @param busyTimeout how long to wait for another connection's lock
     */
    public static Connection openWriter(Path file, Duration busyTimeout) throws SQLException {
        createPrivately(file);
        Connection connection = connect(file, new SQLiteConfig());
        try {
            harden(connection, busyTimeout);
            expect(connection, "PRAGMA journal_mode=WAL", "wal");
            execute(connection, "PRAGMA synchronous=FULL");
            expect(connection, "PRAGMA synchronous", "2");
            execute(connection, "PRAGMA wal_autocheckpoint=0");
            execute(connection, "PRAGMA journal_size_limit=16777216");
            return connection;
        } catch (SQLException | StoreException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** Opens an existing {@code file} for reading only, also while another process writes to it. */
    public static Connection openReader(Path file, Duration busyTimeout) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        Connection connection = connect(file, config);
        try {
            harden(connection, busyTimeout);
            execute(connection, "PRAGMA query_only=ON");
            return connection;
        } catch (SQLException | StoreException e) {
            closeQuietly(connection);
            throw e;
        }
    }

    /** Runs one statement that returns nothing of interest. */
    public static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of the first row as text, or an empty text when there is none. */
    public static String text(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            String found = rows.next() ? rows.getString(1) : null;
            return found == null ? "" : found;
        }
    }

    /**
     * Checks the structure of the file for at most {@code budget}; a large file may not be checked to its end.
     *
     * @return the first fault, or an empty text when none was found in time
     */
    public static String quickCheck(Connection connection, Duration budget) throws SQLException {
        long start = System.nanoTime();
        ProgressHandler.setHandler(connection, PROGRESS_STEPS, new ProgressHandler() {
            @Override
            protected int progress() {
                return System.nanoTime() - start > budget.toNanos() ? 1 : 0;
            }
        });
        try {
            String found = text(connection, "PRAGMA quick_check(1)");
            return found.equals("ok") ? "" : found.replace('\n', ' ');
        } catch (SQLException e) {
            if (code(e) == SQLiteErrorCode.SQLITE_INTERRUPT) {
                return "";
            }
            throw e;
        } finally {
            ProgressHandler.clearHandler(connection);
        }
    }

    /** Moves the log into the database without waiting for anybody. */
    public static void checkpoint(Connection connection) throws SQLException {
        execute(connection, "PRAGMA wal_checkpoint(PASSIVE)");
    }

    /** Moves the log into the database and empties the log file; gives up when readers are in the way for too long. */
    public static void checkpointAndTruncate(Connection connection) throws SQLException {
        execute(connection, "PRAGMA wal_checkpoint(TRUNCATE)");
    }

    /** The primary error code of SQLite, such as {@code SQLITE_IOERR} for any of its refinements. */
    public static SQLiteErrorCode code(SQLException e) {
        return SQLiteErrorCode.getErrorCode(e.getErrorCode() & 0xFF);
    }

    /** Closes a connection whose state no longer matters. */
    public static void closeQuietly(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            System.getLogger(Sqlite.class.getName()).log(System.Logger.Level.DEBUG, "close failed", e);
        }
    }

    /** Creates an empty file that only its owner may read, where the file system knows owners; no-op when it exists. */
    public static void createPrivately(Path file) {
        try {
            if (!Files.exists(file)) {
                if (Files.getFileStore(file.toAbsolutePath().getParent()).supportsFileAttributeView("posix")) {
                    Files.createFile(
                            file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                } else {
                    Files.createFile(file);
                }
            }
        } catch (FileAlreadyExistsException e) {
            System.getLogger(Sqlite.class.getName()).log(System.Logger.Level.DEBUG, "created elsewhere", e);
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Code.OPEN,
                    "cannot create a file: file=" + file + ", reason=" + e.getMessage()
                            + "; expected a writable folder with free space; check owner and disk",
                    e);
        }
    }

    private static Connection connect(Path file, SQLiteConfig config) throws SQLException {
        Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
        String version = connection.getMetaData().getDatabaseProductVersion();
        if (!atLeastFloor(version)) {
            closeQuietly(connection);
            throw new StoreException(
                    StoreException.Code.LIBRARY,
                    "SQLite library refused: version=" + version
                            + "; expected 3.51.3 or newer; do remove the older library from the class path or "
                            + NATIVE_LIBRARY,
                    null);
        }
        return connection;
    }

    /** Whether a version text such as {@code 3.54.1} is not below the floor; anything unreadable is. */
    static boolean atLeastFloor(String version) {
        String[] parts = version.split("\\.", -1);
        for (int i = 0; i < FLOOR.length; i++) {
            int part = i < parts.length && parts[i].matches("\\d{1,6}") ? Integer.parseInt(parts[i]) : -1;
            if (part != FLOOR[i]) {
                return part > FLOOR[i];
            }
        }
        return true;
    }

    private static void harden(Connection connection, Duration busyTimeout) throws SQLException {
        execute(connection, "PRAGMA busy_timeout=" + busyTimeout.toMillis());
        execute(connection, "PRAGMA trusted_schema=OFF");
        execute(connection, "PRAGMA cell_size_check=ON");
        execute(connection, "PRAGMA foreign_keys=ON");
    }

    private static void expect(Connection connection, String pragma, String wanted) throws SQLException {
        String found = text(connection, pragma);
        if (!found.equals(wanted)) {
            throw new StoreException(
                    StoreException.Code.OPEN,
                    "SQLite did not take a setting: " + pragma + " gave " + found + "; expected " + wanted
                            + "; use a local disk, not a network share",
                    null);
        }
    }
}
