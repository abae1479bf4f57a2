// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One GS1 application identifier.
 *
 * @param code its 2 to 4 digits
 * @param fixed true when no separator follows its value in an element string
 * @param link true when the query of a Digital Link may carry it
 * @param needs one of these groups must be complete on the label; none when empty
 * @param excludes patterns of identifiers that may not be on the label
 * @param key true for a primary key of a Digital Link
 * @param qualifiers orders in which the path of a Digital Link may qualify the key
 */
record Gs1Ai(
        String code,
        List<Part> parts,
        boolean fixed,
        boolean link,
        List<List<String>> needs,
        List<String> excludes,
        boolean key,
        List<List<String>> qualifiers) {
    Gs1Ai {
        parts = List.copyOf(parts);
        needs = List.copyOf(needs);
        excludes = List.copyOf(excludes);
        qualifiers = List.copyOf(qualifiers);
    }

    /** A part of the value; only the last one has a shortest other than the longest length. */
    record Part(Charset charset, int shortest, int longest, Gs1Rule rule, boolean optional) {}

    /** Characters a part may have. */
    enum Charset {
        N,
        X,
        Y,
        Z;

        boolean has(char c) {
            return switch (this) {
                case N -> Text.digit(c);
                case X -> Gs1Rule.base64(c) || "!\"%&'()*+,./:;<=>?".indexOf(c) >= 0;
                case Y -> Text.digit(c) || Text.capital(c) || "#-/".indexOf(c) >= 0;
                case Z -> Gs1Rule.base64(c) || c == '=';
            };
        }
    }

    /** Characters of the longest value. */
    int longest() {
        int sum = 0;
        for (Part part : parts) {
            sum += part.longest;
        }
        return sum;
    }

    /** Null when {@code value} fits, else what is wrong with it; {@code at} is its place in the text read. */
    Gs1.@Nullable Invalid fault(String value, int at) {
        int pos = 0;
        for (Part part : parts) {
            if (pos == value.length() && part.optional) {
                return null;
            }
            int to = Math.min(value.length(), pos + part.longest);
            Gs1.Invalid fault = fault(part, value, pos, to, at);
            if (fault != null) {
                return fault;
            }
            pos = to;
        }
        return pos == value.length() ? null : syntax(at + pos, "longer than its " + longest() + " characters");
    }

    private Gs1.@Nullable Invalid fault(Part part, String value, int from, int to, int at) {
        if (to - from < part.shortest) {
            return syntax(at + to, "too short, " + part.shortest + " characters expected");
        }
        for (int i = from; i < to; i++) {
            if (!part.charset.has(value.charAt(i))) {
                return syntax(at + i, "a character that its charset lacks");
            }
        }
        if (part.rule.holds(value, from, to)) {
            return null;
        }
        return part.rule == Gs1Rule.CHECK
                ? new Gs1.Invalid(at + to - 1, Gs1.Fault.CHECK_DIGIT, "(" + code + ") wrong check digit")
                : syntax(at + from, part.rule.expected + " expected");
    }

    private Gs1.Invalid syntax(int index, String what) {
        return new Gs1.Invalid(index, Gs1.Fault.SYNTAX, "(" + code + ") " + what);
    }
}
