// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.shipment.ShipmentLookup;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the host has told of shipments. Keeps the newest up to a limit. One thread. */
final class VirtualHost implements ShipmentLookup {
    private static final int SHIPMENTS_MAX = 200_000;

    private final Map<String, Shipment> byCode = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Shipment> eldest) {
            return size() > 2 * SHIPMENTS_MAX;
        }
    };

    /** Tells a shipment, or what changed about it. */
    void tell(Shipment shipment) {
        byCode.put(shipment.reference(), shipment);
        shipment.codes().forEach(code -> byCode.put(code, shipment));
    }

    @Override
    public @Nullable Shipment byCode(String code) {
        return byCode.get(code);
    }
}
