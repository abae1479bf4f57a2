// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.event;

import io.tiersort.device.command.DestinationCommand;
import java.util.List;

/**
 * What the sorter's PLC reported. The PLC owns the tracking: each parcel on the sorter has a 32-bit tracking id that is
 * unique within one {@code epoch} (one run of the PLC program).
 */
public sealed interface SorterEvent extends DeviceEvent {
    /** Where in the PLC's stream this event stands. */
    Stamp stamp();

    /**
     * The PLC's own order and time.
     *
     * @param epoch boot id of the PLC program, 0..65535; a new value voids every older tracking id
     * @param sequence position in the event ring, 1..65535, wrapping to 1; 0 for what the driver itself observed
     * @param encoder belt position in encoder counts, 0 or more, unwrapped to 64 bits by the driver
     * @param plcMillis the PLC's millisecond counter, 0..4294967295
     */
    record Stamp(int epoch, int sequence, long encoder, long plcMillis) {}

    /** Leading edge at the induct eye; the parcel exists from here on. Length in mm, 0 when not measured. */
    record Inducted(String device, long at, Stamp stamp, long trackingId, int induct, int lengthMm)
            implements SorterEvent {}

    /** Trailing edge left the scan station {@code point}; whatever the readers saw has been sent. */
    record Scanned(String device, long at, Stamp stamp, long trackingId, int point) implements SorterEvent {}

    /** Result of the in-line scale and dimensioner; grams and mm, 0 where the status is not {@link Status#OK}. */
    record Measured(
            String device,
            long at,
            Stamp stamp,
            long trackingId,
            int grams,
            Status weightStatus,
            Box box,
            Status boxStatus)
            implements SorterEvent {}

    /** Length, width and height in mm. */
    record Box(int lengthMm, int widthMm, int heightMm) {}

    /** Verdict of a scale or dimensioner on its own reading. Ordinals are the wire values 0..6. */
    enum Status {
        OK,
        UNDER_MIN,
        OVER_MAX,
        UNSTABLE,
        TWO_ON_SCALE,
        ZERO_ERROR,
        NOT_MEASURED
    }

    /** The PLC wants the destination of this parcel at decision point {@code point}; lap counts recirculations. */
    record DestinationRequested(String device, long at, Stamp stamp, long trackingId, int point, int lap)
            implements SorterEvent {}

    /** The PLC accepted or refused a destination command. */
    record CommandAnswered(String device, long at, Stamp stamp, long trackingId, int commandSequence, Answer answer)
            implements SorterEvent {}

    /** Answer of the PLC to a destination command. Ordinals are the wire values 0..4. */
    enum Answer {
        ACCEPTED,
        UNKNOWN_TRACKING_ID,
        TOO_LATE,
        DESTINATION_DISABLED,
        WRONG_EPOCH
    }

    /**
     * The divert of a parcel ended.
     *
     * @param commanded the destination that the PLC acted on, 0 when it ran its own default
     * @param actual the chute whose entry eye saw the parcel, 0 when none did
     */
    record Diverted(
            String device,
            long at,
            Stamp stamp,
            long trackingId,
            int commanded,
            int actual,
            Outcome outcome,
            Cause cause,
            int lap)
            implements SorterEvent {}

    /** How the divert ended. Ordinals are the wire values 0..5. */
    enum Outcome {
        /** The entry eye of {@code actual} saw the parcel. */
        VERIFIED,
        /** Diverted, but no entry eye confirmed. */
        UNVERIFIED,
        /** The parcel passed its chute and is still on the sorter. */
        PASSED,
        /** Ran off at the end of the line. */
        END_OF_LINE,
        /** Emptied to a safe place after a fault or an emergency stop. */
        FLUSHED,
        /** Went round once more. */
        RECIRCULATED
    }

    /** Physical cause of a divert that did not go as commanded. Ordinals are the wire values 0..10. */
    enum Cause {
        NONE,
        NO_COMMAND,
        COMMAND_LATE,
        CHUTE_FULL,
        CHUTE_JAM,
        CHUTE_LOCKED,
        CHUTE_DISABLED,
        GAP_ERROR,
        LENGTH_CHANGE,
        DIVERT_FAULT,
        HOST_SILENT
    }

    /** No edge in the parcel's window at eye {@code lastPoint}: it was lifted off or slipped. */
    record Lost(String device, long at, Stamp stamp, long trackingId, int lastPoint) implements SorterEvent {}

    /** An edge where no parcel was expected; the PLC gave it a tracking id of its own. */
    record Stray(String device, long at, Stamp stamp, long trackingId, int point, int lengthMm)
            implements SorterEvent {}

    /** State of one chute; fill in percent, 0..100. */
    record ChuteChanged(String device, long at, Stamp stamp, int chute, ChuteState state, int fillPercent)
            implements SorterEvent {}

    /** State of a chute. Ordinals are the wire values 0..7. */
    enum ChuteState {
        OPEN,
        HALF_FULL,
        FULL,
        JAM,
        LOCKED,
        DISABLED,
        OFFLINE,
        UNKNOWN
    }

    /** State of the line; PackML state number (OPC UA 30050), speed in mm/s. */
    record LineChanged(String device, long at, Stamp stamp, int packMlState, int speedMmPerSecond)
            implements SorterEvent {}

    /**
     * The driver holds a session with this PLC epoch: after every connect, and whenever the epoch changes. Comes before
     * any event of that session.
     *
     * @param onSorter commands that the PLC's command ring still holds, newest last: the witness of what was sent before
     *     a restart of the agent
     */
    record SessionStarted(String device, long at, Stamp stamp, List<DestinationCommand> onSorter)
            implements SorterEvent {
        public SessionStarted {
            onSorter = List.copyOf(onSorter);
        }
    }

    /** Events {@code fromSequence} up to, not including, {@code toSequence} never arrived. */
    record SequenceGap(String device, long at, Stamp stamp, int fromSequence, int toSequence) implements SorterEvent {}

    /** The PLC's beat stood still longer than allowed, or moves again. */
    record HeartbeatChanged(String device, long at, Stamp stamp, boolean alive) implements SorterEvent {}

    /** Belt position while nothing else is reported: at most one per poll, at least every 100 ms of running belt. */
    record EncoderMoved(String device, long at, Stamp stamp, int speedMmPerSecond) implements SorterEvent {}

    /** A command was not written: stale, for another epoch, or the link is down. It will never be sent later. */
    record CommandDropped(String device, long at, Stamp stamp, long trackingId, String reason) implements SorterEvent {}
}
