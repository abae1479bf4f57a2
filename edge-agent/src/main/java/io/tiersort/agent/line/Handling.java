// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.shipment.Shipment;
import java.util.Set;

/**
 * What the flags of a parcel ask of its chute.
 *
 * @param restricted flags that the chute must accept by name
 * @param overflow false when an overflow chute must not take the parcel
 * @param maxLaps recirculations allowed, -1 for as many as line and destination allow
 */
record Handling(Set<Shipment.Flag> restricted, boolean overflow, int maxLaps) {
    /** Nothing special. */
    static final Handling ORDINARY = new Handling(Set.of(), true, -1);

    Handling {
        restricted = Set.copyOf(restricted);
    }
}
