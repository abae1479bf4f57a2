// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import org.jspecify.annotations.Nullable;

/**
 * USPS package barcode: 92 to 95, three digits of the service, mailer id of nine digits that starts with 9 or of six that
 * does not, serial number, check digit: 22, 26 or 30 digits; or 91 with 22. In front there may be 420 and a ZIP of five
 * or nine digits, ended by GS where the reader sends it; else the length of the rest tells which ZIP it is, nine digits
 * before a 22-digit number first.
 */
final class Usps implements CodeFormat {
    private static final String ROUTE = "420";

    @Override
    public @Nullable Classified read(ScannedCode code, String text, Policy policy) {
        if (text.length() < 22 || (text.charAt(0) != '9' && !text.startsWith(ROUTE))) {
            return null;
        }
        int start = start(text);
        if (start < 0) {
            return null;
        }
        if (!CheckDigit.mod10(text, start, text.length())) {
            return Classified.dropped(
                    code, CodeType.USPS_IMPB, Verdict.BAD_CHECKDIGIT, "USPS number, check digit wrong");
        }
        return Classified.strong(
                code, CodeType.USPS_IMPB, text.substring(start), facts(text, start), "USPS number, check digit right");
    }

    private static Facts facts(String text, int start) {
        Facts.Draft facts = new Facts.Draft().country("US");
        int stc = start + 2;
        facts.service(text.substring(stc, text.charAt(start + 1) == '1' ? stc + 2 : stc + 3));
        if (start > 0) {
            int zipEnd = text.charAt(start - 1) == Gs1.GS ? start - 1 : start;
            facts.postcode(text.substring(ROUTE.length(), zipEnd));
        }
        return facts.facts();
    }

    /** Where the number starts; -1 when there is none. Of several places one with a right check digit wins. */
    private static int start(String text) {
        if (text.charAt(0) == '9') {
            return construct(text, 0) ? 0 : -1;
        }
        int separator = text.indexOf(Gs1.GS);
        if (separator >= 0) {
            boolean zip = (separator == 8 || separator == 12) && Text.digits(text, ROUTE.length(), separator);
            return zip && construct(text, separator + 1) ? separator + 1 : -1;
        }
        boolean zip9 = text.length() == 34 && construct(text, 12) && Text.digits(text, 3, 12);
        if (zip9 && CheckDigit.mod10(text, 12, text.length())) {
            return 12;
        }
        if (construct(text, 8) && Text.digits(text, 3, 8)) {
            return 8;
        }
        return zip9 ? 12 : -1;
    }

    private static boolean construct(String text, int start) {
        int length = text.length() - start;
        if (length < 22 || !Text.digits(text, start, text.length()) || text.charAt(start) != '9') {
            return false;
        }
        boolean longMailer = text.charAt(start + 5) == '9';
        return switch (text.charAt(start + 1)) {
            case '1' -> length == 22;
            case '2' -> longMailer && (length == 22 || length == 26);
            case '3' -> !longMailer && (length == 22 || length == 26);
            case '4' -> length == 22 || length == 26 || (longMailer && length == 30);
            case '5' -> length == 22 || length == 26;
            default -> false;
        };
    }
}
