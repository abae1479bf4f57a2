// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.event.SorterEvent.Stamp;

/**
 * What the driver knows of the PLC beyond one connection: the epoch and, valid for that epoch, the place in the event
 * stream, the belt and the last release. Pure; one owner.
 */
final class PlcState {
    private static final int UNKNOWN = -1;

    private final Ring events;
    private final EventSequence sequence;
    private final Belt belt;
    private final Heartbeat heartbeat;
    private int epoch = UNKNOWN;
    private int released;

    PlcState(SorterSettings settings) {
        events = settings.map().events();
        sequence = new EventSequence(events);
        belt = new Belt(settings.micrometresPerCount());
        heartbeat = new Heartbeat(settings.beatTimeout().toNanos());
    }

    /** Starts a session: goes on where the epoch was left, or starts over where the PLC of a new epoch says. */
    void enter(Header header, long now) {
        boolean same = header.epoch() == epoch;
        if (!same) {
            belt.reset();
        }
        if (!same || !goesOn(header)) {
            sequence.startAfter(header.eventTail());
            released = header.eventTail();
        }
        epoch = header.epoch();
        belt.update(header, now);
        heartbeat.restart(header.plcBeat(), now);
    }

    /** True, and noted, when this stamp releases more than is released already. */
    boolean release(Stamp upTo) {
        if (upTo.epoch() != epoch || !events.holds(upTo.sequence()) || upTo.sequence() == released) {
            return false;
        }
        boolean further = events.ahead(released, upTo.sequence()) <= events.ahead(released, sequence.last());
        if (further) {
            released = upTo.sequence();
        }
        return further;
    }

    /** Sequence of the last released event, 0 for none. */
    int released() {
        return released;
    }

    /** The current epoch, 0 before the first session. */
    int epoch() {
        return Math.max(0, epoch);
    }

    /** True when this header belongs to another run of the PLC program. */
    boolean isOver(Header header) {
        return header.epoch() != epoch;
    }

    EventSequence sequence() {
        return sequence;
    }

    Belt belt() {
        return belt;
    }

    Heartbeat heartbeat() {
        return heartbeat;
    }

    /** The stamp of something that the driver itself observed. */
    Stamp observed(long now) {
        return new Stamp(epoch(), 0, belt.estimate(now), belt.plcMillis());
    }

    /** True when the place where the stream was left is one that the PLC's ring can go on from. */
    private boolean goesOn(Header header) {
        int span = events.ahead(header.eventTail(), header.eventHead());
        int last = sequence.last();
        return span <= events.slots()
                && (last != 0 || header.eventTail() == 0)
                && events.ahead(header.eventTail(), last) <= span;
    }
}
