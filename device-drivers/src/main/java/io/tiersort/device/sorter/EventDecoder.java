// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.Answer;
import io.tiersort.device.event.SorterEvent.Box;
import io.tiersort.device.event.SorterEvent.Cause;
import io.tiersort.device.event.SorterEvent.ChuteState;
import io.tiersort.device.event.SorterEvent.Outcome;
import io.tiersort.device.event.SorterEvent.Stamp;
import io.tiersort.device.event.SorterEvent.Status;
import io.tiersort.device.sorter.Counters.Count;
import org.jspecify.annotations.Nullable;

/**
 * Gives records their meaning. A code that this version does not know becomes the most cautious one it knows, and is
 * counted.
 */
final class EventDecoder {
    private static final Status[] STATUSES = Status.values();
    private static final Answer[] ANSWERS = Answer.values();
    private static final Outcome[] OUTCOMES = Outcome.values();
    private static final Cause[] CAUSES = Cause.values();
    private static final ChuteState[] CHUTE_STATES = ChuteState.values();
    private static final Box NO_BOX = new Box(0, 0, 0);

    private final String device;
    private final Counters counters;

    EventDecoder(String device, Counters counters) {
        this.device = device;
        this.counters = counters;
    }

    /** The event, or null for a type that this version does not know. */
    @Nullable
    SorterEvent decode(EventRecord r, Stamp stamp, long at) {
        return switch (r.type()) {
            case EventRecord.INDUCT ->
                new SorterEvent.Inducted(device, at, stamp, r.trackingId(), r.point(), r.length());
            case EventRecord.SCAN -> new SorterEvent.Scanned(device, at, stamp, r.trackingId(), r.point());
            case EventRecord.MEASURE -> measured(r, stamp, at);
            case EventRecord.DESTINATION_REQUEST ->
                new SorterEvent.DestinationRequested(device, at, stamp, r.trackingId(), r.point(), r.lap());
            case EventRecord.ACKNOWLEDGE ->
                new SorterEvent.CommandAnswered(
                        device,
                        at,
                        stamp,
                        r.trackingId(),
                        r.detail(),
                        known(ANSWERS, r.value(), Answer.UNKNOWN_TRACKING_ID));
            case EventRecord.DIVERT -> diverted(r, stamp, at);
            case EventRecord.LOST -> new SorterEvent.Lost(device, at, stamp, r.trackingId(), r.point());
            case EventRecord.CHUTE -> chute(stamp, at, r.point(), r.detail(), r.value());
            case EventRecord.LINE -> new SorterEvent.LineChanged(device, at, stamp, r.detail(), r.value());
            case EventRecord.STRAY -> new SorterEvent.Stray(device, at, stamp, r.trackingId(), r.point(), r.length());
            default -> unknown();
        };
    }

    /** The state of one chute, from an event or from the chute table. */
    SorterEvent chute(Stamp stamp, long at, int chute, int state, int fill) {
        return new SorterEvent.ChuteChanged(
                device, at, stamp, chute, known(CHUTE_STATES, state, ChuteState.UNKNOWN), Math.min(fill, 100));
    }

    private SorterEvent measured(EventRecord r, Stamp stamp, long at) {
        Status weight = known(STATUSES, r.weightStatus(), Status.NOT_MEASURED);
        Status box = known(STATUSES, r.boxStatus(), Status.NOT_MEASURED);
        return new SorterEvent.Measured(
                device,
                at,
                stamp,
                r.trackingId(),
                weight == Status.OK ? (int) Math.min(r.grams(), Integer.MAX_VALUE) : 0,
                weight,
                box == Status.OK ? new Box(r.length(), r.width(), r.height()) : NO_BOX,
                box);
    }

    private SorterEvent diverted(EventRecord r, Stamp stamp, long at) {
        return new SorterEvent.Diverted(
                device,
                at,
                stamp,
                r.trackingId(),
                r.commanded(),
                r.actual(),
                known(OUTCOMES, r.outcome(), Outcome.UNVERIFIED),
                known(CAUSES, r.cause(), Cause.DIVERT_FAULT),
                r.lap());
    }

    private @Nullable SorterEvent unknown() {
        counters.add(Count.UNKNOWN, 1);
        return null;
    }

    private <T> T known(T[] values, int code, T cautious) {
        if (code < values.length) {
            return values[code];
        }
        counters.add(Count.UNKNOWN, 1);
        return cautious;
    }
}
