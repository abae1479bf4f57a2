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
    private static final int ZIP5_END = 8;
    private static final int ZIP9_END = 12;

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
        if (separator < 0) {
            return startAfterZip(text);
        }
        boolean zip = separator == ZIP5_END || separator == ZIP9_END;
        return zip && routed(text, separator, separator + 1) ? separator + 1 : -1;
    }

    private static int startAfterZip(String text) {
        boolean zip9 = text.length() == ZIP9_END + 22 && routed(text, ZIP9_END, ZIP9_END);
        if (zip9 && CheckDigit.mod10(text, ZIP9_END, text.length())) {
            return ZIP9_END;
        }
        if (routed(text, ZIP5_END, ZIP5_END)) {
            return ZIP5_END;
        }
        return zip9 ? ZIP9_END : -1;
    }

    private static boolean routed(String text, int zipEnd, int start) {
        return Text.digits(text, ROUTE.length(), zipEnd) && construct(text, start);
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
