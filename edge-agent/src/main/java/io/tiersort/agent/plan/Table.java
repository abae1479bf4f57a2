// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A table of a plan: ranges of keys, such as postcodes, to words. The range of most characters that holds a key wins, so
 * that a town may be told apart from the region around it. A key is found in O(log n). Immutable; any thread.
 */
public final class Table {
    private final String id;
    private final List<Row> rows;
    private final List<Rank> ranks = new ArrayList<>();

    /** The rows whose ranges are of this many characters, by the first characters of a key. */
    private record Rank(int characters, Spans<String, Row> rows) {}

    /** Keys whose first characters lie between {@code from} and {@code to}, both included and of the same length. */
    public record Row(String from, String to, String value) {
        /** True when the key begins inside this range. */
        public boolean holds(String key) {
            return Rules.between(from, to, key);
        }
    }

    /**
     * A table.
     *
     * @param id name in the plan
     * @param rows in the order of the file; rows of one length do not overlap, or the first of them wins
     */
    public Table(String id, List<Row> rows) {
        this.id = id;
        this.rows = List.copyOf(rows);
        TreeMap<Integer, List<Spans.Span<String>>> byLength = new TreeMap<>(Comparator.reverseOrder());
        for (int number = 0; number < rows.size(); number++) {
            Row row = rows.get(number);
            byLength.computeIfAbsent(row.from().length(), length -> new ArrayList<>())
                    .add(new Spans.Span<>(row.from(), row.to(), number));
        }
        byLength.forEach((length, spans) ->
                ranks.add(new Rank(length, new Spans<>(spans, over -> this.rows.get(over.first())))));
    }

    /** Name in the plan. */
    public String id() {
        return id;
    }

    /** In the order of the file. */
    public List<Row> rows() {
        return rows;
    }

    /** The word for a key, or null when no row holds it. */
    public @Nullable String find(String key) {
        for (Rank rank : ranks) {
            if (key.length() >= rank.characters()) {
                Row row = rank.rows().find(key.substring(0, rank.characters()));
                if (row != null) {
                    return row.value();
                }
            }
        }
        return null;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof Table table && id.equals(table.id) && rows.equals(table.rows));
    }

    /** Of the name alone: tables of one name are rarely different, and a table may have many rows. */
    @Override
    public int hashCode() {
        return id.hashCode();
    }

    @Override
    public String toString() {
        return "table " + id + " of " + rows.size() + " rows";
    }
}
