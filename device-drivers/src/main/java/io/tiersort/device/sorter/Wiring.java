// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.NanoClock;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.SorterEvent;
import java.util.function.Consumer;

/**
 * What every part of one driver shares.
 *
 * @param timers run on the event loop of the line, as everything in this package does
 * @param links makes connections to the PLC
 * @param sink takes events on that loop and never throws
 */
record Wiring(
        String device,
        SorterSettings settings,
        Timers timers,
        RegisterLink.Maker links,
        NanoClock clock,
        Consumer<DeviceEvent> sink,
        Counters counters) {
    /** Reports a command that will never be written. */
    void drop(PlcState plc, DestinationCommand command, String reason) {
        counters.add(Counters.Count.DROPS, 1);
        long now = clock.nanos();
        sink.accept(new SorterEvent.CommandDropped(device, now, plc.observed(now), command.trackingId(), reason));
    }
}
