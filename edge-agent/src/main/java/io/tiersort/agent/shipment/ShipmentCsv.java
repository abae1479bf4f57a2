// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import io.tiersort.agent.shipment.ShipmentChange.Result;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports shipments from a CSV file: a header names the columns, in any order; UTF-8 with or without a byte-order mark;
 * fields quoted as in RFC 4180, except that no field holds a line break, so that an unclosed quote spoils one line only.
 * Good rows are taken, bad ones written to a file beside it. The file is streamed, never held in memory.
 */
public final class ShipmentCsv {
    private static final int BATCH_ROWS = 20_000;
    private static final int BATCHES_AHEAD = 2;
    private static final int LINE_CHARS_MAX = 65_536;
    private static final int REJECTIONS_SHOWN = 20;

    private final ShipmentBook book;
    private final ZoneId zone;
    private final LongConsumer progress;
    private final Deque<Batch> ahead = new ArrayDeque<>();
    private final List<Rejection> shown = new ArrayList<>();
    private List<ShipmentField> columns = List.of();
    private Batch batch = new Batch();
    private long rows;
    private long accepted;
    private long rejected;

    private ShipmentCsv(ShipmentBook book, ZoneId zone, LongConsumer progress) {
        this.book = book;
        this.zone = zone;
        this.progress = progress;
    }

    /**
     * A row that was not taken.
     *
     * @param line line in the file, 1 is the header
     * @param column what is wrong, or an empty text when it is the row as a whole
     * @param row the row as it stands in the file
     */
    public record Rejection(long line, String column, String reason, String row) {}

    /**
     * What an import did.
     *
     * @param rejectedFile where all rejected rows are, or an empty text when there are none
     * @param first the first 20 rejections
     */
    public record Report(long rows, long accepted, long rejected, String rejectedFile, List<Rejection> first) {
        public Report {
            first = List.copyOf(first);
        }
    }

    /** Rows on their way into the book. */
    private static final class Batch {
        private final List<ShipmentChange> changes = new ArrayList<>();
        private final List<Long> lines = new ArrayList<>();
        private final List<String> texts = new ArrayList<>();
        private CompletableFuture<List<Result>> results = CompletableFuture.completedFuture(List.of());
    }

    /**
     * Imports {@code file} and waits until every good row is durable.
     *
     * @param zone in which times without an offset are meant
     * @param progress told the number of rows dealt with, every 20,000 of them and at the end
     * @throws IllegalArgumentException when the header is wrong; nothing was imported
     * @throws IOException when the file cannot be read or rejected rows cannot be written
     */
    public static Report importFile(Path file, ShipmentBook book, ZoneId zone, LongConsumer progress)
            throws IOException {
        Path rejectedFile = rejectedFile(file);
        Files.deleteIfExists(rejectedFile);
        ShipmentCsv run = new ShipmentCsv(book, zone, progress);
        try (LineReader in = reader(file);
                RejectedRows out = new RejectedRows(rejectedFile)) {
            run.header(file, in.next());
            run.rows(in, out);
        }
        return new Report(
                run.rows, run.accepted, run.rejected, run.rejected == 0 ? "" : rejectedFile.toString(), run.shown);
    }

    private static Path rejectedFile(Path file) {
        String name = file.getFileName().toString();
        return file.resolveSibling(
                (name.endsWith(".csv") ? name.substring(0, name.length() - 4) : name) + ".rejected.csv");
    }

    private static LineReader reader(Path file) throws IOException {
        return new LineReader(
                new InputStreamReader(
                        Files.newInputStream(file),
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .onMalformedInput(CodingErrorAction.REPLACE)
                                .onUnmappableCharacter(CodingErrorAction.REPLACE)),
                LINE_CHARS_MAX);
    }

    private void header(Path file, @Nullable String line) {
        String text = line == null ? "" : line.startsWith("\uFEFF") ? line.substring(1) : line;
        if (text.indexOf(',') < 0 && text.indexOf(';') >= 0) {
            throw wrongHeader(file, "found ; between columns; expected commas; save the file with commas");
        }
        List<ShipmentField> found = new ArrayList<>();
        for (String column : CsvLine.parse(text).fields()) {
            String name = column.strip();
            found.add(ShipmentField.ofColumn(name)
                    .orElseThrow(() -> wrongHeader(
                            file,
                            "found column \"" + name + "\"; expected columns out of " + ShipmentField.columns()
                                    + "; did you mean " + ShipmentField.columnLike(name) + "?")));
        }
        Set<ShipmentField> distinct = EnumSet.noneOf(ShipmentField.class);
        distinct.addAll(found);
        if (distinct.size() < found.size() || !distinct.contains(ShipmentField.REFERENCE)) {
            throw wrongHeader(file, "found " + text + "; expected every column once, and reference among them");
        }
        columns = found;
    }

    private static IllegalArgumentException wrongHeader(Path file, String problem) {
        return new IllegalArgumentException(file.getFileName() + " line 1: " + problem);
    }

    private void rows(LineReader in, RejectedRows out) throws IOException {
        long lineNumber = 1;
        for (String line = in.next(); line != null; line = in.next()) {
            lineNumber++;
            if (!line.isBlank()) {
                rows++;
                row(lineNumber, line, out);
            }
            if (batch.changes.size() >= BATCH_ROWS) {
                send(out);
            }
        }
        send(out);
        while (!ahead.isEmpty()) {
            settle(out);
        }
        progress.accept(rows);
    }

    private void row(long lineNumber, String line, RejectedRows out) throws IOException {
        if (line.length() > LINE_CHARS_MAX) {
            String start = line.substring(0, LINE_CHARS_MAX);
            reject(new Rejection(lineNumber, "", "found a longer line; expected 65536 characters", start), out);
            return;
        }
        CsvLine parsed = CsvLine.parse(line);
        if (!parsed.problem().isEmpty()) {
            reject(new Rejection(lineNumber, "", parsed.problem(), line), out);
        } else if (parsed.fields().size() != columns.size()) {
            String reason = "found " + parsed.fields().size() + " fields; expected " + columns.size();
            reject(new Rejection(lineNumber, "", reason, line), out);
        } else {
            fields(lineNumber, line, parsed.fields(), out);
        }
    }

    private void fields(long lineNumber, String line, List<String> fields, RejectedRows out) throws IOException {
        ShipmentDraft draft = new ShipmentDraft(zone);
        for (int i = 0; i < fields.size(); i++) {
            String problem = draft.set(columns.get(i), fields.get(i).strip());
            if (!problem.isEmpty()) {
                reject(new Rejection(lineNumber, columns.get(i).column(), problem, line), out);
                return;
            }
        }
        batch.changes.add(new ShipmentChange.Upsert(draft.build()));
        batch.lines.add(lineNumber);
        batch.texts.add(line);
    }

    private void send(RejectedRows out) throws IOException {
        batch.results = book.apply(batch.changes).toCompletableFuture();
        ahead.add(batch);
        batch = new Batch();
        if (ahead.size() > BATCHES_AHEAD) {
            settle(out);
        }
    }

    private void settle(RejectedRows out) throws IOException {
        Batch done = ahead.remove();
        List<Result> results = results(done);
        for (int i = 0; i < results.size(); i++) {
            Result result = results.get(i);
            if (result.accepted()) {
                accepted++;
            } else {
                reject(new Rejection(done.lines.get(i), "", result.reason(), done.texts.get(i)), out);
            }
        }
        progress.accept(accepted + rejected);
    }

    private static List<Result> results(Batch done) throws IOException {
        try {
            return done.results.join();
        } catch (CompletionException e) {
            throw new IOException(
                    "import stopped: lines from " + done.lines.get(0) + " on were not stored: "
                            + (e.getCause() == null ? e : e.getCause()).getMessage()
                            + "; import the file again, which is harmless",
                    e);
        }
    }

    private void reject(Rejection rejection, RejectedRows out) throws IOException {
        rejected++;
        if (shown.size() < REJECTIONS_SHOWN) {
            shown.add(rejection);
        }
        out.add(rejection);
    }
}
