// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.Stamp;
import io.tiersort.device.sorter.Counters.Count;
import io.tiersort.device.sorter.EventSequence.Gap;
import org.jspecify.annotations.Nullable;

/** Reads the new records of the event ring and delivers what they mean, in the PLC's order. Valid for one session. */
final class EventPoller {
    /** Header, heartbeat and the room for commands are looked at again after at most so many round trips. */
    private static final int ROUND_TRIPS = 16;

    private final Wiring wiring;
    private final PlcState plc;
    private final RegisterLink link;
    private final EventDecoder decoder;
    private final Ring ring;
    private final WordOrder order;
    private final int largestRead;
    private final int mostEvents;
    private boolean intact;
    private boolean behind;
    private boolean missed;

    EventPoller(Wiring wiring, PlcState plc, RegisterLink link) {
        this.wiring = wiring;
        this.plc = plc;
        this.link = link;
        decoder = new EventDecoder(wiring.device(), wiring.counters());
        ring = wiring.settings().map().events();
        order = wiring.settings().map().order();
        largestRead = wiring.settings().readLimit() / EventRecord.REGISTERS * EventRecord.REGISTERS;
        mostEvents = ROUND_TRIPS * wiring.settings().readsInFlight() * largestRead / EventRecord.REGISTERS;
    }

    /** Reads and delivers what is new, of a long backlog the oldest part, then runs {@code done}. */
    void poll(int newest, Runnable done) {
        missed = false;
        report(plc.sequence().advance(newest));
        int pending = Math.min(mostEvents, plc.sequence().pending());
        boolean part = pending < plc.sequence().pending();
        behind = false;
        if (pending == 0) {
            done.run();
            return;
        }
        intact = true;
        ChunkedRead read = new ChunkedRead(link, (image, index) -> take(image), () -> {
            behind = part && intact;
            report(behind ? null : plc.sequence().endPoll());
            done.run();
        });
        int first = plc.sequence().next();
        int untilEnd = Math.min(pending, ring.slots() - ring.slot(first));
        read.add(ring.address(first), untilEnd * EventRecord.REGISTERS, largestRead);
        read.add(ring.base(), (pending - untilEnd) * EventRecord.REGISTERS, largestRead);
        read.start();
    }

    /** True when the last poll gave events up. */
    boolean missed() {
        return missed;
    }

    /** True when the last poll left whole events behind. */
    boolean behind() {
        return behind;
    }

    private boolean take(byte[] image) {
        long at = wiring.clock().nanos();
        int registers = image.length / 2;
        for (int register = 0; intact && register < registers; register += EventRecord.REGISTERS) {
            intact = plc.sequence().accept(image, register);
            if (intact) {
                deliver(EventRecord.decode(image, register, order), at);
            }
        }
        return intact;
    }

    private void deliver(EventRecord each, long at) {
        wiring.counters().add(Count.RECORDS, 1);
        Stamp stamp = new Stamp(plc.epoch(), each.sequence(), plc.belt().unwrap(each.encoder()), each.plcMillis());
        SorterEvent event = decoder.decode(each, stamp, at);
        if (event != null) {
            wiring.sink().accept(event);
        }
    }

    private void report(@Nullable Gap gap) {
        if (gap != null) {
            missed = true;
            wiring.counters().add(Count.GAPS, 1);
            long now = wiring.clock().nanos();
            wiring.sink()
                    .accept(new SorterEvent.SequenceGap(wiring.device(), now, plc.observed(now), gap.from(), gap.to()));
        }
    }
}
