// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.sqlite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Where damaged files go: {@code quarantine/} of the data folder. Nothing is ever deleted from it by the agent. */
public final class Quarantine {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);
    /** The database last: a log left beside a new database would be taken for its own. */
    private static final String[] PARTS = {"-wal", "-shm", ""};

    private Quarantine() {}

    /**
     * Moves {@code file} and its log aside. No connection of this process may have it open.
     *
     * @return where the database file is now
     */
    public static Path moveAside(Path file, InstantSource wall) throws IOException {
        Path dir = Files.createDirectories(file.resolveSibling("quarantine"));
        String stem = file.getFileName().toString().replaceFirst("\\.db$", "");
        String stamp = STAMP.format(wall.instant());
        Path target = dir.resolve(stem + "-" + stamp + ".db");
        for (int i = 1; Files.exists(target); i++) {
            target = dir.resolve(stem + "-" + stamp + "-" + i + ".db");
        }
        for (String part : PARTS) {
            Path from = file.resolveSibling(file.getFileName() + part);
            if (Files.exists(from)) {
                Files.move(from, target.resolveSibling(target.getFileName() + part), StandardCopyOption.ATOMIC_MOVE);
            }
        }
        return target;
    }
}
