// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.SorterEvent;
import org.jspecify.annotations.Nullable;

/** Commands: what was decided, in time, for this epoch, and told when they did not arrive. One thread. */
final class CommandChecks {
    /** The line reckons between two polls of the PLC, the checker sees the belt itself: 30 ms at 2.5 m/s. */
    private static final long TOLERANCE_MM = 75;

    private final Truth truth;
    private final Roster roster;
    private int speed;
    private int epoch = -1;
    private @Nullable Item untold;

    CommandChecks(Truth truth, Roster roster) {
        this.truth = truth;
        this.roster = roster;
        speed = truth.layout().speedMmPerSecond();
    }

    void reported(SorterEvent event) {
        if (untold != null && !untold.closed) {
            roster.violated(Invariant.COMMAND_TOLD, untold, "the driver dropped a command and no fact tells of it");
        }
        untold = null;
        if (event instanceof SorterEvent.EncoderMoved moved) {
            speed = moved.speedMmPerSecond();
        } else if (event instanceof SorterEvent.LineChanged line) {
            speed = line.speedMmPerSecond();
        } else if (event instanceof SorterEvent.SessionStarted session) {
            epoch = session.stamp().epoch();
        } else if (event instanceof SorterEvent.CommandDropped dropped
                && dropped.stamp().epoch() == epoch) {
            untold = roster.tracked(dropped.trackingId());
        }
    }

    void dropped(Fact.CommandDropped fact) {
        if (untold != null && untold.number == fact.parcel()) {
            untold = null;
        }
    }

    /** A new decision must not come once the diverter of the former one may have fired. */
    void decided(Item item, Fact.ParcelDecided fact) {
        Fact.ParcelDecided before = item.decision;
        if (before == null || item.free || before.chutes().isEmpty()) {
            return;
        }
        LineLayout.Chute chute = truth.chute(before.chutes().get(0));
        if (chute == null || truth.layout().loop()) {
            return;
        }
        long late = truth.mm(truth.lateFor(item.inductEncoder, chute, speed));
        if (late > TOLERANCE_MM) {
            roster.violated(
                    Invariant.COMMITTED,
                    item,
                    "decision " + fact.revision() + " came " + late + " mm after the latest decision point of chute "
                            + chute.number() + ", which decision " + before.revision() + " had commanded");
        }
    }

    void commanded(DestinationCommand command) {
        Item item = roster.tracked(command.trackingId());
        if (command.epoch() != epoch) {
            roster.violated(
                    Invariant.CURRENT_EPOCH, item, "command of epoch " + command.epoch() + " in epoch " + epoch);
            return;
        }
        Fact.ParcelDecided decision = item == null ? null : item.decision;
        if (item == null || decision == null || !decision.chutes().equals(command.destinations())) {
            roster.violated(
                    Invariant.AGREED_COMMAND,
                    item,
                    "command " + command + " for what was decided as "
                            + (decision == null ? "nothing" : decision.chutes()));
            return;
        }
        inTime(item, command);
    }

    /** At least one chute must be ahead: a repeated command may still serve by its alternates. */
    private void inTime(Item item, DestinationCommand command) {
        long late = Long.MAX_VALUE;
        for (int number : command.destinations()) {
            LineLayout.Chute chute = truth.chute(number);
            if (chute != null) {
                late = Math.min(late, truth.mm(truth.lateFor(item.inductEncoder, chute, speed)));
            }
        }
        boolean anotherLap = truth.layout().loop() && item.lap < truth.layout().maxLaps();
        if (late > TOLERANCE_MM && !anotherLap) {
            roster.violated(
                    Invariant.IN_TIME,
                    item,
                    "command for " + command.destinations() + " came " + late
                            + " mm after the latest decision point; expected " + TOLERANCE_MM + " mm at most");
        }
    }
}
