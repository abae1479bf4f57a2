// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import org.jspecify.annotations.Nullable;

/** Finds shipments for decisions; takes microseconds, never blocks, any thread. */
@FunctionalInterface
public interface ShipmentLookup {
    /** The shipment that has {@code code} among its codes or as its reference, whatever its status; null when unknown. */
    @Nullable
    Shipment byCode(String code);
}
