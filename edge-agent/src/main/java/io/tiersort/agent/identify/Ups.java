// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import org.jspecify.annotations.Nullable;

/** UPS: 1Z, six characters of the shipper, two of the service, seven of the parcel, check digit. */
final class Ups implements CodeFormat {
    static final int LENGTH = 18;

    @Override
    public @Nullable Classified read(ScannedCode code, String text, Policy policy) {
        if (text.length() != LENGTH || !text.startsWith("1Z") || !Text.upperCase(text, 2, LENGTH)) {
            return null;
        }
        return rightCheck(text)
                ? Classified.strong(code, CodeType.UPS_1Z, text, facts(text), "UPS number, check digit right")
                : Classified.dropped(code, CodeType.UPS_1Z, Verdict.BAD_CHECKDIGIT, "UPS number, check digit wrong");
    }

    static boolean rightCheck(String text) {
        return Text.digit(text.charAt(LENGTH - 1)) && CheckDigit.ups(text, 2, LENGTH);
    }

    static Facts facts(String text) {
        String service = text.substring(8, 10);
        boolean returns = service.equals("22") || service.equals("78") || service.equals("90");
        return new Facts.Draft().service(service).returnLabel(returns).facts();
    }
}
