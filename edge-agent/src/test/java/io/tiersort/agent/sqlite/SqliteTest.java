// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.sqlite;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.sql.Connection;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SqliteTest {
    @TempDir
    Path dir;

    @Test
    void librariesThatCorruptLogsAreRefused() {
        for (String safe : List.of("3.51.3", "3.51.10", "3.54.1", "4.0")) {
            assertTrue(Sqlite.atLeastFloor(safe), safe);
        }
        for (String unsafe : List.of("3.51.2", "3.7.0", "3.9.99", "2.99.99", "3.51", "", "new")) {
            assertFalse(Sqlite.atLeastFloor(unsafe), unsafe);
        }
    }

    @Test
    void aWriterSyncsEveryCommitAndLeavesCheckpointsToItsOwner() throws Exception {
        try (Connection writer = Sqlite.openWriter(dir.resolve("any.db"), Duration.ofSeconds(1))) {
            assertEquals("2", Sqlite.text(writer, "PRAGMA synchronous"));
            assertEquals("wal", Sqlite.text(writer, "PRAGMA journal_mode"));
            assertEquals("0", Sqlite.text(writer, "PRAGMA wal_autocheckpoint"));
            assertEquals("0", Sqlite.text(writer, "PRAGMA trusted_schema"));
            assertEquals("1", Sqlite.text(writer, "PRAGMA cell_size_check"));
            assertEquals("1", Sqlite.text(writer, "PRAGMA foreign_keys"));
        }
    }
}
