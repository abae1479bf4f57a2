// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What upstream said about one parcel that will come.
 *
 * @param reference the shipper's or host's own id, unique, 1..64 characters
 * @param codes every code its labels may carry (SSCC as 18 digits, carrier tracking numbers as printed), 0..8 of them;
 *     the reference itself is always a code too
 * @param segment customer segment, such as {@code business}
 * @param service promised service, such as {@code same-day}
 * @param postcode delivery postcode, or an empty text
 * @param country ISO 3166 alpha-2, or an empty text
 * @param point id of a pickup point or locker bank, or an empty text
 * @param customer the recipient under a name of the host's choice that is no personal data, or an empty text
 * @param group shipments of one group travel together, such as those of one order; an empty text when it travels alone
 * @param compartment size of the compartment reserved at {@code point}, such as {@code M}, or an empty text
 * @param promiseBy instant the customer was promised, milliseconds since 1970 UTC; 0 when none
 * @param notBefore earliest wanted delivery, milliseconds since 1970 UTC; 0 when none
 * @param grams declared mass, 0 when unknown
 * @param lengthMm declared longest side, 0 when unknown
 */
public record Shipment(
        String reference,
        List<String> codes,
        String segment,
        String service,
        Set<Flag> flags,
        String postcode,
        String country,
        String point,
        String customer,
        String group,
        String compartment,
        long promiseBy,
        long notBefore,
        int grams,
        int lengthMm,
        int widthMm,
        int heightMm,
        Status status) {
    public Shipment {
        codes = List.copyOf(codes);
        flags = Set.copyOf(flags);
    }

    /** The same shipment with another promised instant, 0 for none. */
    public Shipment promisedBy(long instant) {
        return with(flags, point, instant, status);
    }

    /** The same shipment, standing elsewhere. */
    public Shipment standing(Status other) {
        return with(flags, point, promiseBy, other);
    }

    /** The same shipment, sent to another pickup point or locker bank. */
    public Shipment sentTo(String otherPoint) {
        return with(flags, otherPoint, promiseBy, status);
    }

    /** The same shipment under other flags. */
    public Shipment flagged(Set<Flag> others) {
        return with(others, point, promiseBy, status);
    }

    private Shipment with(Set<Flag> marks, String where, long instant, Status other) {
        return new Shipment(
                reference,
                codes,
                segment,
                service,
                marks,
                postcode,
                country,
                where,
                customer,
                group,
                compartment,
                instant,
                notBefore,
                grams,
                lengthMm,
                widthMm,
                heightMm,
                other);
    }

    /** Handling that comes on top of the tier. The order is stored: append only. */
    public enum Flag {
        HIGH_VALUE,
        HAZMAT,
        FRAGILE,
        COLD,
        CASH_ON_DELIVERY,
        SIGNATURE,
        HOLD,
        PRIVACY;

        private final String word = name().toLowerCase(Locale.ROOT).replace('_', '-');

        /** As written in plans and feeds, such as {@code high-value}. */
        public String word() {
            return word;
        }
    }

    /** Where the shipment stands. The order is stored: append only. */
    public enum Status {
        OPEN,
        CANCELLED,
        CLOSED;

        /** As written in feeds, such as {@code open}. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
