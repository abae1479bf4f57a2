// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.command;

import java.util.List;

/**
 * Permission with a deadline: this parcel may be diverted into the first of {@code destinations} that the PLC can serve,
 * as long as the belt has not passed {@code validUntilEncoder}.
 *
 * @param epoch PLC epoch of the tracking id, 0..65535
 * @param trackingId 32-bit tracking id, 1..4294967295
 * @param destinations one to three chute numbers, 1..65535, best first
 * @param validUntilEncoder last belt position (64-bit unwrapped counts) at which the PLC may accept the command
 * @param tier number of the tier in the plan, 0..65535, shown on the PLC's panel
 * @param plan short number of the plan revision, 0..65535
 * @param reason number of the assignment cause, 0..65535
 */
public record DestinationCommand(
        int epoch,
        long trackingId,
        List<Integer> destinations,
        long validUntilEncoder,
        int tier,
        int plan,
        int reason) {
    public DestinationCommand {
        destinations = List.copyOf(destinations);
        if (destinations.isEmpty() || destinations.size() > 3) {
            throw new IllegalArgumentException(
                    "destinations: expected 1 to 3 chute numbers, was " + destinations.size());
        }
    }
}
