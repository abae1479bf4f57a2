// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import org.jspecify.annotations.Nullable;

/**
 * DHL. Piece numbers: J, one to three letters, 9 to 20 digits, no check (JJD and JD; former DHL networks kept them).
 * Express waybills: 10 or 11 digits, mod 7. E-commerce: GM and 16 or 18 digits, no check. All weak.
 */
final class Dhl implements CodeFormat {
    @Override
    public @Nullable Classified read(ScannedCode code, String text, Policy policy) {
        int length = text.length();
        if (length < 10 || length > 24) {
            return null;
        }
        String reason = null;
        if (text.charAt(0) == 'J') {
            reason = piece(text) ? "may be a DHL piece number" : null;
        } else if (text.startsWith("GM")) {
            boolean fits = (length == 18 || length == 20) && Text.digits(text, 2, length);
            reason = fits ? "may be a DHL e-commerce number" : null;
        } else if (length <= 11 && Text.digits(text) && CheckDigit.mod7(text, 0, length)) {
            reason = length + " digits, may be a DHL Express waybill";
        }
        return reason == null ? null : Classified.weak(code, CodeType.DHL, text, Facts.NONE, reason);
    }

    private static boolean piece(String text) {
        int digits = 1;
        while (digits < 4 && Text.capital(text.charAt(digits))) {
            digits++;
        }
        int count = text.length() - digits;
        return digits > 1 && count >= 9 && count <= 20 && Text.digits(text, digits, text.length());
    }
}
