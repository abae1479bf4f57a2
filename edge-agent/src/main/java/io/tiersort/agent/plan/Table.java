// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A table of a plan: ranges of keys, such as postcodes, to words. The range of most characters that holds a key wins, so
 * that a town may be told apart from the region around it.
 *
 * @param id name in the plan
 * @param rows in the order of the file; rows of one length do not overlap
 */
public record Table(String id, List<Row> rows) {
    public Table {
        rows = List.copyOf(rows);
    }

    /** Keys whose first characters lie between {@code from} and {@code to}, both included and of the same length. */
    public record Row(String from, String to, String value) {
        /** True when the key begins inside this range. */
        public boolean holds(String key) {
            if (key.length() < from.length()) {
                return false;
            }
            String start = key.substring(0, from.length());
            return start.compareTo(from) >= 0 && start.compareTo(to) <= 0;
        }
    }

    /** The word for a key, or null when no row holds it. */
    public @Nullable String find(String key) {
        Row best = null;
        for (Row row : rows) {
            if (row.holds(key)
                    && (best == null || row.from().length() > best.from().length())) {
                best = row;
            }
        }
        return best == null ? null : best.value();
    }
}
