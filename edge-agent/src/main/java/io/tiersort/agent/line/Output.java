// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.device.command.DestinationCommand;

/** What a step asks for, in order. */
public sealed interface Output {
    /** Hand this command to the sorter at once. */
    record Send(DestinationCommand command) implements Output {}

    /** Let parcels onto the line at this share of what the inducts can do, in percent. */
    record Limit(int percent) implements Output {}

    /** Something happened: journal it. The line's state has changed accordingly already. */
    record Happened(Fact fact) implements Output {}
}
