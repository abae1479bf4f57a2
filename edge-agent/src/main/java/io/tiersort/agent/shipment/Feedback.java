// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import java.util.Locale;

/**
 * What happened to a delivery after it left the site, as upstream tells it. Sent over the feed of the shipments:
 *
 * <pre>{@code
 * {"op": "feedback", "event": {"id": "e-1", "kind": "delivered", "at": "2026-11-22T18:00:00Z", "reference": "A1"}}
 * }</pre>
 *
 * <p>Persons are named by pseudonyms of the host's choice; no name, address or free text is taken.
 *
 * @param id of the event, unique, 1..64 characters; the same id again changes nothing
 * @param at when it happened, milliseconds since 1970 UTC
 * @param reference the shipment, or an empty text for what is about a customer alone
 * @param customer pseudonym of the recipient, or an empty text when the reference tells
 * @param rating 1..5 for {@link Kind#RATING}, else 0
 * @param reason a word such as {@code wrong-size} for {@link Kind#RETURN_REASON}, else an empty text
 * @param point the pickup point for {@link Kind#PREFERENCE}, an empty text for none any more; else an empty text
 */
public record Feedback(
        String id, Kind kind, long at, String reference, String customer, int rating, String reason, String point) {
    /** What an event tells. */
    public enum Kind {
        /** The parcel was handed over. */
        DELIVERED,
        /** Nobody was there to take it. */
        MISSED,
        /** The customer rated the delivery. */
        RATING,
        /** The customer said why it goes back. */
        RETURN_REASON,
        /** The parcel came back. */
        RETURNED,
        /** The customer chose where parcels should go from now on. */
        PREFERENCE;

        /** As written in feeds and records, such as {@code return-reason}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
