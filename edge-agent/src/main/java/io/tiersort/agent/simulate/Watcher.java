// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.Fact;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.DeviceEvent;

/** Sees what goes into a line and what comes out of it, in order, on the thread of the world. */
public interface Watcher {
    /** A device of the line reported something; the line is told right after. */
    default void reported(DeviceEvent event) {}

    /** The line said that something happened. */
    default void happened(Fact fact) {}

    /** The line handed a command to the sorter. */
    default void commanded(DestinationCommand command) {}
}
