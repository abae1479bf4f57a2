// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads a table of a plan: comma-separated values under the header {@code from,to,value}. An empty {@code to} means a range
 * of one key. Cells are not quoted; blank lines do not count.
 */
final class TableFile {
    static final int ROWS_MAX = 200_000;
    static final int BYTES_MAX = 8 << 20;
    private static final String HEADER = "from,to,value";
    private static final String EXAMPLE = "write it like 10115,10179,inner";
    private static final int CELLS = 3;
    private static final int KEY_MAX = 32;
    private static final int VALUE_MAX = 64;

    private final SourceText source;
    private final Report report;
    private final List<Line> lines = new ArrayList<>();

    private TableFile(SourceText source, Report report) {
        this.source = source;
        this.report = report;
    }

    /** A row and the number of its line in the file. */
    record Line(Table.Row row, int number) {}

    /** The rows in the order of the file; what is wrong with them goes to {@code report}. */
    static List<Line> read(SourceText source, Report report) {
        TableFile file = new TableFile(source, report);
        file.read();
        return List.copyOf(file.lines);
    }

    private void read() {
        String header = source.lines().isEmpty() ? "" : source.lines().get(0).strip();
        if (!header.equals(HEADER)) {
            String hint = header.contains(";") ? "separate the columns with commas" : "begin the file with " + HEADER;
            error(1, 1, header.length(), Code.TABLE_ROW, "the header is not " + HEADER, hint);
            return;
        }
        for (int number = 2; number <= source.lines().size(); number++) {
            if (lines.size() == ROWS_MAX) {
                String message = "more than " + ROWS_MAX + " rows";
                error(number, 1, 1, Code.TABLE_ROW, message, "join neighbouring ranges, or split the table");
                return;
            }
            if (!source.lines().get(number - 1).isBlank()) {
                line(number);
            }
        }
        overlaps();
    }

    private void line(int number) {
        String line = source.lines().get(number - 1);
        String[] cells = line.split(",", -1);
        if (cells.length != CELLS || line.indexOf('"') >= 0) {
            String message = line.indexOf('"') >= 0
                    ? "a quote; expected cells without quotes"
                    : cells.length + " cells; expected " + CELLS;
            error(number, 1, line.length(), Code.TABLE_ROW, message, EXAMPLE);
            return;
        }
        String from = cells[0].strip();
        String to = cells[1].isBlank() ? from : cells[1].strip();
        String value = cells[2].strip();
        if (from.isEmpty() || from.length() > KEY_MAX) {
            error(
                    number,
                    1,
                    cells[0].length(),
                    Code.TABLE_ROW,
                    "expected a key of 1 to " + KEY_MAX + " characters",
                    "");
        } else if (to.length() != from.length() || to.compareTo(from) < 0) {
            String message =
                    "\"" + from + "\" to \"" + to + "\" is no range; expected two keys of one length, ascending";
            error(number, cells[0].length() + 2, cells[1].length(), Code.TABLE_ROW, message, EXAMPLE);
        } else if (value.isEmpty() || value.length() > VALUE_MAX) {
            String message = "expected a word of 1 to " + VALUE_MAX + " characters";
            error(number, valueColumn(line), cells[2].length(), Code.TABLE_ROW, message, "");
        } else {
            lines.add(new Line(new Table.Row(from, to, value), number));
        }
    }

    private static int valueColumn(String line) {
        return line.lastIndexOf(',') + 2;
    }

    /** Where the word of a line stands. */
    static Spot valueOf(SourceText source, int number) {
        String line = source.lines().get(number - 1);
        int column = valueColumn(line);
        return new Spot(source, number, column, Math.max(1, line.length() - column + 1), "");
    }

    /** Ranges of one length must not share a key: nothing would say which of the two wins. */
    private void overlaps() {
        Map<Integer, List<Line>> byLength = new TreeMap<>();
        lines.forEach(line -> byLength.computeIfAbsent(line.row().from().length(), length -> new ArrayList<>())
                .add(line));
        for (List<Line> same : byLength.values()) {
            same.sort(Comparator.comparing((Line line) -> line.row().from()));
            Line widest = same.get(0);
            for (Line line : same.subList(1, same.size())) {
                if (line.row().from().compareTo(widest.row().to()) <= 0) {
                    overlap(widest, line);
                }
                widest = line.row().to().compareTo(widest.row().to()) > 0 ? line : widest;
            }
        }
    }

    private void overlap(Line one, Line other) {
        Line first = one.number() < other.number() ? one : other;
        Line second = first.equals(one) ? other : one;
        String shared = one.row().from().compareTo(other.row().from()) > 0
                ? one.row().from()
                : other.row().from();
        String message = "\"" + shared + "\" is already in the range of line " + first.number();
        int length = source.lines().get(second.number() - 1).length();
        error(second.number(), 1, length, Code.TABLE_OVERLAP, message, "let ranges of one length share no key");
    }

    private void error(int line, int column, int length, Code code, String message, String hint) {
        report.error(new Spot(source, line, column, Math.max(1, length), ""), code, message, hint);
    }
}
