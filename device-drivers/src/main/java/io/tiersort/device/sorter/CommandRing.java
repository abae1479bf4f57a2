// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.command.DestinationCommand;
import java.util.ArrayList;
import java.util.List;

/** The commands that a PLC's ring holds at the start of a session. Pure. */
final class CommandRing {
    private final RegisterMap map;
    private final byte[] image;

    CommandRing(RegisterMap map) {
        this.map = map;
        image = new byte[2 * map.commands().slots() * CommandRecord.REGISTERS];
    }

    /** Takes a part of the ring's registers. */
    boolean take(byte[] part, int index) {
        System.arraycopy(part, 0, image, 2 * index, part.length);
        return true;
    }

    /**
     * The announced destination commands of this epoch, oldest first.
     *
     * @param newest sequence of the newest announced command, 0 for none
     */
    List<DestinationCommand> commands(int newest, int epoch, Belt belt) {
        Ring ring = map.commands();
        List<DestinationCommand> found = new ArrayList<>();
        if (!ring.holds(newest)) {
            return found;
        }
        for (int back = ring.slots() - 1; back >= 0; back--) {
            int sequence = ring.plus(newest, -back);
            int at = ring.slot(sequence) * CommandRecord.REGISTERS;
            if (CommandRecord.isWhole(image, at, sequence)) {
                CommandRecord command = CommandRecord.decode(image, at, map.order());
                if (isDestination(command, epoch)) {
                    found.add(toCommand(command, belt));
                }
            }
        }
        return found;
    }

    private static boolean isDestination(CommandRecord command, int epoch) {
        return command.command() == CommandRecord.DESTINATION
                && command.epoch() == epoch
                && command.trackingId() != 0
                && !command.destinations().isEmpty();
    }

    private static DestinationCommand toCommand(CommandRecord command, Belt belt) {
        return new DestinationCommand(
                command.epoch(),
                command.trackingId(),
                command.destinations(),
                belt.unwrap(command.validUntil()),
                command.tier(),
                command.plan(),
                command.reason());
    }
}
