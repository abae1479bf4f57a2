// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import org.jspecify.annotations.Nullable;

/**
 * DPD: the route barcode of 27 digits (postcode 7, parcel number 14, service 3, country 3) and a check character, or the
 * parcel number alone and its check character (mod 37/36). The route barcode is also printed with % in front and
 * without the check. A parcel number with a digit for a check is weak: every 36th number of 15 digits passes.
 */
final class Dpd implements CodeFormat {
    private static final int ROUTE = 27;
    private static final int NUMBER = 14;

    @Override
    public @Nullable Classified read(ScannedCode code, String text, Policy policy) {
        if (text.length() == ROUTE + 1) {
            return route(code, text);
        }
        if (text.length() != NUMBER + 1 || !Text.digits(text, 0, NUMBER) || !Text.upperCase(text, NUMBER, NUMBER + 1)) {
            return null;
        }
        boolean letter = Text.capital(text.charAt(NUMBER));
        if (!CheckDigit.mod37(text, 0, NUMBER + 1)) {
            return letter
                    ? Classified.dropped(code, CodeType.DPD, Verdict.BAD_CHECKDIGIT, "DPD number, check wrong")
                    : null;
        }
        String key = text.substring(0, NUMBER);
        return letter
                ? Classified.strong(code, CodeType.DPD, key, Facts.NONE, "DPD number, check right")
                : Classified.weak(code, CodeType.DPD, key, Facts.NONE, "15 digits, may be a DPD number");
    }

    private static @Nullable Classified route(ScannedCode code, String text) {
        boolean marked = text.charAt(0) == '%';
        int from = marked ? 1 : 0;
        String country = Text.digits(text, from, from + ROUTE) ? Countries.byNumber(text, from + 24) : "";
        if (country.isEmpty() || (!marked && !Text.upperCase(text, ROUTE, ROUTE + 1))) {
            return null;
        }
        String key = text.substring(from + 7, from + 21);
        Facts facts = new Facts.Draft()
                .country(country)
                .postcode(postcode(text.substring(from, from + 7), country))
                .service(text.substring(from + 21, from + 24))
                .facts();
        if (marked) {
            return Classified.weak(code, CodeType.DPD, key, facts, "DPD route barcode without a check");
        }
        return CheckDigit.mod37(text, 0, ROUTE + 1)
                ? Classified.strong(code, CodeType.DPD, key, facts, "DPD route barcode, check right")
                : Classified.dropped(code, CodeType.DPD, Verdict.BAD_CHECKDIGIT, "DPD route barcode, check wrong");
    }

    /** The field is filled with zeros on the left; how many are part of the postcode depends on the country. */
    private static String postcode(String field, String country) {
        return switch (country) {
            case "DE", "FR", "ES", "IT", "PL", "CZ", "SK", "EE", "FI", "HR", "LT" -> field.substring(2);
            case "AT", "BE", "CH", "DK", "HU", "LU", "LV", "SI" -> field.substring(3);
            default -> "";
        };
    }
}
