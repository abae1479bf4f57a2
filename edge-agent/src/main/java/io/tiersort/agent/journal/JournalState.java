// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

/**
 * How the journal is doing.
 *
 * @param reason what is wrong and what to do, or an empty text
 */
public record JournalState(Level level, String reason) {
    /** All is well. */
    public static final JournalState FINE = new JournalState(Level.OK, "");

    /** How bad it is. */
    public enum Level {
        /** Records become durable. */
        OK,
        /** Records become durable late, or some are refused. */
        DEGRADED,
        /** Nothing becomes durable; entries wait in the queue and are refused when it is full. */
        FAILED
    }
}
