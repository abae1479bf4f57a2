// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import io.tiersort.agent.shipment.Shipment.Flag;
import io.tiersort.agent.shipment.Shipment.Status;
import java.util.List;
import java.util.Set;

/** Shipments for tests. */
final class Shipments {
    private Shipments() {}

    static Shipment open(String reference, String... codes) {
        return with(reference, Status.OPEN, List.of(codes));
    }

    static Shipment with(String reference, Status status, List<String> codes) {
        return new Shipment(
                reference,
                codes,
                "business",
                "same-day",
                Set.of(Flag.FRAGILE),
                "10115",
                "DE",
                "",
                "",
                "",
                "",
                1_764_000_000_000L,
                0,
                1_250,
                400,
                300,
                200,
                status);
    }

    /** One of a large stock: a reference and one SSCC, like most parcels. */
    static Shipment numbered(int number) {
        return new Shipment(
                "ORD-2026-" + (10_000_000 + number),
                List.of(sscc(number)),
                number % 5 == 0 ? "business" : "private",
                number % 7 == 0 ? "same-day" : "standard",
                number % 50 == 0 ? Set.of(Flag.HIGH_VALUE, Flag.SIGNATURE) : Set.of(),
                Integer.toString(10_000 + number % 80_000),
                "DE",
                number % 9 == 0 ? "locker-" + number % 500 : "",
                number % 3 == 0 ? "customer-" + number / 3 : "",
                number % 4 == 0 ? "order-" + number / 8 : "",
                number % 9 == 0 ? "M" : "",
                1_764_000_000_000L + number % 100_000 * 1_000L,
                0,
                100 + number % 30_000,
                100 + number % 900,
                100 + number % 500,
                50 + number % 300,
                Status.OPEN);
    }

    static String sscc(int number) {
        return "0034043416" + (10_000_000 + number);
    }
}
