// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import io.tiersort.device.event.ScannedCode;
import org.jspecify.annotations.Nullable;

/** Licence plates of the site, by the patterns of its policy; the first pattern that fits wins. */
final class SitePlate implements CodeFormat {
    @Override
    public @Nullable Classified read(ScannedCode code, String text, Policy policy) {
        Classified refused = null;
        for (PlatePattern pattern : policy.plates()) {
            if (pattern.shapeFits(text)) {
                if (pattern.checkFits(text)) {
                    return accepted(code, text, pattern);
                }
                if (!pattern.prefix().isEmpty()) {
                    refused = Classified.dropped(
                            code, CodeType.LICENCE_PLATE, Verdict.BAD_CHECKDIGIT, pattern.name() + ", check wrong");
                }
            }
        }
        return refused;
    }

    private static Classified accepted(ScannedCode code, String text, PlatePattern pattern) {
        return pattern.check() == PlatePattern.Check.NONE
                ? Classified.weak(code, CodeType.LICENCE_PLATE, text, Facts.NONE, pattern.name() + ", no check")
                : Classified.strong(code, CodeType.LICENCE_PLATE, text, Facts.NONE, pattern.name() + ", check right");
    }
}
