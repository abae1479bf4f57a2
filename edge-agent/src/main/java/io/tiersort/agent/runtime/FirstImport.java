// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.shipment.ShipmentBook;
import io.tiersort.agent.shipment.ShipmentCsv;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Imports the shipments file of the configuration when it is not the one imported last. */
final class FirstImport {
    private static final System.Logger LOG = System.getLogger(FirstImport.class.getName());
    private static final String MARK = "imported";

    private FirstImport() {}

    /** A file that cannot be read is told and left alone: the line runs on what is known already. */
    static void run(Path file, AgentSettings settings, ShipmentBook book) {
        Path mark = settings.data().resolve(MARK);
        try {
            String stamp = file.toAbsolutePath() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
            if (Files.exists(mark) && Files.readString(mark).equals(stamp)) {
                return;
            }
            ShipmentCsv.Report report = ShipmentCsv.importFile(
                    file,
                    book,
                    settings.config().site().zone(),
                    rows -> settings.progress().accept(rows + " rows of " + file.getFileName() + " imported"));
            Files.writeString(mark, stamp);
            if (report.rejected() > 0) {
                settings.progress()
                        .accept(report.rejected() + " of " + report.rows() + " rows of " + file.getFileName()
                                + " rejected, see " + report.rejectedFile());
            }
        } catch (IOException | IllegalArgumentException unreadable) {
            LOG.log(System.Logger.Level.ERROR, "shipments not imported: {0}", unreadable.getMessage());
            settings.progress().accept("shipments not imported: " + unreadable.getMessage());
        }
    }
}
