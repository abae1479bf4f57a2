// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The file of rows an import did not take; made only when there are any. */
final class RejectedRows implements AutoCloseable {
    private final Path file;
    private @Nullable BufferedWriter out;

    RejectedRows(Path file) {
        this.file = file;
    }

    void add(ShipmentCsv.Rejection rejection) throws IOException {
        BufferedWriter open = out;
        if (open == null) {
            open = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
            out = open;
            open.write("line,column,reason,row\n");
        }
        open.write(rejection.line() + "," + CsvLine.quote(rejection.column()) + "," + CsvLine.quote(rejection.reason())
                + "," + CsvLine.quote(rejection.row()) + "\n");
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
