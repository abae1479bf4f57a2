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
        if (text.length() < 10 || text.length() > 24) {
            return null;
        }
        String reason = reason(text);
        return reason == null ? null : Classified.weak(code, CodeType.DHL, text, Facts.NONE, reason);
    }

    private static @Nullable String reason(String text) {
        if (text.charAt(0) == 'J') {
            return piece(text) ? "may be a DHL piece number" : null;
        }
        if (text.startsWith("GM")) {
            return commerce(text) ? "may be a DHL e-commerce number" : null;
        }
        return waybill(text) ? text.length() + " digits, may be a DHL Express waybill" : null;
    }

    private static boolean commerce(String text) {
        int length = text.length();
        return (length == 18 || length == 20) && Text.digits(text, 2, length);
    }

    private static boolean waybill(String text) {
        return text.length() <= 11 && Text.digits(text) && CheckDigit.mod7(text, 0, text.length());
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
