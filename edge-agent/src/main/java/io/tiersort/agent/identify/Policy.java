// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import java.util.List;

/**
 * What a site decides about its codes.
 *
 * @param closedLabelTolerance true: a label of a closed shipment beside one of a live shipment is an old label on a reused
 *     box and loses; false: it is a conflict
 * @param gs1WithoutAim true: of a reader that sends no AIM identifier, 00 and 18 digits with a right check digit are an SSCC
 * @param shortestText characters that a text of no known form must have, 1 and up
 * @param ignoredPrefixes how codes start that are never looked at, such as a box maker's mark
 * @param noReadTexts what readers send when they read nothing, in any case; the empty text always counts
 * @param plates licence plates, first match wins
 */
public record Policy(
        boolean closedLabelTolerance,
        boolean gs1WithoutAim,
        int shortestText,
        List<String> ignoredPrefixes,
        List<String> noReadTexts,
        List<PlatePattern> plates) {
    public Policy {
        ignoredPrefixes = List.copyOf(ignoredPrefixes);
        noReadTexts = List.copyOf(noReadTexts);
        plates = List.copyOf(plates);
        if (shortestText < 1) {
            throw new IllegalArgumentException(
                    "policy refused: shortestText=" + shortestText + "; expected 1 and up; raise it");
        }
        if (ignoredPrefixes.contains("")) {
            throw new IllegalArgumentException(
                    "policy refused: empty ignored prefix, it fits every code; expected a text; remove it");
        }
    }

    /** Closed labels tolerated, AIM identifiers demanded, texts of 5 characters and up, no plates of the site's own. */
    public static Policy standard() {
        return new Policy(
                true, false, 5, List.of(), List.of("noread", "no read", "no_read", "no-read", "?"), List.of());
    }
}
