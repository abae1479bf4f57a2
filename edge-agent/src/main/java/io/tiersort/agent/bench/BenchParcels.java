// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.scanner.FrameEncoder;
import io.tiersort.device.scanner.Framing;
import io.tiersort.device.scanner.ScanFormat;
import io.tiersort.device.scanner.ScanStamp;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The shipments of the benchmark and the frames that scanners send for them: each has one SSCC. Stateless. */
final class BenchParcels {
    private static final String COLUMNS =
            "reference,codes,segment,service,flags,postcode,country,weight_g,length_mm,width_mm,height_mm\n";
    private static final String COMPANY = "34012345";
    private static final List<String> SERVICES =
            List.of("standard", "next-day", "return", "consolidated", "weekend", "locker", "pickup-point", "slot");
    private static final List<String> SEGMENTS = List.of("private", "business", "pharmacy", "subscription");
    /** Spreads neighbouring parcels over the whole book, as real ones are; a prime. */
    private static final long STRIDE = 7_368_787;

    private final int shipments;
    private final FrameEncoder encoder = new FrameEncoder(
            new ScanFormat(Framing.STX_ETX, "", "", ';', ScanStamp.TRACKING_ID, true, List.of("NOREAD"), 4_096));

    BenchParcels(int shipments) {
        this.shipments = shipments;
    }

    /** Writes the import file. */
    void write(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(COLUMNS);
            for (int number = 0; number < shipments; number++) {
                out.write(row(number));
            }
        }
    }

    private static String row(int number) {
        return "B" + (10_000_000 + number) + "," + sscc(number) + "," + SEGMENTS.get(number / 8 % 4) + ","
                + SERVICES.get(number % 8) + ",," + (10_000 + number % 89_999) + ",DE," + (200 + number % 9_000) + ","
                + (150 + number % 450) + "," + (100 + number % 300) + "," + (20 + number % 200) + "\n";
    }

    /** The frame of the parcel with this tracking id; every shipment comes once before one comes again. */
    byte[] frame(long trackingId) {
        int number = (int) (trackingId * STRIDE % shipments);
        return encoder.encode(trackingId, 0, List.of(new ScannedCode("C1", "00" + sscc(number))));
    }

    /** Serial shipping container code of a shipment: extension, company, serial and check digit. */
    static String sscc(int number) {
        String serial = Integer.toString(number);
        String digits = COMPANY + "0".repeat(9 - serial.length()) + serial;
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            sum += (digits.charAt(i) - '0') * (i % 2 == 0 ? 3 : 1);
        }
        return digits + (10 - sum % 10) % 10;
    }
}
