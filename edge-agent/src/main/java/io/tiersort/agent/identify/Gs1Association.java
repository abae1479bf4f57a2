// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import java.util.ArrayList;
import java.util.List;

/** Which application identifiers need or exclude each other on one label. */
final class Gs1Association {
    private Gs1Association() {}

    static List<String> warnings(List<Gs1.Element> elements) {
        List<String> warnings = List.of();
        for (Gs1.Element element : elements) {
            Gs1Ai ai = Gs1Table.of(element.ai());
            if (ai != null) {
                warnings = warnings(ai, elements, warnings);
            }
        }
        return warnings;
    }

    private static List<String> warnings(Gs1Ai ai, List<Gs1.Element> elements, List<String> before) {
        List<String> warnings = before;
        if (!satisfied(ai.needs(), elements)) {
            warnings = with(warnings, "(" + ai.code() + ") needs one of " + ai.needs());
        }
        for (String pattern : ai.excludes()) {
            for (Gs1.Element other : elements) {
                if (!other.ai().equals(ai.code()) && fits(pattern, other.ai())) {
                    warnings = with(warnings, "(" + ai.code() + ") excludes (" + other.ai() + ")");
                }
            }
        }
        return warnings;
    }

    private static List<String> with(List<String> warnings, String more) {
        List<String> all = new ArrayList<>(warnings);
        all.add(more);
        return all;
    }

    private static boolean satisfied(List<List<String>> needs, List<Gs1.Element> elements) {
        for (List<String> group : needs) {
            if (complete(group, elements)) {
                return true;
            }
        }
        return needs.isEmpty();
    }

    private static boolean complete(List<String> group, List<Gs1.Element> elements) {
        for (String pattern : group) {
            if (!present(pattern, elements)) {
                return false;
            }
        }
        return true;
    }

    private static boolean present(String pattern, List<Gs1.Element> elements) {
        for (Gs1.Element element : elements) {
            if (fits(pattern, element.ai())) {
                return true;
            }
        }
        return false;
    }

    private static boolean fits(String pattern, String ai) {
        if (pattern.length() != ai.length()) {
            return false;
        }
        for (int i = 0; i < ai.length(); i++) {
            if (pattern.charAt(i) != 'n' && pattern.charAt(i) != ai.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
