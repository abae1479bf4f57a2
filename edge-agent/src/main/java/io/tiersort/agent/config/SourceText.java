// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.util.List;

/** A file under check: its name as shown to people, its text, and its lines for snippets. */
record SourceText(String name, String text, List<String> lines) {
    private static final int SNIPPET_MAX = 160;

    static SourceText of(String name, String text) {
        return new SourceText(name, text, text.lines().toList());
    }

    /** The line and carets under {@code length} characters from {@code column}; empty when there is no such line. */
    String snippet(int line, int column, int length) {
        if (line < 1 || line > lines.size()) {
            return "";
        }
        String full = lines.get(line - 1);
        String shown = printable(full.substring(0, Math.min(full.length(), SNIPPET_MAX)));
        int start = Math.min(column - 1, shown.length());
        int width = Math.max(1, Math.min(length, shown.length() - start));
        return shown + "\n" + " ".repeat(start) + "^".repeat(width);
    }

    private static String printable(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }
}
