// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.shipment.Shipment.Flag;
import io.tiersort.agent.shipment.Shipment.Status;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShipmentCsvTest {
    private static final System.Logger LOG = System.getLogger(ShipmentCsvTest.class.getName());
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final int MANY = 1_000_000;

    @TempDir
    Path dir;

    private ShipmentCsv.Report importText(ShipmentBook book, String text) throws IOException {
        Path file = dir.resolve("today.csv");
        Files.writeString(file, text);
        return ShipmentCsv.importFile(file, book, BERLIN, rows -> {});
    }

    private ShipmentBook open() {
        return ShipmentBook.open(dir, InstantSource.system(), loaded -> {});
    }

    @Test
    void everyColumnIsTakenInAnyOrder() throws IOException {
        String text = "\uFEFFstatus,codes,reference,segment,service,flags,postcode,country,point,promise_by,not_before,"
                + "weight_g,length_mm,width_mm,height_mm\r\n"
                + "open,00340434161094042557|1Z999AA10123456784,\"A \"\"1\"\",b\",business,same-day,high-value|fragile,"
                + "10115,DE,locker-7,2026-11-22T18:00,2026-11-21T00:00:00Z,1250,400,300,200\r\n";
        try (ShipmentBook book = open()) {
            ShipmentCsv.Report report = importText(book, text);
            assertEquals(new ShipmentCsv.Report(1, 1, 0, "", List.of()), report);
            Shipment expected = new Shipment(
                    "A \"1\",b",
                    List.of("00340434161094042557", "1Z999AA10123456784"),
                    "business",
                    "same-day",
                    Set.of(Flag.HIGH_VALUE, Flag.FRAGILE),
                    "10115",
                    "DE",
                    "locker-7",
                    "",
                    "",
                    "",
                    Instant.parse("2026-11-22T17:00:00Z").toEpochMilli(),
                    Instant.parse("2026-11-21T00:00:00Z").toEpochMilli(),
                    1_250,
                    400,
                    300,
                    200,
                    Status.OPEN);
            assertEquals(expected, book.byCode("1Z999AA10123456784"));
        }
    }

    @Test
    void badRowsAreRejectedWithLineColumnAndExpectationAndGoodOnesKept() throws IOException {
        String text = """
                reference,codes,weight_g,promise_by,flags,country,status
                A1,x1,100,,,,
                A2,x2,heavy,,,,
                A3,x3,100,tomorrow,,,
                A4,x4,100,,gold,,
                A5,x5,100,,,Germany,
                A6,x6,100,,,,lost
                A7,x7,100
                ,x8,100,,,,
                "A9,x9,100,,,,
                A10,x1,100,,,,

                A11,x11,,,,,
                """;
        try (ShipmentBook book = open()) {
            ShipmentCsv.Report report = importText(book, text);
            assertEquals(11, report.rows());
            assertEquals(2, report.accepted());
            assertEquals(9, report.rejected());
            List<String> reasons = report.first().stream()
                    .map(rejection -> rejection.line() + " " + rejection.column() + ": " + rejection.reason())
                    .toList();
            assertEquals("3 weight_g: found \"heavy\"; expected a whole number, 0 to 10000000", reasons.get(0));
            assertTrue(reasons.get(1).startsWith("4 promise_by: found \"tomorrow\"; expected a time"), reasons.get(1));
            assertTrue(reasons.get(2).startsWith("5 flags: found \"gold\"; expected flags out of"), reasons.get(2));
            assertEquals("6 country: found \"Germany\"; expected two letters A-Z, such as DE", reasons.get(3));
            assertEquals("7 status: found \"lost\"; expected one of open, cancelled, closed", reasons.get(4));
            assertEquals("8 : found 3 fields; expected 7", reasons.get(5));
            assertTrue(reasons.get(6).startsWith("9 reference: found \"\"; expected 1 to 64"), reasons.get(6));
            assertTrue(reasons.get(7).startsWith("10 : found a quote that is not closed"), reasons.get(7));
            assertTrue(reasons.get(8).startsWith("11 : code x1 already belongs to shipment A1"), reasons.get(8));
            List<String> rejectedLines = Files.readAllLines(dir.resolve("today.rejected.csv"));
            assertEquals(10, rejectedLines.size());
            assertEquals("line,column,reason,row", rejectedLines.get(0));
            assertEquals(
                    List.of(
                            "3",
                            "weight_g",
                            "found \"heavy\"; expected a whole number, 0 to 10000000",
                            "A2,x2,heavy,,,,"),
                    CsvLine.parse(rejectedLines.get(1)).fields());
            assertEquals(dir.resolve("today.rejected.csv").toString(), report.rejectedFile());
        }
    }

    @Test
    void aWrongHeaderImportsNothingAndSuggestsTheRightColumn() throws IOException {
        try (ShipmentBook book = open()) {
            String unknown = refusal(book, "reference,wieght_g\nA1,5\n");
            assertTrue(unknown.contains("found column \"wieght_g\""), unknown);
            assertTrue(unknown.endsWith("did you mean weight_g?"), unknown);
            assertTrue(refusal(book, "codes\nx\n").contains("reference among them"));
            assertTrue(refusal(book, "reference,codes,codes\n").contains("every column once"));
            assertTrue(refusal(book, "reference;codes\n").contains("expected commas"));
            assertTrue(refusal(book, "").contains("found column \"\""));
            assertEquals(0, book.size());
        }
    }

    private String refusal(ShipmentBook book, String text) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> importText(book, text))
                .getMessage());
    }

    @Test
    void textThatIsNotUtf8AndEndlessLinesAreRejectedNotGuessed() throws IOException {
        Path file = dir.resolve("latin.csv");
        byte[] latin = "reference,segment\nA1,Gro\u00DFkunde\nA2,plain\n".getBytes(StandardCharsets.ISO_8859_1);
        Files.write(file, latin);
        try (ShipmentBook book = open()) {
            ShipmentCsv.Report report = ShipmentCsv.importFile(file, book, BERLIN, rows -> {});
            assertEquals(1, report.accepted());
            assertEquals("segment", report.first().get(0).column());
            ShipmentCsv.Report endless = importText(book, "reference\n" + "x".repeat(300_000) + "\nA3\n");
            assertEquals(1, endless.accepted());
            assertEquals(1, endless.rejected());
            assertEquals(2, endless.first().get(0).line());
        }
    }

    @Test
    void aMillionRowsAreImportedAndLoadedAgain() throws IOException {
        Path file = dir.resolve("many.csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("reference,codes,segment,service,postcode,country,promise_by,weight_g,length_mm\n");
            for (int i = 0; i < MANY; i++) {
                out.write("ORD-" + (10_000_000 + i) + "," + Shipments.sscc(i) + ",private,standard,"
                        + (10_000 + i % 80_000) + ",DE,2026-11-22T18:00:00+01:00," + (100 + i % 9_000) + ",400\n");
            }
        }
        AtomicLong told = new AtomicLong();
        long start = System.nanoTime();
        try (ShipmentBook book = open()) {
            ShipmentCsv.Report report = ShipmentCsv.importFile(file, book, BERLIN, told::set);
            assertEquals(MANY, report.accepted());
        }
        long imported = System.nanoTime();
        try (ShipmentBook book = open()) {
            LOG.log(
                    System.Logger.Level.INFO,
                    "a million rows: import {0} ms, load {1} ms, {2} MB",
                    (imported - start) / 1_000_000,
                    (System.nanoTime() - imported) / 1_000_000,
                    book.bytes() / 1_000_000);
            assertEquals(MANY, book.size());
        }
        assertEquals(MANY, told.get());
        assertTrue(imported - start < 60_000_000_000L, "import took " + (imported - start) / 1_000_000 + " ms");
    }
}
