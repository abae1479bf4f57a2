// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import java.nio.file.Path;
import java.time.Duration;

/**
 * Where and how the journal is kept.
 *
 * @param dir data folder, on a local disk; created when missing
 * @param groupWindow how long the first entry of a group waits for company before the commit, 0..50 ms; the upper bound
 *     of what a power cut can take that was not yet confirmed
 * @param groupMax records per commit at which the window is cut short, 1..100000
 * @param queueMax records that may wait for their commit, 100..10000000; what comes above is refused
 * @param bytesMax largest size of {@code journal.db}, at least 64 KiB, or 0 for as much as the disk holds
 */
public record JournalSettings(Path dir, Duration groupWindow, int groupMax, int queueMax, long bytesMax) {
    private static final Duration WINDOW_MAX = Duration.ofMillis(50);
    private static final long BYTES_MIN = 64 * 1024;

    public JournalSettings {
        require(
                !groupWindow.isNegative() && groupWindow.compareTo(WINDOW_MAX) <= 0,
                "groupWindow",
                groupWindow.toMillis() + "ms",
                "0ms..50ms");
        require(groupMax >= 1 && groupMax <= 100_000, "groupMax", groupMax, "1..100000");
        require(queueMax >= 100 && queueMax <= 10_000_000, "queueMax", queueMax, "100..10000000");
        require(bytesMax == 0 || bytesMax >= BYTES_MIN, "bytesMax", bytesMax, "0 or at least " + BYTES_MIN);
    }

    /** The defaults: 5 ms, 2000 records per commit, 50,000 waiting, no size limit of its own. */
    public static JournalSettings in(Path dir) {
        return new JournalSettings(dir, Duration.ofMillis(5), 2_000, 50_000, 0);
    }

    private static void require(boolean holds, String name, Object found, String expected) {
        if (!holds) {
            throw new IllegalArgumentException("journal." + name + ": found " + found + "; expected " + expected);
        }
    }
}
