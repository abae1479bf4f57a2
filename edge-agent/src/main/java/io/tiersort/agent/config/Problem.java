// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.vertx.core.json.JsonObject;
import java.util.Comparator;
import java.util.Locale;

/**
 * One thing wrong in a configuration file. Ordered by file, line and column.
 *
 * @param file as the reader of the message knows it, relative to the site directory
 * @param line 1 and up
 * @param column in characters, 1 and up
 * @param path where in the structure, such as {@code devices[2].port}; an empty text for the whole file
 * @param message what is wrong and what was expected
 * @param hint what to do, or an empty text
 * @param snippet the line of the file and, below it, carets under the wrong part; an empty text when there is none
 */
public record Problem(
        Code code,
        Severity severity,
        String file,
        int line,
        int column,
        String path,
        String message,
        String hint,
        String snippet)
        implements Comparable<Problem> {
    private static final Comparator<Problem> ORDER = Comparator.comparing(Problem::file)
            .thenComparingInt(Problem::line)
            .thenComparingInt(Problem::column)
            .thenComparing(Problem::code)
            .thenComparing(Problem::message);

    /** What a problem does: an error keeps the files from being used, a warning does not. */
    public enum Severity {
        ERROR,
        WARNING;

        /** As printed. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public int compareTo(Problem other) {
        return ORDER.compare(this, other);
    }

    /** For a terminal: place, the line with carets, the message, the hint; several lines, each ended by a newline. */
    public String text() {
        StringBuilder out = new StringBuilder();
        String place = file + ":" + line + ":" + column + "  " + severity.word() + " " + code.id();
        out.append(place).append(path.isEmpty() ? "" : "  " + path).append('\n');
        String number = Integer.toString(line);
        int split = snippet.indexOf('\n');
        if (split < 0) {
            out.append("   ").append(message).append('\n');
        } else {
            out.append("   ").append(number).append(" | ").append(snippet, 0, split);
            out.append("\n   ").append(" ".repeat(number.length())).append(" | ");
            out.append(snippet, split + 1, snippet.length())
                    .append(' ')
                    .append(message)
                    .append('\n');
        }
        if (!hint.isEmpty()) {
            out.append("   ").append(hint).append('\n');
        }
        return out.append("   more: config/README.md#")
                .append(code.id().toLowerCase(Locale.ROOT))
                .append('\n')
                .toString();
    }

    /** For machines; the keys are the names of the components. */
    public JsonObject json() {
        return new JsonObject()
                .put("code", code.id())
                .put("severity", severity.word())
                .put("file", file)
                .put("line", line)
                .put("column", column)
                .put("path", path)
                .put("message", message)
                .put("hint", hint)
                .put("snippet", snippet);
    }
}
