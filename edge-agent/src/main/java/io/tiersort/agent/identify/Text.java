// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

/** Character tests over ranges of a text, without allocation. An empty range passes none of them. */
final class Text {
    private Text() {}

    static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    static boolean capital(char c) {
        return c >= 'A' && c <= 'Z';
    }

    static boolean digits(String text, int from, int to) {
        if (from >= to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!digit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean digits(String text) {
        return digits(text, 0, text.length());
    }

    static boolean capitals(String text, int from, int to) {
        if (from >= to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            if (!capital(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    static boolean upperCase(String text, int from, int to) {
        if (from >= to) {
            return false;
        }
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (!digit(c) && !capital(c)) {
                return false;
            }
        }
        return true;
    }

    /** Printable in ISO 8859-1. */
    static boolean printable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
