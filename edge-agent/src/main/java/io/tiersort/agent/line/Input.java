// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Plan;
import io.tiersort.device.event.DeviceEvent;
import java.util.Set;

/** Everything that can make a {@link SortLine} act. */
public sealed interface Input {
    /** A device of the line reported something. */
    record Device(DeviceEvent event) implements Input {}

    /** Shipments came, changed, were cancelled or closed, by reference. */
    record ShipmentsChanged(Set<String> references) implements Input {
        public ShipmentsChanged {
            references = Set.copyOf(references);
        }
    }

    /** From now on inducted parcels follow this plan; those on the line keep theirs. */
    record PlanActivated(Plan plan) implements Input {}

    /** A bag, cage or trolley was bound to a chute, or taken away ({@code container} is then an empty text). */
    record ContainerBound(int chute, String container) implements Input {}

    /** Time passed; expected at least every 20 ms. */
    record Tick() implements Input {}
}
