// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.customer;

import io.tiersort.agent.customer.DeliveryFigures.Measure;
import io.tiersort.agent.fact.ParcelEnds.End;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.sqlite.DerivedFile;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The tables of {@code customers.db}. One thread; blocks on the disk. */
final class CustomerStore {
    private static final Duration SORTED_KEPT = Duration.ofDays(30);
    private static final Duration EVENTS_KEPT = Duration.ofDays(91);
    private static final int FORGET_STEP = 1_000;
    private static final List<String> TABLES = List.of(
            "CREATE TABLE sorted (reference TEXT PRIMARY KEY, subject TEXT NOT NULL, parcel INTEGER NOT NULL,"
                    + " at INTEGER NOT NULL, tier TEXT NOT NULL, customer TEXT NOT NULL, promise_by INTEGER NOT NULL)"
                    + " STRICT, WITHOUT ROWID",
            "CREATE INDEX sorted_at ON sorted (at)",
            "CREATE TABLE event (id TEXT PRIMARY KEY, at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            "CREATE INDEX event_at ON event (at)",
            "CREATE TABLE customer (id TEXT PRIMARY KEY, deliveries INTEGER NOT NULL, missed INTEGER NOT NULL,"
                    + " rating_sum INTEGER NOT NULL, ratings INTEGER NOT NULL, point TEXT NOT NULL,"
                    + " delivered_at INTEGER NOT NULL, missed_at INTEGER NOT NULL, preferred_at INTEGER NOT NULL,"
                    + " heard_at INTEGER NOT NULL) STRICT, WITHOUT ROWID",
            "CREATE INDEX customer_heard ON customer (heard_at)",
            "CREATE TABLE figure (tier TEXT NOT NULL, name TEXT NOT NULL, count INTEGER NOT NULL,"
                    + " PRIMARY KEY (tier, name)) STRICT, WITHOUT ROWID",
            "CREATE TABLE reason (name TEXT PRIMARY KEY, count INTEGER NOT NULL) STRICT, WITHOUT ROWID");

    private CustomerStore() {}

    /** A parcel that was sorted here; texts are empty and numbers 0 for one that was not. */
    record Sorted(String subject, long parcel, String tier, String customer, long promiseBy) {
        static final Sorted ELSEWHERE = new Sorted("", 0, "", "", 0);

        /** Id of its line. */
        String line() {
            return subject.substring(0, subject.lastIndexOf('-'));
        }
    }

    static DerivedFile open(Path dir, InstantSource wall) {
        return DerivedFile.open(dir.resolve("customers.db"), "1", TABLES, wall);
    }

    static int load(Connection from, Consumer<Customer> each) throws SQLException {
        int count = 0;
        try (Statement statement = from.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM customer")) {
            while (rows.next()) {
                each.accept(standing(rows).customer());
                count++;
            }
        }
        return count;
    }

    private static Standing standing(ResultSet rows) throws SQLException {
        return new Standing(
                rows.getString("id"),
                rows.getInt("deliveries"),
                rows.getInt("missed"),
                rows.getLong("rating_sum"),
                rows.getInt("ratings"),
                rows.getString("point"),
                rows.getLong("delivered_at"),
                rows.getLong("missed_at"),
                rows.getLong("preferred_at"));
    }

    static Standing standing(Connection from, String id) throws SQLException {
        try (PreparedStatement statement = from.prepareStatement("SELECT * FROM customer WHERE id = ?")) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next() ? standing(rows) : Standing.of(id);
            }
        }
    }

    static void put(Connection to, Standing customer, long heardAt) throws SQLException {
        try (PreparedStatement statement =
                to.prepareStatement("INSERT OR REPLACE INTO customer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            statement.setString(1, customer.id());
            statement.setInt(2, customer.deliveries());
            statement.setInt(3, customer.missed());
            statement.setLong(4, customer.ratingSum());
            statement.setInt(5, customer.ratings());
            statement.setString(6, customer.point());
            statement.setLong(7, customer.deliveredAt());
            statement.setLong(8, customer.missedAt());
            statement.setLong(9, customer.preferredAt());
            statement.setLong(10, heardAt);
            statement.executeUpdate();
        }
    }

    static boolean knowsEvent(Connection from, String id) throws SQLException {
        try (PreparedStatement statement = from.prepareStatement("SELECT 1 FROM event WHERE id = ?")) {
            statement.setString(1, id);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    /** True when the event is new. */
    static boolean addEvent(Connection to, String id, long at) throws SQLException {
        try (PreparedStatement statement = to.prepareStatement("INSERT OR IGNORE INTO event VALUES (?, ?)")) {
            statement.setString(1, id);
            statement.setLong(2, at);
            return statement.executeUpdate() == 1;
        }
    }

    static Optional<Sorted> sorted(Connection from, String reference) throws SQLException {
        try (PreparedStatement statement = from.prepareStatement(
                "SELECT subject, parcel, tier, customer, promise_by FROM sorted WHERE reference = ?")) {
            statement.setString(1, reference);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next()
                        ? Optional.of(new Sorted(
                                rows.getString(1),
                                rows.getLong(2),
                                rows.getString(3),
                                rows.getString(4),
                                rows.getLong(5)))
                        : Optional.empty();
            }
        }
    }

    /** A reference sorted twice stands for the later parcel. */
    static void addSorted(Connection to, List<End> ends) throws SQLException {
        try (PreparedStatement statement =
                to.prepareStatement("INSERT OR REPLACE INTO sorted VALUES (?, ?, ?, ?, ?, ?, ?)")) {
            for (End end : ends) {
                statement.setString(1, end.reference());
                statement.setString(2, end.subject());
                statement.setLong(3, end.parcel());
                statement.setLong(4, end.at());
                statement.setString(5, end.tier());
                statement.setString(6, end.way().customer());
                statement.setLong(7, end.way().promiseBy());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Forgets a step of what is older than it is kept, so that no write takes long. */
    static void forget(Connection in, long now) throws SQLException {
        forget(in, "sorted", "reference", now - SORTED_KEPT.toMillis());
        forget(in, "event", "id", now - EVENTS_KEPT.toMillis());
    }

    private static void forget(Connection in, String table, String key, long before) throws SQLException {
        try (PreparedStatement statement = in.prepareStatement("DELETE FROM " + table + " WHERE " + key + " IN (SELECT "
                + key + " FROM " + table + " WHERE at < ? ORDER BY at LIMIT " + FORGET_STEP + ")")) {
            statement.setLong(1, before);
            statement.executeUpdate();
        }
    }

    /** Forgets the customers not heard of for the longest time. */
    static void forgetCustomers(Connection in, int count) throws SQLException {
        try (PreparedStatement statement = in.prepareStatement(
                "DELETE FROM customer WHERE id IN (SELECT id FROM customer ORDER BY heard_at LIMIT ?)")) {
            statement.setInt(1, count);
            statement.executeUpdate();
        }
    }

    static DeliveryFigures figures(Connection from) throws SQLException {
        Map<String, Map<Measure, Long>> tiers = new TreeMap<>();
        Map<String, Long> reasons = new TreeMap<>();
        try (Statement statement = from.createStatement();
                ResultSet rows = statement.executeQuery("SELECT tier, name, count FROM figure")) {
            while (rows.next()) {
                tiers.computeIfAbsent(rows.getString(1), tier -> new EnumMap<>(Measure.class))
                        .put(Measure.valueOf(rows.getString(2)), rows.getLong(3));
            }
        }
        try (Statement statement = from.createStatement();
                ResultSet rows = statement.executeQuery("SELECT name, count FROM reason")) {
            while (rows.next()) {
                reasons.put(rows.getString(1), rows.getLong(2));
            }
        }
        return new DeliveryFigures(tiers, reasons);
    }

    static void put(Connection to, DeliveryFigures figures) throws SQLException {
        try (PreparedStatement statement = to.prepareStatement("INSERT OR REPLACE INTO figure VALUES (?, ?, ?)")) {
            for (Map.Entry<String, Map<Measure, Long>> tier : figures.tiers().entrySet()) {
                for (Map.Entry<Measure, Long> count : tier.getValue().entrySet()) {
                    statement.setString(1, tier.getKey());
                    statement.setString(2, count.getKey().name());
                    statement.setLong(3, count.getValue());
                    statement.addBatch();
                }
            }
            statement.executeBatch();
        }
        try (PreparedStatement statement = to.prepareStatement("INSERT OR REPLACE INTO reason VALUES (?, ?)")) {
            for (Map.Entry<String, Long> reason : figures.returnReasons().entrySet()) {
                statement.setString(1, reason.getKey());
                statement.setLong(2, reason.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }
}
