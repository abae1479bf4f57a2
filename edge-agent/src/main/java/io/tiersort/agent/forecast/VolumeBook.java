// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import io.tiersort.agent.fact.ParcelEnds;
import io.tiersort.agent.fact.ParcelEnds.End;
import io.tiersort.agent.journal.Journal;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.sqlite.DerivedFile;
import io.tiersort.cloud.OutboxRecord;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The volumes of the last thirteen weeks, kept in {@code history.db} and made by following the journal; at the first start
 * that is all of it. A parcel counts when it ends, in what was decided for it last. One thread; blocks on the disk.
 */
public final class VolumeBook implements AutoCloseable {
    /** How long volumes are kept. */
    public static final int DAYS_KEPT = 7 * 13 + 1;

    private static final int PAGE = 2_000;
    private static final List<String> TABLES =
            List.of("CREATE TABLE volume (day INTEGER NOT NULL, series TEXT NOT NULL, quarter INTEGER NOT NULL,"
                    + " count INTEGER NOT NULL, PRIMARY KEY (day, series, quarter)) STRICT, WITHOUT ROWID");

    private final Journal journal;
    private final ZoneId zone;
    private final InstantSource wall;
    private final DerivedFile store;
    private final ParcelEnds parcels;
    private final Volumes volumes = new Volumes();
    private long position;

    private record Cell(LocalDate day, Series series, int quarter) {}

    private VolumeBook(Journal journal, DerivedFile store, ZoneId zone, InstantSource wall) {
        this.journal = journal;
        this.store = store;
        this.zone = zone;
        this.wall = wall;
        parcels = new ParcelEnds(journal::byParcel);
        position = store.position();
        store.ask(connection -> load(connection, volumes));
    }

    /** Opens or creates {@code history.db} in a data folder. {@code zone} is the site's: days and quarters are its own. */
    public static VolumeBook open(Path dir, Journal journal, ZoneId zone, InstantSource wall) {
        DerivedFile store = DerivedFile.open(dir.resolve("history.db"), "1", TABLES, wall);
        return new VolumeBook(journal, store, zone, wall);
    }

    private static Volumes load(Connection from, Volumes into) throws SQLException {
        try (Statement statement = from.createStatement();
                ResultSet rows = statement.executeQuery("SELECT day, series, quarter, count FROM volume")) {
            while (rows.next()) {
                LocalDate day = LocalDate.ofEpochDay(rows.getLong(1));
                int quarter = rows.getInt(3);
                int count = rows.getInt(4);
                Series.ofKey(rows.getString(2)).ifPresent(series -> into.add(series, day, quarter, count));
            }
        }
        return into;
    }

    /** What was counted up to the last {@link #follow}. */
    public Volumes volumes() {
        return volumes;
    }

    /**
     * Takes in the next records of the journal.
     *
     * @return true when more of them wait
     */
    public boolean follow() {
        List<OutboxRecord> page = journal.read(position, PAGE);
        if (page.isEmpty()) {
            return false;
        }
        LocalDate oldest = LocalDate.ofInstant(wall.instant(), zone).minusDays(DAYS_KEPT);
        Map<Cell, Integer> counts = new LinkedHashMap<>();
        page.forEach(record -> parcels.take(record).ifPresent(end -> count(end, oldest, counts)));
        long reached = page.get(page.size() - 1).sequence();
        if (!counts.isEmpty() || reached - store.position() > PAGE) {
            store.write(reached, connection -> write(connection, counts, oldest));
            counts.forEach((cell, count) -> volumes.add(cell.series, cell.day, cell.quarter, count));
            volumes.forget(oldest);
        }
        position = reached;
        return page.size() == PAGE;
    }

    private void count(End end, LocalDate oldest, Map<Cell, Integer> counts) {
        LocalDateTime at = LocalDateTime.ofInstant(Instant.ofEpochMilli(end.at()), zone);
        if (end.outcome() == Outcome.STRAY || at.toLocalDate().isBefore(oldest)) {
            return;
        }
        add(Series.SITE, at, counts);
        addNamed(Series.Kind.TIER, end.tier(), at, counts);
        addNamed(Series.Kind.DEPARTURE, end.way().departure(), at, counts);
        addNamed(Series.Kind.DESTINATION, end.way().destination(), at, counts);
        addNamed(Series.Kind.POINT, end.way().point(), at, counts);
    }

    private void addNamed(Series.Kind kind, String id, LocalDateTime at, Map<Cell, Integer> counts) {
        if (!id.isEmpty()) {
            add(new Series(kind, id), at, counts);
        }
    }

    private void add(Series series, LocalDateTime at, Map<Cell, Integer> counts) {
        if (volumes.takes(series)) {
            counts.merge(new Cell(at.toLocalDate(), series, Volumes.quarter(at.toLocalTime())), 1, Integer::sum);
        }
    }

    private static void write(Connection to, Map<Cell, Integer> counts, LocalDate oldest) throws SQLException {
        try (PreparedStatement statement = to.prepareStatement("INSERT INTO volume VALUES (?, ?, ?, ?)"
                + " ON CONFLICT DO UPDATE SET count = count + excluded.count")) {
            for (Map.Entry<Cell, Integer> cell : counts.entrySet()) {
                statement.setLong(1, cell.getKey().day.toEpochDay());
                statement.setString(2, cell.getKey().series.key());
                statement.setInt(3, cell.getKey().quarter);
                statement.setInt(4, cell.getValue());
                statement.addBatch();
            }
            statement.executeBatch();
        }
        try (PreparedStatement statement = to.prepareStatement("DELETE FROM volume WHERE day < ?")) {
            statement.setLong(1, oldest.toEpochDay());
            statement.executeUpdate();
        }
    }

    @Override
    public void close() {
        store.close();
    }
}
