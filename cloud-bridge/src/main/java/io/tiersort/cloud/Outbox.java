// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud;

import java.util.List;

/** What an uplink needs from the journal. Methods block on the disk and may be called from any thread but a loop. */
public interface Outbox {
    /** Durable records with a sequence above {@code after}, ascending, at most {@code limit} and about 1 MiB. */
    List<OutboxRecord> read(long after, int limit);

    /** The last sequence this uplink has delivered, 0 for a new uplink. */
    long delivered(String uplink);

    /** Moves the uplink's cursor forward, durably; a lower sequence than before is ignored. */
    void deliver(String uplink, long sequence);

    /** The highest durable sequence, 0 when empty. Cheap. */
    long last();

    /** {@code listener} is told, on the journal's thread, whenever new records became durable; it must not block. */
    void onAppend(Runnable listener);
}
