// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import java.util.ArrayList;
import java.util.List;

/**
 * The fields of one line of comma-separated values, quoted as in RFC 4180.
 *
 * @param problem what is wrong with the quotes, or an empty text
 */
record CsvLine(List<String> fields, String problem) {
    static CsvLine parse(String line) {
        List<String> fields = new ArrayList<>(16);
        int at = 0;
        while (at <= line.length()) {
            if (at < line.length() && line.charAt(at) == '"') {
                StringBuilder field = new StringBuilder();
                at = quoted(line, at + 1, field);
                if (at < 0) {
                    return new CsvLine(List.of(), "found a quote that is not closed on its line; expected \"...\"");
                }
                if (at < line.length() && line.charAt(at) != ',') {
                    return new CsvLine(List.of(), "found text behind a closing quote; expected a comma");
                }
                fields.add(field.toString());
                at++;
            } else {
                int comma = line.indexOf(',', at);
                int end = comma < 0 ? line.length() : comma;
                fields.add(line.substring(at, end));
                at = end + 1;
            }
        }
        return new CsvLine(fields, "");
    }

    /** Reads up to the closing quote; returns the place behind it, or -1 when there is none. */
    private static int quoted(String line, int from, StringBuilder field) {
        int at = from;
        while (at < line.length()) {
            char c = line.charAt(at);
            boolean quote = c == '"';
            boolean doubled = quote && at + 1 < line.length() && line.charAt(at + 1) == '"';
            if (quote && !doubled) {
                return at + 1;
            }
            field.append(c);
            at += doubled ? 2 : 1;
        }
        return -1;
    }

    /** A field as it is written, quoted where needed. */
    static String quote(String field) {
        boolean plain = field.indexOf(',') < 0 && field.indexOf('"') < 0 && field.indexOf('\n') < 0;
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }
}
