// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.identify.Identifier;
import io.tiersort.agent.identify.Policy;
import io.tiersort.agent.line.Input;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.line.Lookups;
import io.tiersort.agent.line.Moment;
import io.tiersort.agent.line.Output;
import io.tiersort.agent.line.SortLine;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.NanoClock;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.event.SorterEvent;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Sorts invented parcels on a line of its own before the real line starts, and throws everything away: a Java that has
 * never decided takes tens of milliseconds for its first decision, and the first real parcel must not pay for that.
 */
final class Rehearsal {
    private static final int PARCELS_MAX = 5_000;
    private static final int CHECKED_EVERY = 20;
    private static final long STEP_NANOS = 1_000_000;
    private static final long MILLIS = 1_735_732_800_000L;
    private static final ScannedCode CODE = new ScannedCode("C1", "00340123450000000017");
    private static final Shipment SHIPMENT = new Shipment(
            "REHEARSAL",
            List.of("340123450000000017"),
            "private",
            "standard",
            Set.of(),
            "10115",
            "DE",
            "",
            "",
            "",
            "",
            0,
            0,
            500,
            300,
            200,
            100,
            Shipment.Status.OPEN);

    private final LineLayout layout;
    private final SortLine line;
    private long nanos = 1;
    private int sequence;
    private int chute;

    @SuppressWarnings("UnusedVariable") // keeps the work from being optimised away
    private long bytes;

    private Rehearsal(LineLayout layout, Plan plan) {
        this.layout = layout;
        Policy policy = Policy.standard();
        line = new SortLine(layout, plan, Lookups.of(codes -> Identifier.resolve(codes, key -> SHIPMENT, policy)));
    }

    /** What was done: parcels sorted and bytes of records written for them. */
    record Done(int parcels, long bytes) {}

    /** Takes at most about {@code limit}. */
    static Done run(LineLayout layout, Plan plan, NanoClock clock, Duration limit) {
        Rehearsal rehearsal = new Rehearsal(layout, plan);
        long end = clock.nanos() + limit.toNanos();
        rehearsal.event(new SorterEvent.SessionStarted("plc", rehearsal.nanos, rehearsal.stamp(), List.of()));
        int sorted = 0;
        while (sorted < PARCELS_MAX && (sorted % CHECKED_EVERY != 0 || clock.nanos() < end)) {
            sorted++;
            rehearsal.parcel(sorted);
        }
        return new Done(sorted, rehearsal.bytes);
    }

    private void parcel(long trackingId) {
        event(new SorterEvent.Inducted("plc", nanos, stamp(), trackingId, 1, 300));
        event(new CodesRead("scanner", nanos, trackingId, CodesRead.NONE, List.of(CODE)));
        event(new SorterEvent.Diverted(
                "plc",
                nanos,
                stamp(),
                trackingId,
                chute,
                chute,
                SorterEvent.Outcome.VERIFIED,
                SorterEvent.Cause.NONE,
                0));
    }

    private SorterEvent.Stamp stamp() {
        sequence = sequence % 65_000 + 1;
        long millis = nanos / STEP_NANOS;
        return new SorterEvent.Stamp(1, sequence, millis, millis);
    }

    private void event(DeviceEvent event) {
        nanos += STEP_NANOS;
        Moment now = new Moment(nanos, MILLIS + nanos / STEP_NANOS);
        for (Output output : line.step(new Input.Device(event), now)) {
            if (output instanceof Output.Send send) {
                chute = send.command().destinations().get(0);
            } else if (output instanceof Output.Happened happened) {
                bytes += FactCodec.entry(layout.line(), happened.fact()).body().length;
            }
        }
    }
}
