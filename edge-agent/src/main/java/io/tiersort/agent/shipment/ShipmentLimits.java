// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import java.util.HashSet;

/** What a shipment may hold. Texts are counted in characters, each at most three bytes. */
final class ShipmentLimits {
    static final int CODES_MAX = 8;
    static final int KEY_CHARS_MAX = 64;
    static final int POSTCODE_CHARS_MAX = 16;
    static final int NUMBER_MAX = 10_000_000;

    private ShipmentLimits() {}

    /** What is wrong with the shipment, or an empty text. */
    static String problem(Shipment shipment) {
        return first(
                key("reference", shipment.reference()),
                codes(shipment),
                text("segment", shipment.segment(), KEY_CHARS_MAX),
                text("service", shipment.service(), KEY_CHARS_MAX),
                text("postcode", shipment.postcode(), POSTCODE_CHARS_MAX),
                country(shipment.country()),
                text("point", shipment.point(), KEY_CHARS_MAX),
                text("customer", shipment.customer(), KEY_CHARS_MAX),
                text("group", shipment.group(), KEY_CHARS_MAX),
                text("compartment", shipment.compartment(), KEY_CHARS_MAX),
                time("promise by", shipment.promiseBy()),
                time("not before", shipment.notBefore()),
                number("weight", shipment.grams()),
                number("length", shipment.lengthMm()),
                number("width", shipment.widthMm()),
                number("height", shipment.heightMm()));
    }

    private static String first(String... problems) {
        for (String problem : problems) {
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        return "";
    }

    private static String country(String text) {
        boolean right = text.isEmpty() || (text.length() == 2 && isLetter(text.charAt(0)) && isLetter(text.charAt(1)));
        return right ? "" : wrong("country", text, "two letters A-Z or nothing");
    }

    private static boolean isLetter(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static String codes(Shipment shipment) {
        if (shipment.codes().size() > CODES_MAX) {
            return wrong("codes", shipment.codes().size() + " codes", "at most " + CODES_MAX);
        }
        for (String code : shipment.codes()) {
            String problem = key("code", code);
            if (!problem.isEmpty()) {
                return problem;
            }
        }
        return shipment.codes().size() < 2
                        || new HashSet<>(shipment.codes()).size()
                                == shipment.codes().size()
                ? ""
                : wrong("codes", String.join("|", shipment.codes()), "every code once");
    }

    private static String key(String name, String text) {
        return text.isEmpty()
                ? wrong(name, text, "1 to " + KEY_CHARS_MAX + " characters")
                : text(name, text, KEY_CHARS_MAX);
    }

    private static String text(String name, String text, int charsMax) {
        if (text.length() > charsMax) {
            return wrong(name, text.substring(0, charsMax) + "…", "at most " + charsMax + " characters");
        }
        return plain(text) ? "" : wrong(name, text, "no control characters, no | and no characters beyond U+FFFF");
    }

    /** Whether a text holds only characters that every file and label can carry. */
    static boolean plain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == 0x7F || c == '|' || c == '\uFFFD' || Character.isSurrogate(c)) {
                return false;
            }
        }
        return true;
    }

    private static String time(String name, long millis) {
        return millis >= 0 ? "" : wrong(name, millis + "ms", "an instant after 1970");
    }

    private static String number(String name, int value) {
        return value >= 0 && value <= NUMBER_MAX ? "" : wrong(name, Integer.toString(value), "0 to " + NUMBER_MAX);
    }

    private static String wrong(String name, String found, String expected) {
        return name + ": found \"" + found + "\"; expected " + expected;
    }
}
