// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

/**
 * Check characters over a range of a text, the last character of which is the check character. Callers have tested the
 * charset; a character outside it makes the check fail or pass by chance, never throw.
 */
final class CheckDigit {
    private static final String S10_WEIGHTS = "86423597";

    private CheckDigit() {}

    /** GS1: weights 3 and 1 from the right. Finds every wrong digit. */
    static boolean mod10(String text, int from, int to) {
        int sum = 0;
        for (int i = to - 1, weight = 1; i >= from; i--, weight = 4 - weight) {
            sum += weight * (text.charAt(i) - '0');
        }
        return to - from > 1 && sum % 10 == 0;
    }

    /** Weights 2 to 7 from the right, repeated. Finds every wrong digit. */
    static boolean mod11(String text, int from, int to) {
        int sum = 0;
        for (int i = to - 2, weight = 2; i >= from; i--, weight = weight == 7 ? 2 : weight + 1) {
            sum += weight * (text.charAt(i) - '0');
        }
        int check = (11 - sum % 11) % 11;
        return to - from > 1 && check != 10 && text.charAt(to - 1) - '0' == check;
    }

    /** ISO/IEC 7064 hybrid mod 37/36 over digits and capitals. Finds every wrong character. */
    static boolean mod37(String text, int from, int to) {
        int product = 36;
        for (int i = from; i < to - 1; i++) {
            int sum = (product + Character.digit(text.charAt(i), 36)) % 36;
            product = (sum == 0 ? 36 : sum) * 2 % 37;
        }
        return to - from > 1 && (product + Character.digit(text.charAt(to - 1), 36)) % 36 == 1;
    }

    /** UPS: a letter counts as (ASCII - 3) mod 10, every second character twice. Finds most wrong characters. */
    static boolean ups(String text, int from, int to) {
        int sum = 0;
        for (int i = from; i < to - 1; i++) {
            char c = text.charAt(i);
            int value = Text.digit(c) ? c - '0' : (c - 3) % 10;
            sum += (i - from) % 2 == 1 ? 2 * value : value;
        }
        return (10 - sum % 10) % 10 == text.charAt(to - 1) - '0';
    }

    /** UPU S10: eight digits and the check digit, mod 11. Finds wrong digits, but remainders 0 and 6 share a digit. */
    static boolean s10(String text, int from) {
        int sum = 0;
        for (int i = 0; i < S10_WEIGHTS.length(); i++) {
            sum += (S10_WEIGHTS.charAt(i) - '0') * (text.charAt(from + i) - '0');
        }
        int remainder = sum % 11;
        int check = remainder == 0 ? 5 : remainder == 1 ? 0 : 11 - remainder;
        return text.charAt(from + S10_WEIGHTS.length()) - '0' == check;
    }

    /** FedEx: weights 1, 3, 7 from the right of the digits before the check digit, mod 11, mod 10. */
    static boolean fedEx(String text, int from, int to) {
        int sum = 0;
        for (int i = to - 2, turn = 0; i >= from; i--, turn = (turn + 1) % 3) {
            int weight = turn == 0 ? 1 : turn == 1 ? 3 : 7;
            sum += weight * (text.charAt(i) - '0');
        }
        return sum % 11 % 10 == text.charAt(to - 1) - '0';
    }

    /** DHL Express: the number before the check digit, mod 7. */
    static boolean mod7(String text, int from, int to) {
        int remainder = 0;
        for (int i = from; i < to - 1; i++) {
            remainder = (remainder * 10 + text.charAt(i) - '0') % 7;
        }
        return remainder == text.charAt(to - 1) - '0';
    }
}
