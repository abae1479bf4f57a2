// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TableTest {
    private static final int ROUNDS = 2_000;

    /** What a table means: of the rows that hold the key, the one of most characters, of equals the first. */
    private static @Nullable String rowByRow(Table table, String key) {
        Table.Row best = null;
        for (Table.Row row : table.rows()) {
            if (row.holds(key)
                    && (best == null || row.from().length() > best.from().length())) {
                best = row;
            }
        }
        return best == null ? null : best.value();
    }

    @Test
    void findsWhatLookingRowByRowFinds() {
        long seed = new Random().nextLong();
        int found = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RandomRules source = new RandomRules(seed + round);
            Table table = source.table("t", round % 30);
            for (int i = 0; i < 20; i++) {
                String key = source.word();
                String expected = rowByRow(table, key);
                assertEquals(expected, table.find(key), "seed " + (seed + round) + ", key \"" + key + "\"");
                found += expected == null ? 0 : 1;
            }
        }
        assertTrue(found > ROUNDS, found + " found; seed " + seed);
    }

    @Test
    void aTownIsToldApartFromTheRegionAroundIt() {
        Table table = new Table(
                "zones",
                List.of(new Table.Row("1", "1", "east"), new Table.Row("10115", "10119", "mitte"), row("104", "x")));

        assertEquals("east", table.find("10114"));
        assertEquals("mitte", table.find("10115"));
        assertEquals("mitte", table.find("10119-02"));
        assertEquals("east", table.find("10120"));
        assertEquals("x", table.find("10400"));
        assertNull(table.find("20095"));
        assertNull(table.find(""));
    }

    @Test
    void twoHundredThousandRowsAreSearchedInFewSteps() {
        List<Table.Row> rows = new ArrayList<>();
        for (int number = 0; number < 200_000; number++) {
            rows.add(row(Integer.toString(1_000_000 + 5 * number), "z" + number % 97));
        }
        Table table = new Table("large", rows);

        for (int number = 0; number < 200_000; number++) {
            String key = Integer.toString(1_000_000 + 5 * number);
            assertEquals("z" + number % 97, table.find(key));
            assertNull(table.find(key.substring(0, 6) + (key.charAt(6) == '0' ? '1' : '6')));
        }
    }

    @Test
    void tablesOfOneNameAndOneContentAreEqual() {
        Table table = new Table("zones", List.of(row("1", "east")));

        assertEquals(table, new Table("zones", List.of(row("1", "east"))));
        assertEquals(table.hashCode(), new Table("zones", List.of(row("1", "west"))).hashCode());
        assertTrue(!table.equals(new Table("zones", List.of(row("1", "west")))));
        assertEquals("table zones of 1 rows", table.toString());
    }

    private static Table.Row row(String key, String value) {
        return new Table.Row(key, key, value);
    }
}
