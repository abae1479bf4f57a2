// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.sim;

import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sim.CsvLabels;
import io.tiersort.device.sim.Labels;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.stream.Collectors;

/** Made-up shipments and parcels as the files that the agent and the virtual site read. */
public final class ShipmentRows {
    /** Header of a shipments file. */
    public static final String HEADER =
            "reference,codes,segment,service,flags,postcode,country,point,group,promise_by,not_before,"
                    + "weight_g,length_mm,width_mm,height_mm";

    private ShipmentRows() {}

    /** Writes {@code count} shipments, and the parcels that carry their labels; a few parcels are unknown to the host. */
    public static void write(ShipmentMaker maker, int count, Path shipments, Path labels) throws IOException {
        try (Writer told = Files.newBufferedWriter(shipments);
                Writer printed = Files.newBufferedWriter(labels)) {
            told.write(HEADER + "\n");
            printed.write(CsvLabels.HEADER + "\n");
            for (int i = 0; i < count; i++) {
                ShipmentMaker.Made made = maker.next();
                if (!made.secret()) {
                    told.write(row(made.shipment()) + "\n");
                }
                printed.write(row(made.labels()) + "\n");
            }
        }
    }

    /** One shipment as a row under {@link #HEADER}. */
    public static String row(Shipment shipment) {
        return String.join(
                ",",
                shipment.reference(),
                String.join("|", shipment.codes()),
                shipment.segment(),
                shipment.service(),
                shipment.flags().stream().map(Shipment.Flag::word).collect(Collectors.joining("|")),
                shipment.postcode(),
                shipment.country(),
                shipment.point(),
                shipment.group(),
                instant(shipment.promiseBy()),
                instant(shipment.notBefore()),
                String.valueOf(shipment.grams()),
                String.valueOf(shipment.lengthMm()),
                String.valueOf(shipment.widthMm()),
                String.valueOf(shipment.heightMm()));
    }

    private static String instant(long millis) {
        return millis == 0 ? "" : Instant.ofEpochMilli(millis).toString();
    }

    private static String row(Labels labels) {
        return labels.codes().stream().map(ShipmentRows::code).collect(Collectors.joining("|")) + "," + labels.grams()
                + "," + labels.lengthMm() + "," + labels.widthMm() + "," + labels.heightMm();
    }

    private static String code(ScannedCode code) {
        return "]" + code.aim() + code.data();
    }
}
