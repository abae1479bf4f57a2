// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.util.List;
import java.util.regex.Pattern;

/** A YAML document with the place of everything in it. Nothing is interpreted: a scalar keeps its text. */
sealed interface Tree {
    Spot spot();

    /** For messages, such as {@code a list}. */
    String kind();

    /** A single value; {@code plain} when it stands without quotes. */
    record Scalar(Spot spot, String text, boolean plain) implements Tree {
        private static final int SHOWN_MAX = 60;
        private static final Pattern NUMBER = Pattern.compile("[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+"
                + "|[-+]?(\\.[0-9]+|[0-9]+(\\.[0-9]*)?)([eE][-+]?[0-9]+)?|[-+]?\\.(inf|Inf|INF)|\\.(nan|NaN|NAN)");
        private static final Pattern TRUTH = Pattern.compile("true|True|TRUE|false|False|FALSE");
        private static final Pattern NOTHING = Pattern.compile("null|Null|NULL|~|");

        @Override
        public String kind() {
            return "a single value";
        }

        /** The text for messages, shortened. */
        String shown() {
            return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
        }

        /** True for a value that is left out, {@code null} or {@code ~}. */
        boolean absent() {
            return plain && NOTHING.matcher(text).matches();
        }

        /** What YAML 1.2 takes the unquoted text for, when that is no text: {@code a number}; else an empty text. */
        String misread() {
            if (!plain) {
                return "";
            }
            if (NUMBER.matcher(text).matches()) {
                return "a number";
            }
            return TRUTH.matcher(text).matches() ? "true or false" : "";
        }
    }

    /** A list. */
    record Items(Spot spot, List<Tree> items) implements Tree {
        @Override
        public String kind() {
            return "a list";
        }
    }

    /** An object; keys are unique. */
    record Entries(Spot spot, List<Entry> entries) implements Tree {
        @Override
        public String kind() {
            return "an object";
        }
    }

    /** A value that was already reported and cannot be used. */
    record Unread(Spot spot) implements Tree {
        @Override
        public String kind() {
            return "nothing usable";
        }
    }

    /** One key of an object and its value. */
    record Entry(Spot spot, String key, Tree value) {}
}
