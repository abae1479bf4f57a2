// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.plan.Table;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of a plan: their form, their limits, and that they belong to the revision. */
class TableFileTest {
    private static final String ROUTES = "routes:\n";

    @TempDir
    Path directory;

    private final Report report = new Report();

    private List<Table.Row> rows(String text) {
        return TableFile.read(SourceText.of("t.csv", text), report).stream()
                .map(TableFile.Line::row)
                .toList();
    }

    private List<String> problems() {
        return report.problems().list().stream().map(SiteCopy::line).toList();
    }

    @Test
    void spacesBlankLinesAndWindowsLineEndsDoNotMatter() {
        List<Table.Row> expected = List.of(new Table.Row("1", "1", "a"), new Table.Row("SW1A", "SW1Z", "b c"));
        assertEquals(expected, rows("from,to,value\r\n 1 , , a\r\n\r\nSW1A,SW1Z,b c\r\n"));
        assertEquals(List.of(), problems());
    }

    @Test
    void aTownMayBeToldApartFromTheRegionAroundIt() {
        rows("from,to,value\n10,14,region\n10115,10179,town\n");
        assertEquals(List.of(), problems());
    }

    @Test
    void overlappingRangesAreReportedAtTheLaterLine() {
        rows("from,to,value\n30,39,a\n10,19,b\n35,,c\n15,32,d\n");
        assertEquals(
                List.of(
                        "t.csv:4:1 C2010 \"35\" is already in the range of line 2",
                        "t.csv:5:1 C2010 \"15\" is already in the range of line 3",
                        "t.csv:5:1 C2010 \"30\" is already in the range of line 2"),
                problems());
    }

    @Test
    void anEmptyFileNeedsItsHeader() {
        rows("");
        assertEquals(List.of("t.csv:1:1 C2009 the header is not from,to,value"), problems());
    }

    @Test
    void theLargestTableIsReadAndALongerOneIsRefused() {
        String text = "from,to,value\n"
                + IntStream.range(0, TableFile.ROWS_MAX)
                        .mapToObj(i -> String.format("%06d,,z%d%n", i, i % 7))
                        .collect(Collectors.joining());
        assertEquals(TableFile.ROWS_MAX, rows(text).size());
        assertFalse(report.hasErrors());
        rows(text + "999999,,z\n");
        assertEquals(List.of("t.csv:200002:1 C2009 more than 200000 rows"), problems());
    }

    @Test
    void aFileThatIsTooLargeOrNoUtf8IsRefused() throws IOException {
        WholePlan plan = WholePlan.in(directory);
        Files.writeString(directory.resolve("zones.csv"), "x".repeat(TableFile.BYTES_MAX + 1));
        assertEquals(List.of("zones.csv:1:1 C1001 larger than 8388608 bytes"), plan.problems());
        Files.write(directory.resolve("zones.csv"), "10,,M\u00fcnchen".getBytes(StandardCharsets.ISO_8859_1));
        assertEquals(List.of("zones.csv:1:1 C1001 not encoded in UTF-8"), plan.problems());
    }

    @Test
    void aRevisionKeepsTheTablesOfItsPlanAndAChangedTableIsANewPlan() throws IOException {
        SiteCopy site = SiteCopy.of("minimal", Files.createDirectory(directory.resolve("site")))
                .write("plans/weekday/zones.csv", "from,to,value\n10,13,town\n")
                .write("plans/weekday/notes.csv", "no table\n")
                .edit(SiteCopy.PLAN, ROUTES, "tables: [{id: zones, file: zones.csv}]\n" + ROUTES)
                .edit(
                        SiteCopy.PLAN,
                        "{tier: STANDARD, postcode: {starts-with: [\"10\", \"12\", \"13\"]}}",
                        "{tier: STANDARD, postcode: {table: zones, is: town}}");
        Path data = directory.resolve("data");
        Revisions revisions = new Revisions(data, Drivers.all(), ExamplesTest.CLOCK);
        Revisions.Accepted first = revisions.start(site.directory()).accepted().orElseThrow();
        assertEquals(1, first.plan().revision());
        Path copy = data.resolve("revisions").resolve(first.hash()).resolve("plans/weekday");
        assertTrue(Files.exists(copy.resolve("zones.csv")));
        assertFalse(Files.exists(copy.resolve("notes.csv")));
        site.write("plans/weekday/zones.csv", "from,to,value\n10,14,town\n");
        Revisions.Accepted second = revisions.start(site.directory()).accepted().orElseThrow();
        assertEquals(2, second.plan().revision());
        site.write("plans/weekday/zones.csv", "from,to,value\n10,1,town\n");
        Revisions.Start spoilt = revisions.start(site.directory());
        assertTrue(spoilt.fallback());
        assertEquals(
                List.of(
                        "plans/weekday/zones.csv:2:4 C2009 \"10\" to \"1\" is no range; expected two keys of one length,"
                                + " ascending"),
                spoilt.problems().list().stream().map(SiteCopy::line).toList());
        assertEquals(second.plan(), spoilt.accepted().orElseThrow().plan());
    }
}
