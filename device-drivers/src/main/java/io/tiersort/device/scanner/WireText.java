// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

/** Texts of the configuration that stand for bytes: {@code \xHH}, {@code \r}, {@code \n}, {@code \t}, {@code \\}. */
final class WireText {
    private WireText() {}

    /** One character per byte. A backslash that starts none of the known escapes stands for itself. */
    static String unescape(String text) {
        StringBuilder bytes = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            int hex = c == '\\' && next == 'x' ? hex(text, i + 2) : -1;
            int known = c == '\\' ? "rnt\\".indexOf(next) : -1;
            if (hex >= 0) {
                bytes.append((char) hex);
                i += 3;
            } else if (known >= 0) {
                bytes.append("\r\n\t\\".charAt(known));
                i++;
            } else {
                bytes.append(c);
            }
        }
        return bytes.toString();
    }

    private static int hex(String text, int from) {
        if (from + 2 > text.length()) {
            return -1;
        }
        int high = Character.digit(text.charAt(from), 16);
        int low = Character.digit(text.charAt(from + 1), 16);
        return high < 0 || low < 0 ? -1 : high * 16 + low;
    }
}
