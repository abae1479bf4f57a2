// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.journal.JournalEntry;
import java.util.List;

/** Where a line hands its facts over; never blocks. */
@FunctionalInterface
public interface JournalPort {
    /** False when the journal has no room: nothing was taken, all was counted. {@code whenDurable} runs on the journal's thread. */
    boolean append(List<? extends JournalEntry> entries, Runnable whenDurable);
}
