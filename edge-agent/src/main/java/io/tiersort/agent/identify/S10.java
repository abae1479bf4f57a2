// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import org.jspecify.annotations.Nullable;

/** UPU S10: two letters of the service, eight digits, check digit, two letters of the country that issued the number. */
final class S10 implements CodeFormat {
    private static final int LENGTH = 13;

    @Override
    public @Nullable Classified read(ScannedCode code, String text, Policy policy) {
        if (text.length() != LENGTH
                || !Text.capitals(text, 0, 2)
                || !Text.digits(text, 2, 11)
                || !Countries.isLetters(text, 11)) {
            return null;
        }
        if (!CheckDigit.s10(text, 2)) {
            return Classified.dropped(code, CodeType.S10, Verdict.BAD_CHECKDIGIT, "S10 number, check digit wrong");
        }
        Facts facts = new Facts.Draft()
                .service(text.substring(0, 2))
                .origin(text.substring(11))
                .facts();
        return Classified.strong(code, CodeType.S10, text, facts, "S10 number, check digit right");
    }
}
