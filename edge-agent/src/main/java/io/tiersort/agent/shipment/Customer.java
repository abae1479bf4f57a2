// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

/**
 * What is known of how deliveries to one customer went.
 *
 * @param id the host's name for the customer, no personal data; an empty text when the customer is not known
 * @param deliveries completed deliveries
 * @param missedDeliveries deliveries in a row that found nobody, ended by the next completed one
 * @param rating mean of the ratings given, 1..5 rounded; 0 when none was given
 * @param preferredPoint pickup point or locker bank the customer prefers, or an empty text
 */
public record Customer(String id, int deliveries, int missedDeliveries, int rating, String preferredPoint) {
    /** A customer of whom nothing is known. */
    public static final Customer UNKNOWN = new Customer("", 0, 0, 0, "");
}
