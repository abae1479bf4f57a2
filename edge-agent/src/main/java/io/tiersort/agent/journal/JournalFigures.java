// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import java.util.Map;

/**
 * Figures of a journal since it was opened, for people and metrics.
 *
 * @param accepted records that are durable
 * @param queued records that wait for their commit
 * @param refused records refused because the queue was too full, by class
 * @param commits group commits that succeeded
 * @param failures attempts to commit that failed
 * @param lost records found missing, at the opening or later
 * @param commitP50Micros median duration of a commit
 * @param bytes size of {@code journal.db}
 * @param walBytes size of its write-ahead log
 */
public record JournalFigures(
        long accepted,
        int queued,
        Map<RecordClass, Long> refused,
        long commits,
        long failures,
        long lost,
        long commitP50Micros,
        long commitP99Micros,
        long commitMaxMicros,
        long bytes,
        long walBytes) {
    public JournalFigures {
        refused = Map.copyOf(refused);
    }

    /** Records in a commit on average, 0 before the first. */
    public double recordsPerCommit() {
        return commits == 0 ? 0 : (double) accepted / commits;
    }
}
