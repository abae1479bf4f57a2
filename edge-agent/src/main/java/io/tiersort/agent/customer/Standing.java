// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.customer;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.shipment.Customer;

/**
 * All that is kept of one customer. Events may come late: an older one never undoes what a newer one said.
 *
 * @param missed deliveries in a row that found nobody
 * @param deliveredAt when the newest completed delivery was, milliseconds since 1970 UTC, 0 for none; the others likewise
 */
record Standing(
        String id,
        int deliveries,
        int missed,
        long ratingSum,
        int ratings,
        String point,
        long deliveredAt,
        long missedAt,
        long preferredAt) {
    static Standing of(String id) {
        return new Standing(id, 0, 0, 0, 0, "", 0, 0, 0);
    }

    Standing after(Fact.FeedbackReceived event) {
        long when = event.occurred();
        return switch (event.kind()) {
            case "delivered" ->
                new Standing(
                        id,
                        deliveries + 1,
                        when >= missedAt ? 0 : missed,
                        ratingSum,
                        ratings,
                        point,
                        Math.max(deliveredAt, when),
                        missedAt,
                        preferredAt);
            case "missed" ->
                new Standing(
                        id,
                        deliveries,
                        when > deliveredAt ? missed + 1 : missed,
                        ratingSum,
                        ratings,
                        point,
                        deliveredAt,
                        Math.max(missedAt, when),
                        preferredAt);
            case "rating" ->
                new Standing(
                        id,
                        deliveries,
                        missed,
                        ratingSum + event.rating(),
                        ratings + 1,
                        point,
                        deliveredAt,
                        missedAt,
                        preferredAt);
            case "preference" -> when >= preferredAt ? preferring(event.point(), when) : this;
            default -> this;
        };
    }

    private Standing preferring(String chosen, long when) {
        return new Standing(id, deliveries, missed, ratingSum, ratings, chosen, deliveredAt, missedAt, when);
    }

    /** As decisions see it. */
    Customer customer() {
        int rating = ratings == 0 ? 0 : (int) Math.round((double) ratingSum / ratings);
        return new Customer(id, deliveries, missed, rating, point);
    }
}
