// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.ScannedCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Parcels from a table with the columns {@code codes,grams,length,width,height}, one row per physical parcel. The first
 * line may name the columns. Codes are separated by {@code |}, each with its AIM identifier in front ({@code ]C1...}) or
 * plain; GS is written as itself or as {@code <GS>}; no code at all is an empty cell. Lengths are mm. Used by one thread.
 */
public final class CsvLabels implements LabelSource {
    /** The columns, in order. */
    public static final String HEADER = "codes,grams,length,width,height";

    private static final String[] COLUMNS = HEADER.split(",", -1);
    private static final int ROWS_MAX = 5_000_000;

    private final List<Labels> rows;
    private final boolean loops;
    private int next;

    private CsvLabels(List<Labels> rows, boolean loops) {
        this.rows = rows;
        this.loops = loops;
    }

    /**
     * Reads a whole table; the caller closes {@code table}. Throws {@link IllegalArgumentException} that names line and
     * column of the first wrong cell, or when there is no row or more than {@value #ROWS_MAX}.
     *
     * @param loops true to begin again after the last row, false to end there
     */
    public static CsvLabels read(Reader table, boolean loops) throws IOException {
        BufferedReader lines = new BufferedReader(table);
        List<Labels> rows = new ArrayList<>();
        int number = 0;
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            number++;
            if (line.isBlank() || (number == 1 && line.equals(HEADER))) {
                continue;
            }
            if (rows.size() == ROWS_MAX) {
                throw new IllegalArgumentException(
                        "labels: line=" + number + "; expected " + ROWS_MAX + " rows at most");
            }
            rows.add(row(line, number));
        }
        if (rows.isEmpty()) {
            throw new IllegalArgumentException("labels: no rows; expected at least one line of " + HEADER);
        }
        return new CsvLabels(List.copyOf(rows), loops);
    }

    @Override
    public Optional<Labels> next(RandomGenerator random) {
        if (next == rows.size()) {
            if (!loops) {
                return Optional.empty();
            }
            next = 0;
        }
        return Optional.of(rows.get(next++));
    }

    /** Codes may contain commas, so the numbers are taken from the right. */
    private static Labels row(String line, int number) {
        int[] numbers = new int[COLUMNS.length];
        String rest = line;
        for (int column = COLUMNS.length - 1; column > 0; column--) {
            int comma = rest.lastIndexOf(',');
            if (comma < 0) {
                throw new IllegalArgumentException(
                        "labels: line=" + number + " has too few columns; expected " + HEADER);
            }
            numbers[column] = number(rest.substring(comma + 1).trim(), number, COLUMNS[column]);
            rest = rest.substring(0, comma);
        }
        try {
            return new Labels(codes(rest), numbers[1], numbers[2], numbers[3], numbers[4]);
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "labels: line=" + number + " columns grams to height: " + wrong.getMessage(), wrong);
        }
    }

    private static int number(String cell, int line, String column) {
        try {
            return Integer.parseInt(cell);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException(
                    "labels: line=" + line + " column=" + column + " found \"" + cell + "\"; expected a whole number",
                    wrong);
        }
    }

    private static List<ScannedCode> codes(String cell) {
        List<ScannedCode> codes = new ArrayList<>();
        for (String text : cell.trim().split("\\|", -1)) {
            String code = text.replace("<GS>", "\u001d");
            if (code.length() > 3 && code.charAt(0) == ']') {
                codes.add(new ScannedCode(code.substring(1, 3), code.substring(3)));
            } else if (!code.isEmpty()) {
                codes.add(new ScannedCode("", code));
            }
        }
        return codes;
    }
}
