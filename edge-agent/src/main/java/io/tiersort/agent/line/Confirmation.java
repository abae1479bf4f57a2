// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.plan.Plan;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.SorterEvent;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * From command to outcome. A commanded divert is not a completed one: only an entry eye closes a parcel as sorted, and
 * every parcel gets exactly one outcome with three separate reasons.
 */
final class Confirmation {
    /** How far past the end of the line a parcel may be expected before it counts as never confirmed, in mm. */
    private static final int PAST_END_MM = 5_000;

    private final LineLayout layout;
    private final LineState state;
    private final BeltClock belt;
    private final Decider decider;
    private final Watch watch;
    /** What the PLC held when its session began, by tracking id; at most as many as its command table has rows. */
    private final Map<Long, DestinationCommand> held = new HashMap<>();

    Confirmation(LineLayout layout, LineState state, BeltClock belt, Decider decider) {
        this.layout = layout;
        this.state = state;
        this.belt = belt;
        this.decider = decider;
        this.watch = new Watch(layout);
    }

    void diverted(Step step, SorterEvent.Diverted event) {
        Parcel parcel = state.byTrackingId.get(event.trackingId());
        if (parcel == null) {
            late(step, event);
            return;
        }
        step.emit(report(step, event, parcel.number));
        if (commandWasLost(parcel, event)) {
            step.emit(new Fact.CommandRecovered(
                    step.now.millis(), parcel.number, List.of(event.actual()), "", Cause.OK, 0));
        }
        switch (event.outcome()) {
            case VERIFIED -> close(step, parcel, arrived(parcel, event), physical(parcel, event), event.actual());
            case END_OF_LINE -> close(step, parcel, Outcome.EOL, physical(parcel, event), 0);
            case FLUSHED -> close(step, parcel, Outcome.FLUSHED, Physical.ESTOP_FLUSH, event.actual());
            case UNVERIFIED -> unverified(step, parcel);
            case PASSED, RECIRCULATED -> decider.decide(step, parcel, event.at());
        }
    }

    /**
     * The PLC followed a command of an earlier session that the journal knows nothing of: it was sent, and its decision was
     * lost with the disk or the power before it was durable.
     */
    private boolean commandWasLost(Parcel parcel, SorterEvent.Diverted event) {
        return event.outcome() == SorterEvent.Outcome.VERIFIED
                && event.actual() == event.commanded()
                && event.actual() != layout.hospital()
                && !parcel.stray
                && parcel.inductEncoder < state.sessionEncoder
                && !parcel.everCommanded.contains(event.actual());
    }

    private static Fact.DivertReported report(Step step, SorterEvent.Diverted event, long number) {
        return new Fact.DivertReported(
                step.now.millis(),
                number,
                event.stamp().sequence(),
                event.commanded(),
                event.actual(),
                event.outcome(),
                event.cause(),
                event.lap());
    }

    private Outcome arrived(Parcel parcel, SorterEvent.Diverted event) {
        int actual = event.actual();
        if (parcel.stray) {
            return Outcome.STRAY;
        }
        int wish = parcel.commanded.indexOf(actual);
        if (actual == layout.hospital() || (wish == 0 && parcel.refused())) {
            return Outcome.HOSPITAL;
        }
        if (wish < 0) {
            return Outcome.MISSORTED;
        }
        if (actual == layout.overflow() || isOverflow(parcel, actual)) {
            return Outcome.OVERFLOW;
        }
        return wish == 0 && parcel.physical() == Physical.NONE ? Outcome.SORTED : Outcome.SORTED_ALT;
    }

    /** True for a chute that is none of its destination's own. */
    private boolean isOverflow(Parcel parcel, int chute) {
        Fact.ParcelDecided decision = parcel.decision;
        Plan.Destination destination =
                decision == null ? null : state.destinations.find(parcel.plan, decision.destination());
        return destination != null && !Destinations.owns(destination, chute);
    }

    private static Physical physical(Parcel parcel, SorterEvent.Diverted event) {
        Physical reported = switch (event.cause()) {
            case NONE -> Physical.NONE;
            case NO_COMMAND -> Physical.NO_COMMAND;
            case COMMAND_LATE -> Physical.DECISION_LATE;
            case CHUTE_FULL -> Physical.CHUTE_FULL;
            case CHUTE_JAM -> Physical.CHUTE_JAM;
            case CHUTE_LOCKED -> Physical.CHUTE_LOCKED;
            case CHUTE_DISABLED -> Physical.CHUTE_DISABLED;
            case GAP_ERROR -> Physical.GAP_ERROR;
            case LENGTH_CHANGE -> Physical.LENGTH_CHANGE;
            case DIVERT_FAULT -> Physical.DIVERT_FAULT;
            case HOST_SILENT -> Physical.COMM_LOSS;
        };
        return reported == Physical.NONE ? parcel.physical() : reported;
    }

    private void unverified(Step step, Parcel parcel) {
        if (decider.mustVerify(parcel)) {
            step.raise(
                    "unverified." + parcel.number,
                    1,
                    "Parcel " + layout.line() + "-" + parcel.number + " of tier " + parcel.tier()
                            + " was diverted but no entry eye saw it",
                    "Look for it now at chute " + parcel.commanded + " and behind it.");
        }
    }

    private void close(Step step, Parcel parcel, Outcome outcome, Physical physical, int chute) {
        Cause cause = parcel.stray ? Cause.STRAY : parcel.undecided() ? Cause.NOREAD : parcel.cause();
        step.emit(new Fact.ParcelClosed(
                step.now.millis(),
                parcel.number,
                parcel.trackingId,
                parcel.reference(),
                parcel.tier(),
                outcome,
                cause,
                physical,
                chute,
                Math.max(0, step.now.millis() - parcel.inductedAt)));
        step.clear("unverified." + parcel.number);
        decider.closed(step, parcel, chute);
        watch.closed(step, outcome, cause, physical);
        watch.dropped(step, outcome, chute);
        if (outcome == Outcome.MISSORTED) {
            step.raise(
                    "missort.chute-" + chute,
                    1,
                    "Parcel " + layout.line() + "-" + parcel.number + " dropped into chute " + chute
                            + " but was sent to " + parcel.commanded,
                    "Take it out of chute " + chute + "; check the diverter and its entry eye.");
        }
    }

    /** A confirmation for a parcel that is closed already, or was never known. */
    private void late(Step step, SorterEvent.Diverted event) {
        Fact.ParcelClosed before = state.closed.get(event.trackingId());
        if (before == null) {
            unknown(step, event);
            return;
        }
        step.emit(report(step, event, before.parcel()));
        if (before.physical() == Physical.VERIFY_MISSING && event.outcome() == SorterEvent.Outcome.VERIFIED) {
            Outcome outcome = event.actual() == layout.hospital() ? Outcome.HOSPITAL : Outcome.SORTED_ALT;
            step.emit(new Fact.OutcomeCorrected(
                    step.now.millis(), before.parcel(), before.outcome(), outcome, Physical.NONE, event.actual()));
        }
    }

    /** Its induct was lost: it gets a record all the same, so that the balance closes. */
    private void unknown(Step step, SorterEvent.Diverted event) {
        step.emit(new Fact.ParcelInducted(
                step.now.millis(),
                state.nextParcel(),
                event.stamp().epoch(),
                event.trackingId(),
                0,
                event.stamp().encoder(),
                0,
                0,
                false));
        diverted(step, event);
    }

    void lost(Step step, SorterEvent.Lost event) {
        Parcel parcel = state.byTrackingId.get(event.trackingId());
        if (parcel != null) {
            step.emit(new Fact.ParcelMissed(
                    step.now.millis(), parcel.number, event.stamp().sequence(), event.lastPoint()));
            close(step, parcel, Outcome.LOST, Physical.MISTRACK, 0);
        }
    }

    void answered(Step step, SorterEvent.CommandAnswered event) {
        Parcel parcel = state.byTrackingId.get(event.trackingId());
        if (parcel != null) {
            step.emit(new Fact.CommandAnswered(
                    step.now.millis(), parcel.number, event.stamp().sequence(), event.answer()));
        }
    }

    void dropped(Step step, SorterEvent.CommandDropped event) {
        Parcel parcel = state.byTrackingId.get(event.trackingId());
        if (parcel != null) {
            step.emit(new Fact.CommandDropped(step.now.millis(), parcel.number, event.reason()));
        }
    }

    void heartbeat(Step step, SorterEvent.HeartbeatChanged event) {
        step.emit(new Fact.HeartbeatSeen(step.now.millis(), event.alive()));
        if (event.alive()) {
            step.clear("plc.silent");
            for (Parcel parcel : state.byNumber.values()) {
                if (parcel.undelivered) {
                    parcel.undelivered = false;
                    decider.repeat(step, parcel);
                }
            }
        } else {
            step.raise(
                    "plc.silent",
                    1,
                    "The PLC of line " + layout.line() + " no longer answers the heartbeat; it runs its own default",
                    "Check that the PLC is in RUN and its network; parcels go to chute " + layout.hospital() + ".");
        }
    }

    /** Parcels on their way to a chute that closed are decided again while there is time. */
    void chuteChanged(Step step, SorterEvent.ChuteChanged event) {
        watch.chute(step, event.chute(), event.state());
        closedFor(step, event.chute(), event.at());
    }

    /** Decides again on the parcels on their way to this chute when it no longer takes them. */
    void closedFor(Step step, int number, long causedAt) {
        ChuteBoard.Chute chute = state.board.find(number);
        if (chute == null || chute.takes()) {
            return;
        }
        for (Parcel parcel : List.copyOf(state.byPosition.values())) {
            if (!parcel.commanded.isEmpty() && parcel.commanded.get(0) == number) {
                decider.decide(step, parcel, causedAt);
            }
        }
    }

    void session(Step step, SorterEvent.SessionStarted event) {
        int before = state.epoch;
        int epoch = event.stamp().epoch();
        belt.reset(event.stamp().encoder(), event.at());
        if (before != -1 && before != epoch) {
            for (Parcel parcel : List.copyOf(state.byPosition.values())) {
                close(step, parcel, Outcome.FLUSHED, Physical.PLC_RESTART, 0);
            }
        }
        step.emit(new Fact.SessionOpened(
                step.now.millis(), epoch, before, event.stamp().encoder()));
        step.clear("plc.silent");
        held.clear();
        for (DestinationCommand command : event.onSorter()) {
            held.put(command.trackingId(), command);
            recover(step, command.trackingId());
        }
        for (Parcel parcel : List.copyOf(state.byPosition.values())) {
            if (!held.containsKey(parcel.trackingId)) {
                decider.repeat(step, parcel);
            }
        }
    }

    /**
     * When the PLC holds a command that the journal does not know, what was sent stands. Also asked for a parcel that is
     * told of only after the session began, because its induct was not durable either.
     */
    void recover(Step step, long trackingId) {
        Parcel parcel = state.byTrackingId.get(trackingId);
        DestinationCommand command = held.get(trackingId);
        if (parcel != null && command != null && parcel.undecided()) {
            step.emit(new Fact.CommandRecovered(
                    step.now.millis(),
                    parcel.number,
                    command.destinations(),
                    decider.tierOf(parcel, command.tier()),
                    Cause.of(command.reason()),
                    command.validUntilEncoder()));
        }
    }

    /**
     * Closes parcels that are far past the end without any confirmation. What happened while the PLC could not be asked is
     * told after its session began, so a parcel gets the time of a whole travel from there.
     */
    void overdue(Step step) {
        while (!state.open.isEmpty() && belt.isWatched(step.now.nanos())) {
            Parcel parcel = state.open.element();
            // On a loop an open hospital is waited for beyond the last lap.
            long laps = layout.loop() ? Math.max(2, layout.maxLaps() + 1L - parcel.lap) : 1;
            long end = belt.counts(laps * layout.lengthMm() + PAST_END_MM + parcel.lengthMm);
            long from = Math.max(parcel.inductEncoder, state.sessionEncoder);
            boolean overdue = belt.at(step.now.nanos()) - from > end;
            if (!parcel.closed && (!overdue || !state.alive || parcel.epoch != state.epoch)) {
                return;
            }
            state.open.remove();
            if (!parcel.closed) {
                close(step, parcel, Outcome.LOST, Physical.VERIFY_MISSING, 0);
            }
        }
    }
}
