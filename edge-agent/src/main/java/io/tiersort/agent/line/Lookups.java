// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.identify.Identification;
import io.tiersort.agent.shipment.CustomerLookup;
import io.tiersort.device.event.ScannedCode;
import java.util.List;
import java.util.function.Function;

/**
 * What a line asks while it decides. Each answers in microseconds on the line's loop.
 *
 * @param identify resolves codes to a shipment
 * @param customers what is known of customers
 * @param allotments room on departures and in lockers, shared by the lines of a site
 */
public record Lookups(
        Function<List<ScannedCode>, Identification> identify, CustomerLookup customers, Allotments allotments) {
    /** Nothing but shipments: of customers nothing is known, and this line alone counts room. */
    public static Lookups of(Function<List<ScannedCode>, Identification> identify) {
        return new Lookups(identify, CustomerLookup.NONE, new Allotments());
    }
}
