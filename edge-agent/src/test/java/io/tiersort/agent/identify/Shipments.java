// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.shipment.ShipmentLookup;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Shipments on file, in a map. */
final class Shipments implements ShipmentLookup {
    private final Map<String, Shipment> byCode = new HashMap<>();

    Shipments add(String reference, Shipment.Status status, String... codes) {
        Shipment shipment = new Shipment(
                reference,
                List.of(codes),
                "private",
                "standard",
                Set.of(),
                "1010",
                "AT",
                "",
                "",
                "",
                "",
                0,
                0,
                0,
                0,
                0,
                0,
                status);
        byCode.put(reference, shipment);
        for (String code : codes) {
            byCode.put(code, shipment);
        }
        return this;
    }

    @Override
    public @Nullable Shipment byCode(String code) {
        return byCode.get(code);
    }
}
