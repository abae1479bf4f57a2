// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import java.util.ArrayList;
import java.util.List;

/** Text for a terminal of 80 columns: headings, and rows whose last column is wrapped under itself. One thread. */
final class Paragraphs {
    private static final int WIDTH = 80;

    private final List<String> lines = new ArrayList<>();

    /** A line as it is. */
    void line(String text) {
        lines.add(text.stripTrailing());
    }

    /** A heading, with an empty line before it. */
    void heading(String text) {
        lines.add("");
        lines.add(text);
    }

    /** A row: {@code lead} padded to {@code indent} columns, then the text, continued under its own start. */
    void row(int indent, String lead, String text) {
        String margin = " ".repeat(indent);
        String start = lead.length() < indent ? lead + " ".repeat(indent - lead.length()) : lead + " ";
        List<String> wrapped = wrap(text, WIDTH - indent);
        if (start.length() > indent && start.length() + wrapped.get(0).length() > WIDTH) {
            line(lead);
            start = margin;
        }
        for (String part : wrapped) {
            line(start + part);
            start = margin;
        }
    }

    private static List<String> wrap(String text, int width) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (String word : text.split(" ", -1)) {
            if (!part.isEmpty() && part.length() + 1 + word.length() > width) {
                parts.add(part.toString());
                part.setLength(0);
            }
            part.append(part.isEmpty() ? "" : " ").append(word);
            while (part.length() > width) {
                parts.add(part.substring(0, width));
                part.delete(0, width);
            }
        }
        parts.add(part.toString());
        return parts;
    }

    String text() {
        return String.join("\n", lines);
    }
}
