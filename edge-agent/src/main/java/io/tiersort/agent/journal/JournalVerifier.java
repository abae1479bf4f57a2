// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.tiersort.agent.sqlite.Sqlite;
import io.tiersort.agent.sqlite.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;

/** Reads a whole journal and accounts for every sequence. Changes nothing; the agent may be running meanwhile. */
public final class JournalVerifier {
    private static final int PAGE = 5_000;
    private static final int LISTED_MAX = 10_000;
    private static final Duration CHECK_BUDGET = Duration.ofMinutes(10);

    private final List<Range> holes = new ArrayList<>();
    private final List<Range> told = new ArrayList<>();
    private final List<Long> damaged = new ArrayList<>();
    private final SortedSet<Integer> epochs = new TreeSet<>();
    private long records;
    private long first;
    private long position;

    private JournalVerifier() {}

    /**
     * What was found.
     *
     * @param records rows with a correct checksum
     * @param first lowest sequence, 0 when empty
     * @param last highest sequence, 0 when empty
     * @param holes sequences without a row
     * @param untold holes no {@code journal.gap} record tells of
     * @param damaged sequences of rows that fail their checksum, at most 10,000 of them
     * @param epochs every start that wrote a row
     * @param cursors last delivered sequence by uplink
     * @param highWater highest confirmed sequence according to {@code journal.high}
     * @param structure the first structural fault, or an empty text
     */
    public record Report(
            long records,
            long first,
            long last,
            List<Range> holes,
            List<Range> untold,
            List<Long> damaged,
            SortedSet<Integer> epochs,
            Map<String, Long> cursors,
            long highWater,
            String structure) {
        public Report {
            holes = List.copyOf(holes);
            untold = List.copyOf(untold);
            damaged = List.copyOf(damaged);
            cursors = Map.copyOf(cursors);
        }

        /** True when nothing is damaged and everything missing was told. */
        public boolean sound() {
            return structure.isEmpty() && untold.isEmpty() && damaged.isEmpty() && highWater <= last;
        }
    }

    /** Verifies the journal of a data folder; a few seconds for a million records. */
    public static Report verify(Path dir) {
        Path database = dir.resolve(JournalSalvage.DATABASE);
        if (!Files.isRegularFile(database)) {
            throw new StoreException(
                    StoreException.Code.OPEN,
                    "no journal to verify: file=" + database + "; expected a data folder of an agent; check the path",
                    null);
        }
        try {
            // Before the rows: a running agent writes rows first.
            long high = HighWater.read(dir).sequence();
            try (Connection connection = Sqlite.openReader(database, Duration.ofSeconds(5))) {
                return new JournalVerifier().verify(connection, high);
            }
        } catch (SQLException | IOException e) {
            throw new StoreException(
                    StoreException.Code.READ,
                    "journal cannot be verified: file=" + database + ", reason=" + e.getMessage()
                            + "; expected a readable journal; start the agent, which salvages what it can",
                    e);
        }
    }

    private Report verify(Connection connection, long high) throws SQLException {
        String structure = Sqlite.quickCheck(connection, CHECK_BUDGET);
        try {
            int found = PAGE;
            while (found == PAGE) {
                found = page(connection);
            }
        } catch (SQLException e) {
            structure = structure.isEmpty() ? String.valueOf(e.getMessage()) : structure;
        }
        return new Report(
                records,
                first,
                position,
                holes,
                untold(),
                damaged,
                epochs,
                JournalFile.cursors(connection),
                high,
                structure);
    }

    private int page(Connection connection) throws SQLException {
        int rowsInPage = 0;
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT " + JournalFile.COLUMNS + " FROM record WHERE seq > ? ORDER BY seq LIMIT " + PAGE)) {
            statement.setLong(1, position);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    account(JournalFile.row(rows), JournalFile.sound(rows));
                    rowsInPage++;
                }
            }
        }
        return rowsInPage;
    }

    private void account(StoredRecord row, boolean sound) throws SQLException {
        if (row.sequence() <= position) {
            throw new SQLException("rows out of order: seq=" + row.sequence());
        }
        if (row.sequence() > position + 1) {
            holes.add(new Range(position + 1, row.sequence() - 1));
        }
        position = row.sequence();
        first = first == 0 ? position : first;
        if (sound) {
            records++;
            epochs.add(row.epoch());
            if (row.type().equals(StoredRecord.GAP)) {
                told.addAll(GapRecord.ranges(row.body()));
            }
        } else if (damaged.size() < LISTED_MAX) {
            damaged.add(row.sequence());
        }
    }

    private List<Range> untold() {
        List<Range> left = new ArrayList<>(holes);
        for (Range known : told) {
            List<Range> rest = new ArrayList<>();
            for (Range hole : left) {
                subtract(hole, known, rest);
            }
            left = rest;
        }
        return left;
    }

    private static void subtract(Range hole, Range known, List<Range> rest) {
        if (known.last() < hole.first() || known.first() > hole.last()) {
            rest.add(hole);
            return;
        }
        if (hole.first() < known.first()) {
            rest.add(new Range(hole.first(), known.first() - 1));
        }
        if (hole.last() > known.last()) {
            rest.add(new Range(known.last() + 1, hole.last()));
        }
    }
}
