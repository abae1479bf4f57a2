// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * GS1 element strings, as readers send them after GS1 symbology identifiers: application identifiers and values, values
 * of variable length ended by GS (0x1D). Source: GS1 General Specifications, chapters 3 and 7. Not checked: company
 * prefixes, the check pair of AI 8013 and 8014, coupons (8110, 8112), package types (7041).
 */
public final class Gs1 {
    /** Ends a value of variable length. */
    public static final char GS = 0x1D;

    private static final int MAX_ELEMENTS = 64;

    private Gs1() {}

    /** Outcome of reading: either all elements or the first fault. */
    public sealed interface Result permits Elements, Invalid {}

    /**
     * A label in which every element is right.
     *
     * @param list in the order read, without repetitions
     * @param warnings rules of association that are broken (an identifier that needs or excludes another one); the
     *     missing element may stand in another symbol of the same label
     */
    public record Elements(List<Element> list, List<String> warnings) implements Result {
        public Elements {
            list = List.copyOf(list);
            warnings = List.copyOf(warnings);
        }

        /** The value of the identifier; null when the label lacks it. */
        public @Nullable String value(String ai) {
            for (Element element : list) {
                if (element.ai.equals(ai)) {
                    return element.value;
                }
            }
            return null;
        }
    }

    /** An application identifier, 2 to 4 digits, and its value. */
    public record Element(String ai, String value) {}

    /**
     * A text that breaks a rule.
     *
     * @param index place of the fault in the text, 0 and up
     * @param reason what is wrong, for people
     */
    public record Invalid(int index, Fault fault, String reason) implements Result {}

    /** Kinds of faults. */
    public enum Fault {
        /** Not the kind of text that was asked for at all. */
        NOT_GS1,
        /** Length, charset, order or content of an element. */
        SYNTAX,
        /** Form right, check digit wrong. */
        CHECK_DIGIT
    }

    /** Reads an element string. A separator where none is needed is passed over; one that is missing is never guessed. */
    public static Result parse(String text) {
        List<Element> elements = new ArrayList<>(4);
        int pos = 0;
        int read = 0;
        while (pos < text.length()) {
            if (text.charAt(pos) == GS) {
                pos++;
                continue;
            }
            Gs1Ai ai = Gs1Table.at(text, pos);
            if (read++ == MAX_ELEMENTS) {
                return tooMany(pos);
            }
            if (ai == null) {
                return new Invalid(pos, Fault.SYNTAX, "no application identifier starts here");
            }
            int from = pos + ai.code().length();
            int to = end(text, from, ai);
            Invalid fault = add(elements, ai, text.substring(from, to), from);
            if (fault != null) {
                return fault;
            }
            pos = to;
        }
        return elements.isEmpty()
                ? new Invalid(0, Fault.NOT_GS1, "empty")
                : new Elements(elements, Gs1Association.warnings(elements));
    }

    /** Adds the element when it is right and new; null then, else the fault. */
    static @Nullable Invalid add(List<Element> elements, Gs1Ai ai, String value, int at) {
        if (value.isEmpty()) {
            return new Invalid(at, Fault.SYNTAX, "(" + ai.code() + ") no value");
        }
        Invalid fault = ai.fault(value, at);
        if (fault != null) {
            return fault;
        }
        for (Element other : elements) {
            if (other.ai.equals(ai.code())) {
                return other.value.equals(value)
                        ? null
                        : new Invalid(at, Fault.SYNTAX, "(" + ai.code() + ") twice with different values");
            }
        }
        if (elements.size() == MAX_ELEMENTS) {
            return tooMany(at);
        }
        elements.add(new Element(ai.code(), value));
        return null;
    }

    private static Invalid tooMany(int at) {
        return new Invalid(at, Fault.SYNTAX, "more than " + MAX_ELEMENTS + " elements");
    }

    private static int end(String text, int from, Gs1Ai ai) {
        int separator = text.indexOf(GS, from);
        int end = separator < 0 ? text.length() : separator;
        return ai.fixed() ? Math.min(end, from + ai.longest()) : end;
    }
}
