// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import org.jspecify.annotations.Nullable;

/**
 * FedEx. Express: 12 digits; 34 digits that end with the tracking number; 32 digits (ASTRA) with it inside. Ground: 15
 * digits; 22 digits from 96 that end with them. Bare 12 and 15 digits are weak: others use these lengths too.
 */
final class FedEx implements CodeFormat {
    @Override
    public @Nullable Classified read(ScannedCode code, String text, Policy policy) {
        return switch (text.length()) {
            case 12 -> bare(code, text, "12 digits, may be a FedEx Express number");
            case 15 -> bare(code, text, "15 digits, may be a FedEx Ground number");
            case 22 -> text.startsWith("96") ? inside(code, text, 7, 22) : null;
            case 32 -> text.charAt(0) == '3' ? inside(code, text, 16, 28) : null;
            case 34 -> text.charAt(0) < '9' || text.startsWith("96") ? inside(code, text, 20, 34) : null;
            default -> null;
        };
    }

    private static @Nullable Classified bare(ScannedCode code, String text, String reason) {
        return Text.digits(text) && rightCheck(text, 0, text.length())
                ? Classified.weak(code, CodeType.FEDEX, text, Facts.NONE, reason)
                : null;
    }

    private static @Nullable Classified inside(ScannedCode code, String text, int from, int to) {
        if (!Text.digits(text)) {
            return null;
        }
        if (!rightCheck(text, from, to)) {
            return Classified.dropped(
                    code, CodeType.FEDEX, Verdict.BAD_CHECKDIGIT, "FedEx label barcode, check digit wrong");
        }
        boolean padded = to - from == 14 && text.startsWith("00", from);
        String key = text.substring(padded ? from + 2 : from, to);
        return Classified.strong(code, CodeType.FEDEX, key, Facts.NONE, "FedEx label barcode, check digit right");
    }

    private static boolean rightCheck(String text, int from, int to) {
        return to - from == 15 ? CheckDigit.mod10(text, from, to) : CheckDigit.fedEx(text, from, to);
    }
}
