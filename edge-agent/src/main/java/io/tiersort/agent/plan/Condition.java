// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import java.util.List;

/** A condition of a rule, as data, so that gaps, overlaps and unreachable rules can be found. */
public sealed interface Condition {
    /** True when every part holds; an empty list always holds. */
    record All(List<Condition> parts) implements Condition {
        public All {
            parts = List.copyOf(parts);
        }
    }

    /** True when some part holds. */
    record Any(List<Condition> parts) implements Condition {
        public Any {
            parts = List.copyOf(parts);
        }
    }

    /** True when the part does not hold. */
    record Not(Condition part) implements Condition {}

    /** Compares a text field with words; true when one of them fits. */
    record Text(TextField field, TextOperator operator, List<String> words) implements Condition {
        public Text {
            words = List.copyOf(words);
        }
    }

    /** Holds when the first characters of the text lie between two words of one length, both included. */
    record Between(TextField field, String from, String to) implements Condition {}

    /** Holds when the table gives one of these words for the text. */
    record Listed(TextField field, Table table, List<String> words) implements Condition {
        public Listed {
            words = List.copyOf(words);
        }
    }

    /** Holds when the number lies within the bounds, both included. */
    record Range(NumberField field, long atLeast, long atMost) implements Condition {}

    /** Text fields of a parcel and its shipment. */
    enum TextField {
        SEGMENT,
        SERVICE,
        /** Several values: every flag of the shipment. */
        FLAGS,
        POSTCODE,
        COUNTRY,
        POINT,
        /** Carrier by the format of the number on the label. */
        CARRIER,
        /** The carrier's own service code on the label. */
        CARRIER_SERVICE,
        /** Routing code on the label (GS1 AI 403). */
        ROUTE_CODE,
        /** The pickup point or locker bank the customer prefers. */
        PREFERRED_POINT,
        /** Id of the tier already chosen; only in routes. */
        TIER
    }

    /** How a text is compared. */
    enum TextOperator {
        /** Equal to one of the words; for {@link TextField#FLAGS}: one of them is set. */
        IS,
        STARTS_WITH
    }

    /** Number fields, 0 when unknown: measured values where there are any, else declared ones. */
    enum NumberField {
        /** Grams. */
        WEIGHT,
        /** Longest side in mm. */
        LENGTH,
        /** Middle side in mm. */
        WIDTH,
        /** Shortest side in mm. */
        HEIGHT,
        /** Millilitres. */
        VOLUME,
        /** Deliveries in a row that found nobody. */
        MISSED_DELIVERIES,
        /** Mean rating of the customer, 1..5. */
        RATING
    }
}
