// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import io.tiersort.agent.sqlite.Quarantine;
import io.tiersort.agent.sqlite.Sqlite;
import io.tiersort.agent.sqlite.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;

/** The durable list of shipments, {@code site.db}. One thread at a time. After a failure it opens the file again. */
final class SiteStore implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(SiteStore.class.getName());
    private static final Duration BUSY = Duration.ofSeconds(2);
    private static final Duration CHECK_BUDGET = Duration.ofMillis(500);
    private static final String SCHEMA_VERSION = "2";
    /** Before shipments had a customer, a group and a compartment. */
    private static final String WITHOUT_CUSTOMER = "1";

    private static final String COLUMNS = "reference, codes, segment, service, flags, postcode, country, point,"
            + " customer, grouping, compartment, promise_by, not_before, weight_g, length_mm, width_mm, height_mm, status";
    private static final String CREATE = "CREATE TABLE shipment (reference TEXT PRIMARY KEY, codes TEXT NOT NULL,"
            + " segment TEXT NOT NULL, service TEXT NOT NULL, flags INTEGER NOT NULL, postcode TEXT NOT NULL,"
            + " country TEXT NOT NULL, point TEXT NOT NULL, promise_by INTEGER NOT NULL, not_before INTEGER NOT NULL,"
            + " weight_g INTEGER NOT NULL, length_mm INTEGER NOT NULL, width_mm INTEGER NOT NULL,"
            + " height_mm INTEGER NOT NULL, status INTEGER NOT NULL, updated INTEGER NOT NULL, customer TEXT NOT NULL DEFAULT '',"
            + " grouping TEXT NOT NULL DEFAULT '', compartment TEXT NOT NULL DEFAULT '') STRICT";
    private static final String UPSERT = "INSERT INTO shipment (" + COLUMNS + ", updated)"
            + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (reference) DO UPDATE SET"
            + " codes = excluded.codes, segment = excluded.segment, service = excluded.service,"
            + " flags = excluded.flags, postcode = excluded.postcode, country = excluded.country,"
            + " point = excluded.point, customer = excluded.customer,"
            + " grouping = excluded.grouping, compartment = excluded.compartment, promise_by = excluded.promise_by, not_before = excluded.not_before,"
            + " weight_g = excluded.weight_g, length_mm = excluded.length_mm, width_mm = excluded.width_mm,"
            + " height_mm = excluded.height_mm, status = excluded.status, updated = excluded.updated";

    private final Path file;
    private final InstantSource wall;
    private @Nullable Connection connection;

    private SiteStore(Path file, InstantSource wall) {
        this.file = file;
        this.wall = wall;
    }

    /**
     * Opens or creates the store and shows every shipment in it. A damaged file goes to the quarantine; what can be
     * read of it is kept.
     *
     * @return the store, and what was wrong with its file
     */
    static Loaded open(Path dir, InstantSource wall, Consumer<Shipment> each) {
        SiteStore store = new SiteStore(dir.resolve("site.db"), wall);
        try {
            String damage = store.openSound();
            if (damage.isEmpty()) {
                store.load(store.connected(), each);
                Sqlite.execute(store.connected(), "PRAGMA shrink_memory");
            } else {
                store.salvage(damage, each);
            }
            return new Loaded(store, damage);
        } catch (SQLException | IOException e) {
            store.close();
            throw new StoreException(
                    StoreException.Code.OPEN,
                    "cannot open the shipments: file=" + store.file + ", reason=" + e.getMessage()
                            + "; expected a writable local folder with free space; check owner, mount and disk",
                    e);
        }
    }

    /** An open store, and what was wrong with its file. */
    record Loaded(SiteStore store, String damage) {}

    private String openSound() throws SQLException {
        try {
            return Sqlite.quickCheck(connected(), CHECK_BUDGET);
        } catch (SQLException e) {
            if (Sqlite.code(e) == SQLiteErrorCode.SQLITE_FULL) {
                throw e;
            }
            return String.valueOf(e.getMessage());
        }
    }

    private void salvage(String damage, Consumer<Shipment> each) throws SQLException, IOException {
        LOG.log(System.Logger.Level.ERROR, "site.db is damaged: reason={0}; readable shipments are kept", damage);
        close();
        Path old = Quarantine.moveAside(file, wall);
        try (Connection damaged = Sqlite.openReader(old, BUSY)) {
            List<Shipment> batch = new ArrayList<>();
            load(damaged, shipment -> {
                each.accept(shipment);
                batch.add(shipment);
            });
            write(batch, List.of());
        } catch (SQLException e) {
            LOG.log(
                    System.Logger.Level.ERROR,
                    "site.db: not every shipment could be salvaged: {0}; expected them to be sent again",
                    e.getMessage());
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

    private static void prepare(Connection open) throws SQLException {
        if (Sqlite.text(open, "SELECT count(*) FROM sqlite_schema").equals("0")) {
            Sqlite.execute(open, "BEGIN IMMEDIATE");
            Sqlite.execute(open, "CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT");
            Sqlite.execute(open, "INSERT INTO meta (name, value) VALUES ('schema', '" + SCHEMA_VERSION + "')");
            Sqlite.execute(open, CREATE);
            Sqlite.execute(open, "COMMIT");
        }
        String version = Sqlite.text(open, "SELECT value FROM meta WHERE name = 'schema'");
        if (version.equals(WITHOUT_CUSTOMER)) {
            addCustomer(open);
            version = SCHEMA_VERSION;
        }
        if (!version.equals(SCHEMA_VERSION)) {
            throw new SQLException("site.db has schema \"" + version + "\"; expected " + SCHEMA_VERSION);
        }
        Sqlite.execute(open, "PRAGMA cache_size=-32768");
    }

    private static void addCustomer(Connection open) throws SQLException {
        Sqlite.execute(open, "BEGIN IMMEDIATE");
        for (String column : List.of("customer", "grouping", "compartment")) {
            Sqlite.execute(open, "ALTER TABLE shipment ADD COLUMN " + column + " TEXT NOT NULL DEFAULT ''");
        }
        Sqlite.execute(open, "UPDATE meta SET value = '" + SCHEMA_VERSION + "' WHERE name = 'schema'");
        Sqlite.execute(open, "COMMIT");
    }

    private void load(Connection from, Consumer<Shipment> each) throws SQLException {
        try (Statement statement = from.createStatement();
                ResultSet rows = statement.executeQuery("SELECT " + COLUMNS + " FROM shipment")) {
            while (rows.next()) {
                Shipment shipment = shipment(rows);
                if (shipment != null && ShipmentLimits.problem(shipment).isEmpty()) {
                    each.accept(shipment);
                } else {
                    LOG.log(System.Logger.Level.ERROR, "site.db: damaged row skipped: rowid={0}", rows.getRow());
                }
            }
        }
    }

    /** One shipment, read beside whoever owns the store; null when there is none of this reference. */
    static @Nullable Shipment peek(Path dir, String reference) {
        Path file = dir.resolve("site.db");
        try (Connection beside = Sqlite.openReader(file, BUSY);
                PreparedStatement one =
                        beside.prepareStatement("SELECT " + COLUMNS + " FROM shipment WHERE reference = ?")) {
            one.setString(1, reference);
            try (ResultSet rows = one.executeQuery()) {
                return rows.next() ? shipment(rows) : null;
            }
        } catch (SQLException e) {
            throw new StoreException(
                    StoreException.Code.READ,
                    "cannot read a shipment: file=" + file + ", reason=" + e.getMessage()
                            + "; expected the data folder of an agent; check the path",
                    e);
        }
    }

    private static @Nullable Shipment shipment(ResultSet rows) throws SQLException {
        Shipment.Status status = ShipmentCodec.status(rows.getInt(18));
        int flags = rows.getInt(5);
        if (status == null || flags < 0 || flags > 0xFF) {
            return null;
        }
        String codes = rows.getString(2);
        return new Shipment(
                rows.getString(1),
                codes.isEmpty() ? List.of() : List.of(codes.split("\\|", -1)),
                rows.getString(3),
                rows.getString(4),
                ShipmentCodec.flags(flags),
                rows.getString(6),
                rows.getString(7),
                rows.getString(8),
                rows.getString(9),
                rows.getString(10),
                rows.getString(11),
                rows.getLong(12),
                rows.getLong(13),
                rows.getInt(14),
                rows.getInt(15),
                rows.getInt(16),
                rows.getInt(17),
                status);
    }

    /** Makes shipments durable, and references gone, in one transaction. After a failure the outcome is unknown. */
    void write(Collection<Shipment> shipments, Collection<String> removed) throws SQLException {
        try {
            Connection open = connected();
            Sqlite.execute(open, "BEGIN IMMEDIATE");
            upsert(open, shipments);
            remove(open, removed);
            Sqlite.execute(open, "COMMIT");
            Sqlite.checkpoint(open);
        } catch (SQLException e) {
            close();
            throw e;
        }
    }

    private void upsert(Connection open, Collection<Shipment> shipments) throws SQLException {
        long now = wall.millis();
        try (PreparedStatement statement = open.prepareStatement(UPSERT)) {
            for (Shipment shipment : shipments) {
                statement.setString(1, shipment.reference());
                statement.setString(2, String.join("|", shipment.codes()));
                statement.setString(3, shipment.segment());
                statement.setString(4, shipment.service());
                statement.setInt(5, ShipmentCodec.bits(shipment.flags()));
                statement.setString(6, shipment.postcode());
                statement.setString(7, shipment.country());
                statement.setString(8, shipment.point());
                statement.setString(9, shipment.customer());
                statement.setString(10, shipment.group());
                statement.setString(11, shipment.compartment());
                statement.setLong(12, shipment.promiseBy());
                statement.setLong(13, shipment.notBefore());
                statement.setInt(14, shipment.grams());
                statement.setInt(15, shipment.lengthMm());
                statement.setInt(16, shipment.widthMm());
                statement.setInt(17, shipment.heightMm());
                statement.setInt(18, ShipmentCodec.number(shipment.status()));
                statement.setLong(19, now);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    private static void remove(Connection open, Collection<String> references) throws SQLException {
        try (PreparedStatement statement = open.prepareStatement("DELETE FROM shipment WHERE reference = ?")) {
            for (String reference : references) {
                statement.setString(1, reference);
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** References of up to {@code limit} shipments that are not open and were last changed before {@code millis}. */
    List<String> finishedBefore(long millis, int limit) throws SQLException {
        List<String> found = new ArrayList<>();
        try (PreparedStatement statement = connected()
                .prepareStatement("SELECT reference FROM shipment WHERE status <> 0 AND updated < ? LIMIT ?")) {
            statement.setLong(1, millis);
            statement.setInt(2, limit);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
        } catch (SQLException e) {
            close();
            throw e;
        }
        return found;
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
