// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/** Parts of plans and subjects for the tests of this package. */
final class Plans {
    private Plans() {}

    /** A plan of departures and nothing else. */
    static Plan leaving(ZoneId zone, Plan.Departure... departures) {
        return new Plan(
                "weekday",
                1,
                "0123456789ab",
                zone,
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(departures),
                List.of(),
                List.of(),
                List.of(),
                new Plan.MeasureCheck(100, 10, 0, 0, 0, Set.of()),
                false);
    }

    static Subject subject(Shipment shipment) {
        return new Subject(
                shipment,
                Label.NONE,
                Customer.UNKNOWN,
                "",
                shipment.grams(),
                shipment.lengthMm(),
                shipment.widthMm(),
                shipment.heightMm());
    }

    static Shipment shipment(String segment, String service, String postcode, Shipment.Flag... flags) {
        return new Shipment(
                "R1",
                List.of(),
                segment,
                service,
                Set.of(flags),
                postcode,
                "DE",
                "",
                "",
                "",
                "",
                0,
                0,
                500,
                300,
                200,
                100,
                Shipment.Status.OPEN);
    }

    static Condition is(Condition.TextField field, String... words) {
        return new Condition.Text(field, Condition.TextOperator.IS, List.of(words));
    }

    static Condition startsWith(Condition.TextField field, String... words) {
        return new Condition.Text(field, Condition.TextOperator.STARTS_WITH, List.of(words));
    }

    static Condition all(Condition... parts) {
        return new Condition.All(List.of(parts));
    }

    static Condition any(Condition... parts) {
        return new Condition.Any(List.of(parts));
    }
}
