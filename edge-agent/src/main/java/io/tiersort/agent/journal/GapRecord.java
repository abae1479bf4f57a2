// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** Body of a {@code journal.gap} record: which sequences are missing, and why. */
final class GapRecord {
    private static final int RANGES_MAX = 1_000;

    private GapRecord() {}

    /** The body; more ranges than fit are merged into the last one, so that no loss goes untold. */
    static JsonObject body(List<Range> lost, String reason) {
        JsonArray ranges = new JsonArray();
        long count = 0;
        for (int i = 0; i < lost.size(); i++) {
            Range range = lost.get(i);
            count += range.count();
            if (i < RANGES_MAX - 1) {
                ranges.add(new JsonArray().add(range.first()).add(range.last()));
            }
        }
        if (lost.size() >= RANGES_MAX) {
            ranges.add(new JsonArray()
                    .add(lost.get(RANGES_MAX - 1).first())
                    .add(lost.get(lost.size() - 1).last()));
        }
        JsonObject body =
                new JsonObject().put("reason", reason).put("count", count).put("lost", ranges);
        if (!lost.isEmpty()) {
            body.put("first", lost.get(0).first())
                    .put("last", lost.get(lost.size() - 1).last());
        }
        return body;
    }

    /** The ranges a body tells of; empty when it is none of ours. */
    static List<Range> ranges(byte[] body) {
        List<Range> found = new ArrayList<>();
        try {
            JsonArray lost = new JsonObject(Buffer.buffer(body)).getJsonArray("lost");
            for (int i = 0; lost != null && i < lost.size(); i++) {
                JsonArray pair = lost.getJsonArray(i);
                found.add(new Range(pair.getLong(0), pair.getLong(1)));
            }
        } catch (RuntimeException e) {
            System.getLogger(GapRecord.class.getName()).log(System.Logger.Level.WARNING, "unreadable gap record", e);
        }
        return found;
    }
}
