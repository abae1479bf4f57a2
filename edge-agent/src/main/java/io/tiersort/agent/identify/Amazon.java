// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import org.jspecify.annotations.Nullable;

/** Amazon Logistics: TBA, TBC or TBM and 12 digits, no check. */
final class Amazon implements CodeFormat {
    private static final int LENGTH = 15;

    @Override
    public @Nullable Classified read(ScannedCode code, String text, Policy policy) {
        boolean fits = text.length() == LENGTH
                && text.startsWith("TB")
                && "ACM".indexOf(text.charAt(2)) >= 0
                && Text.digits(text, 3, LENGTH);
        return fits
                ? Classified.weak(code, CodeType.AMAZON_TBA, text, Facts.NONE, "form of an Amazon number, no check")
                : null;
    }
}
