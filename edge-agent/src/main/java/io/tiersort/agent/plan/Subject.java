// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;

/**
 * What conditions are asked about.
 *
 * @param shipment what the host said; for a parcel the host does not know, a shipment with what the label says
 * @param tier id of the tier already chosen, or an empty text
 * @param grams measured mass, else declared, else 0
 * @param lengthMm longest side, measured, else declared, else 0; the other sides likewise
 */
public record Subject(
        Shipment shipment,
        Label label,
        Customer customer,
        String tier,
        long grams,
        long lengthMm,
        long widthMm,
        long heightMm) {
    /** The same with a tier chosen. */
    public Subject in(String chosen) {
        return new Subject(shipment, label, customer, chosen, grams, lengthMm, widthMm, heightMm);
    }

    /** The same, sent to another pickup point or locker bank. */
    public Subject sentTo(String point) {
        return new Subject(shipment.sentTo(point), label, customer, tier, grams, lengthMm, widthMm, heightMm);
    }

    /** Volume of the box in millilitres, 0 when a side is unknown. */
    public long millilitres() {
        return lengthMm * widthMm * heightMm / 1_000;
    }
}
