// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.shipment.ShipmentBook;
import io.tiersort.agent.shipment.ShipmentCsv;
import io.tiersort.agent.sqlite.DataDirLock;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiersort shipments}. */
@Command(
        name = "shipments",
        description = "Work with the shipments of a site.",
        subcommands = ShipmentsCommand.Import.class)
final class ShipmentsCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private final HelpOption help = new HelpOption();

    /** {@code tiersort shipments import}. */
    @Command(
            name = "import",
            description =
                    "Import shipments from a CSV file while the agent is stopped; good rows are kept, bad ones are "
                            + "written to FILE.rejected.csv with line, column and reason.")
    static final class Import implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Parameters(paramLabel = "FILE", description = "The CSV file.")
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private Path file;

        @Option(
                names = "--data",
                required = true,
                paramLabel = "DIR",
                description = "Data folder of the agent; created when missing.")
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private Path data;

        @Option(names = "--zone", defaultValue = "UTC", description = "Zone of times without an offset (default: UTC).")
        private ZoneId zone = ZoneId.of("UTC");

        @Override
        @SuppressWarnings("try") // holding the lock is all it is for
        public Integer call() throws IOException {
            Talk talk = new Talk(spec);
            Files.createDirectories(data);
            try (DataDirLock alone = DataDirLock.take(data);
                    ShipmentBook book = ShipmentBook.open(
                            data, InstantSource.system(), count -> talk.status(count + " shipments loaded"))) {
                ShipmentCsv.Report report =
                        ShipmentCsv.importFile(file, book, zone, rows -> talk.status(rows + " rows imported"));
                output.print(
                        spec,
                        new JsonObject()
                                .put("rows", report.rows())
                                .put("accepted", report.accepted())
                                .put("rejected", report.rejected())
                                .put("rejectedFile", report.rejectedFile())
                                .put("shipments", book.size()),
                        text(report, book.size()));
                return report.rejected() == 0 ? ExitCodes.OK : ExitCodes.FAILED;
            }
        }

        private static String text(ShipmentCsv.Report report, int size) {
            StringBuilder text = new StringBuilder(
                    report.accepted() + " of " + report.rows() + " rows accepted, " + size + " shipments in all");
            report.first()
                    .forEach(row -> text.append("\nline ")
                            .append(row.line())
                            .append(", ")
                            .append(row.column())
                            .append(": ")
                            .append(row.reason()));
            if (report.rejected() > 0) {
                text.append('\n')
                        .append(report.rejected())
                        .append(" rows rejected, see ")
                        .append(report.rejectedFile());
            }
            return text.toString();
        }
    }
}
