// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.SorterEvent.Status;
import io.tiersort.device.sorter.EventRecord;

/** An event of the PLC while its fields are filled in; what is not set is 0. */
final class EventDraft {
    private final int type;
    private final long trackingId;
    private final long encoder;
    private final long plcMillis;
    private int point;
    private int length;
    private int width;
    private int height;
    private long grams;
    private int weightStatus;
    private int boxStatus;
    private int commanded;
    private int actual;
    private int outcome;
    private int cause;
    private int lap;
    private int detail;
    private int value;

    EventDraft(int type, long trackingId, long encoder, long plcMillis) {
        this.type = type;
        this.trackingId = trackingId;
        this.encoder = encoder;
        this.plcMillis = plcMillis;
    }

    EventDraft point(int number) {
        point = number;
        return this;
    }

    EventDraft length(long micrometres) {
        length = (int) Math.round(micrometres / 1_000.0);
        return this;
    }

    EventDraft measured(Labels truth) {
        grams = truth.grams();
        length = truth.lengthMm();
        width = truth.widthMm();
        height = truth.heightMm();
        return this;
    }

    EventDraft status(Status status) {
        weightStatus = WireValue.of(status);
        boxStatus = WireValue.of(status);
        return this;
    }

    EventDraft divert(int acted, int seen) {
        commanded = acted;
        actual = seen;
        return this;
    }

    EventDraft ended(Enum<?> how, Enum<?> why, int round) {
        outcome = WireValue.of(how);
        cause = WireValue.of(why);
        lap = round;
        return this;
    }

    EventDraft lap(int round) {
        lap = round;
        return this;
    }

    EventDraft detail(int first, int second) {
        detail = first;
        value = second;
        return this;
    }

    EventRecord record() {
        return new EventRecord(
                0,
                type,
                0,
                trackingId,
                encoder,
                plcMillis,
                point,
                length,
                width,
                height,
                grams,
                weightStatus,
                boxStatus,
                commanded,
                actual,
                outcome,
                cause,
                lap,
                detail,
                value);
    }
}
