// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device;

import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.SorterEvent.Stamp;

/** A driver of a sorter PLC. Same threads as {@link Driver}. */
public interface SorterDriver extends Driver {
    /**
     * Hands a command to the PLC at once, without waiting for an answer. A command that cannot be written now (no
     * session, other epoch, belt past its validity) is reported as {@code CommandDropped} and never sent later.
     */
    void send(DestinationCommand command);

    /**
     * The records of every event up to and including this stamp are durable: the PLC may reuse their places in its ring.
     * Events that are not released are delivered again after a restart of the agent.
     */
    void release(Stamp upTo);

    /**
     * Asks the sorter to let parcels onto the line at this share of what its inducts can do. The newest wish counts, also
     * in a later session. A sorter without such a function ignores it.
     *
     * @param percent 0..100; 100 for no limit
     */
    default void limitInduction(int percent) {}
}
