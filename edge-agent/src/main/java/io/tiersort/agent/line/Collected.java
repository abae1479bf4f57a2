// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.identify.Identification;
import io.tiersort.agent.line.Allotments.Load;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.ScannedCode;
import java.util.List;

/** Frees the compartment of a sorted parcel when the host closes its shipment: somebody has collected it. */
final class Collected {
    private final String line;
    private final LineState state;
    private final Lookups lookups;

    Collected(String line, LineState state, Lookups lookups) {
        this.line = line;
        this.state = state;
        this.lookups = lookups;
    }

    /** The shipment with this reference changed. */
    void changed(Step step, String reference) {
        Long number = state.sorted.get(reference);
        if (number == null) {
            return;
        }
        String owner = Enquiry.forPickup(state.held.owner(number));
        String pool = lookups.allotments().heldBy(owner);
        if (Allotments.isCompartment(pool) && isClosed(reference)) {
            lookups.allotments().give(owner);
            Load left = lookups.allotments().takenBy(line).getOrDefault(pool, Load.NONE);
            step.emit(new Fact.AllotmentCounted(
                    step.now.millis(), pool, left.parcels(), left.grams(), left.millilitres()));
        }
    }

    private boolean isClosed(String reference) {
        return lookups.identify().apply(List.of(new ScannedCode("", reference))) instanceof Identification.Known known
                && known.shipment().reference().equals(reference)
                && known.shipment().status() == Shipment.Status.CLOSED;
    }
}
