// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.shipment.Shipment;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** A shipment of the tests, open to changes until it is made. */
final class ShipmentSketch {
    private final String reference;
    private String service = "standard";
    private Set<Shipment.Flag> flags = Set.of();
    private String postcode = "10115";
    private String point = "";
    private String customer = "";
    private String compartment = "";
    private long promiseBy;
    private long notBefore;
    private int grams = 1_000;
    private int[] sides = {300, 200, 100};

    private ShipmentSketch(String reference) {
        this.reference = reference;
    }

    static ShipmentSketch named(String reference) {
        return new ShipmentSketch(reference);
    }

    ShipmentSketch service(String value) {
        service = value;
        return this;
    }

    ShipmentSketch flags(Shipment.Flag... values) {
        flags = Set.of(values);
        return this;
    }

    ShipmentSketch postcode(String value) {
        postcode = value;
        return this;
    }

    ShipmentSketch at(String pickup, String size) {
        point = pickup;
        compartment = size;
        return this;
    }

    ShipmentSketch customer(String value) {
        customer = value;
        return this;
    }

    ShipmentSketch by(String instant) {
        promiseBy = Instant.parse(instant).toEpochMilli();
        return this;
    }

    ShipmentSketch notBefore(String instant) {
        notBefore = Instant.parse(instant).toEpochMilli();
        return this;
    }

    ShipmentSketch grams(int value) {
        grams = value;
        return this;
    }

    ShipmentSketch sides(int length, int width, int height) {
        sides = new int[] {length, width, height};
        return this;
    }

    Shipment made() {
        return new Shipment(
                reference,
                List.of(),
                "consumer",
                service,
                flags,
                postcode,
                "DE",
                point,
                customer,
                "",
                compartment,
                promiseBy,
                notBefore,
                grams,
                sides[0],
                sides[1],
                sides[2],
                Shipment.Status.OPEN);
    }
}
