// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.tiersort.agent.shipment.ShipmentBook;
import io.tiersort.agent.shipment.ShipmentCsv;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;

/** Imports the shipments as the agent does, unless an earlier benchmark left them there. */
record ImportPart(long imported, long size, long millis) implements Part.Role {
    static ImportPart run(Path file, Path data, int shipments) throws IOException {
        long began = System.nanoTime();
        try (ShipmentBook book = ShipmentBook.open(data, InstantSource.system(), count -> {})) {
            long rows = 0;
            if (book.size() != shipments) {
                rows = ShipmentCsv.importFile(file, book, ZoneOffset.UTC, count -> {})
                        .accepted();
            }
            return new ImportPart(rows, book.size(), (System.nanoTime() - began) / 1_000_000);
        }
    }

    @Override
    public JsonObject began() {
        return new JsonObject().put("imported", imported).put("size", size).put("millis", millis);
    }

    @Override
    public JsonObject answer(JsonObject order) {
        return began();
    }

    @Override
    public void close() {
        // Everything is on disk already.
    }
}
