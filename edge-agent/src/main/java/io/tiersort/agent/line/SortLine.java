// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Plan;
import io.tiersort.device.Health;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.LinkChanged;
import io.tiersort.device.event.SorterEvent;
import java.util.List;

/**
 * One sorter line: device events in, destination commands and facts out. Pure in the sense that matters: the result of
 * {@link #step} depends on the inputs so far, their moments, the plan and what its {@link Lookups} answer, and on nothing
 * else. No I/O, no clock, no thread, no randomness, no logging. Owned by one event loop; not safe for any other.
 */
public final class SortLine {
    private final LineLayout layout;
    private final LineState state;
    private final BeltClock belt;
    private final Decider decider;
    private final Intake intake;
    private final Confirmation confirmation;
    private final Tally tally;
    private final Containers containers;
    private final Crowding crowding;
    private final PlanChange planChange;

    /** A line without parcels. */
    public SortLine(LineLayout layout, Plan plan, Lookups lookups) {
        this.layout = layout;
        state = new LineState(layout, plan, lookups.allotments());
        belt = new BeltClock(layout.micrometresPerCount(), layout.speedMmPerSecond());
        decider = new Decider(layout, state, belt, lookups);
        intake = new Intake(layout, state, belt, decider, new Collected(layout.line(), state, lookups));
        confirmation = new Confirmation(layout, state, belt, decider);
        tally = new Tally(layout.line(), lookups.allotments());
        containers = new Containers(state, confirmation);
        crowding = new Crowding(layout, state);
        planChange = new PlanChange(state, belt, decider);
    }

    /** A plan of an earlier run that facts to be taken back may name. Before the first {@link #restore}. */
    public void know(Plan former) {
        state.know(former);
    }

    /** Takes back a fact of an earlier run, in the order of the journal, before the first step. */
    public void restore(Fact fact) {
        state.apply(fact);
    }

    /** Numbers up to this one were given to parcels in earlier runs. Before the first step. */
    public void numbered(long parcel) {
        state.numbered(parcel);
    }

    /** After the last {@link #restore}: figures start anew with the parcels that are on the line. */
    public void restored() {
        state.restored();
    }

    /** Acts on one input. {@code now} must not go back. */
    public List<Output> step(Input input, Moment now) {
        Step step = new Step(state, now);
        if (input instanceof Input.Device device) {
            device(step, device.event());
        } else if (input instanceof Input.ShipmentsChanged changed) {
            intake.shipmentsChanged(step, changed);
        } else if (input instanceof Input.PlanActivated activated) {
            planChange.activated(step, activated.plan());
        } else if (input instanceof Input.ContainerBound bound) {
            containers.bound(step, bound);
        }
        intake.overdue(step);
        confirmation.overdue(step);
        planChange.overdue(step);
        tally.tell(step);
        containers.watch(step);
        crowding.watch(step);
        return step.outputs();
    }

    /** What the line looks like now, for people. */
    public LineView view(Moment now) {
        return LineView.of(layout, state, belt, now);
    }

    private void device(Step step, DeviceEvent event) {
        if (event instanceof CodesRead codes) {
            intake.codes(step, codes);
        } else if (event instanceof LinkChanged link) {
            linkChanged(step, link);
        } else if (event instanceof SorterEvent sorter) {
            sorter(step, sorter);
        }
    }

    private void linkChanged(Step step, LinkChanged link) {
        step.emit(new Fact.DeviceHealthChanged(step.now.millis(), link.device(), link.health(), link.reason()));
        String alarm = "device." + link.device();
        if (link.health() == Health.NORMAL) {
            step.clear(alarm);
        } else {
            step.raise(
                    alarm,
                    link.health() == Health.FAILURE ? 1 : 2,
                    link.device() + " is " + link.health() + ": " + link.reason(),
                    "Check power, cable and address of " + link.device() + "; the agent keeps trying by itself.");
        }
    }

    private void sorter(Step step, SorterEvent event) {
        if (state.seen(event.stamp().sequence()) && event.stamp().epoch() == state.epoch) {
            return;
        }
        if (event instanceof SorterEvent.EncoderMoved moved) {
            belt.seen(moved.stamp().encoder(), moved.at());
            belt.speed(moved.speedMmPerSecond(), moved.at());
        } else if (event instanceof SorterEvent.SessionStarted session) {
            confirmation.session(step, session);
            crowding.tell(step);
        } else if (event.stamp().epoch() != state.epoch) {
            step.emit(new Fact.SequenceMissed(
                    step.now.millis(), event.stamp().epoch(), event.stamp().sequence(), 0));
        } else {
            belt.seen(event.stamp().encoder(), event.at());
            tracked(step, event);
        }
    }

    private void tracked(Step step, SorterEvent event) {
        if (event instanceof SorterEvent.Inducted inducted) {
            intake.inducted(step, inducted);
            confirmation.recover(step, inducted.trackingId());
        } else if (event instanceof SorterEvent.Diverted diverted) {
            confirmation.diverted(step, diverted);
        } else if (event instanceof SorterEvent.Scanned scanned) {
            intake.scanned(step, scanned);
        } else if (event instanceof SorterEvent.Measured measured) {
            intake.measured(step, measured);
        } else if (event instanceof SorterEvent.DestinationRequested requested) {
            intake.requested(step, requested);
        } else if (event instanceof SorterEvent.Stray stray) {
            intake.stray(step, stray);
        } else if (event instanceof SorterEvent.Lost lost) {
            confirmation.lost(step, lost);
        } else if (event instanceof SorterEvent.CommandAnswered answered) {
            confirmation.answered(step, answered);
        } else if (event instanceof SorterEvent.CommandDropped dropped) {
            confirmation.dropped(step, dropped);
        } else {
            lineEvent(step, event);
        }
    }

    private void lineEvent(Step step, SorterEvent event) {
        long at = step.now.millis();
        int sequence = event.stamp().sequence();
        if (event instanceof SorterEvent.ChuteChanged chute) {
            step.emit(new Fact.ChuteStateChanged(at, sequence, chute.chute(), chute.state(), chute.fillPercent()));
            confirmation.chuteChanged(step, chute);
        } else if (event instanceof SorterEvent.LineChanged line) {
            belt.speed(line.speedMmPerSecond(), line.at());
            step.emit(new Fact.LineStateChanged(at, sequence, line.packMlState(), line.speedMmPerSecond()));
        } else if (event instanceof SorterEvent.HeartbeatChanged beat) {
            confirmation.heartbeat(step, beat);
        } else if (event instanceof SorterEvent.SequenceGap gap) {
            step.emit(new Fact.SequenceMissed(at, gap.stamp().epoch(), gap.fromSequence(), gap.toSequence()));
        }
    }
}
