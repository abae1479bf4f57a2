// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.cloud.OutboxRecord;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** One parcel's life as the journal tells it: summary, why, and timeline. Blocking: reads the journal. */
public final class ParcelStory {
    private ParcelStory() {}

    /** Where records of a parcel come from. */
    @FunctionalInterface
    public interface Source {
        /** Records about the parcel, oldest first. */
        List<OutboxRecord> byParcel(String subject, long parcel);
    }

    /** The story of a parcel by its id, such as {@code L1-4711}; empty when there is no record of it. */
    public static Optional<JsonObject> of(Source journal, String id) {
        List<OutboxRecord> records = records(journal, id);
        return records.isEmpty() ? Optional.empty() : Optional.of(tell(id, records));
    }

    /** Records about the parcel with this id; none when the text is no id of a parcel. */
    static List<OutboxRecord> records(Source journal, String id) {
        int dash = id.lastIndexOf('-');
        if (dash < 1) {
            return List.of();
        }
        try {
            return journal.byParcel(id, Long.parseLong(id.substring(dash + 1)));
        } catch (NumberFormatException notAParcel) {
            return List.of();
        }
    }

    /** The story told by these records, oldest first. */
    public static JsonObject tell(String id, List<OutboxRecord> records) {
        long start = records.get(0).timeMillis();
        JsonArray timeline = new JsonArray();
        JsonObject inducted = new JsonObject();
        JsonObject decided = new JsonObject();
        JsonObject closed = new JsonObject();
        JsonObject risk = new JsonObject();
        for (OutboxRecord record : records) {
            JsonObject data = new JsonObject(Buffer.buffer(record.body()));
            switch (record.type()) {
                case "parcel.inducted" -> inducted = data;
                case "parcel.decided" -> decided = data;
                case "parcel.closed" -> closed = data;
                case "promise.at_risk" -> risk = data;
                default -> {
                    // Only these shape the summary; every record is in the timeline.
                }
            }
            timeline.add(new JsonObject()
                    .put("at", record.timeMillis())
                    .put("offsetMs", record.timeMillis() - start)
                    .put("sequence", record.sequence())
                    .put("type", record.type())
                    .put("data", data));
        }
        return new JsonObject()
                .put("id", id)
                .put("trackingId", inducted.getLong("trackingId", 0L))
                .put("epoch", inducted.getInteger("epoch", 0))
                .put("line", id.substring(0, id.lastIndexOf('-')))
                .put("summary", summary(decided, closed, risk).put("time", start))
                .put("why", why(decided))
                .put("timeline", timeline);
    }

    private static JsonObject summary(JsonObject decided, JsonObject closed, JsonObject risk) {
        JsonArray chutes = decided.getJsonArray("chutes", new JsonArray());
        JsonObject summary = new JsonObject()
                .put("reference", decided.getString("reference", ""))
                .put("tier", decided.getString("tier", ""))
                .put("promised", decided.getString("promised", ""))
                .put("destination", decided.getString("destination", ""))
                .put("chute", closed.getInteger("chute", chutes.isEmpty() ? 0 : chutes.getInteger(0)))
                .put("chutes", chutes)
                .put("cause", closed.getString("cause", decided.getString("cause", "")))
                .put("physical", closed.getString("physical", decided.getString("physical", "")))
                .put("outcome", closed.getString("outcome", ""))
                .put("plan", decided.getString("plan", ""))
                .put("planRevision", decided.getInteger("planRevision", 0));
        if (!risk.isEmpty()) {
            summary.put("promise", risk);
        }
        return summary;
    }

    private static JsonObject why(JsonObject decided) {
        return new JsonObject()
                .put("codes", decided.getJsonArray("verdicts", new JsonArray()))
                .put("key", decided.getString("key", ""))
                .put("keyType", decided.getString("keyType", ""))
                .put("tierRule", decided.getString("tierRule", ""))
                .put("route", decided.getString("route", ""))
                .put("candidates", decided.getJsonArray("candidates", new JsonArray()))
                .put(
                        "budget",
                        new JsonObject()
                                .put("decidedMicros", decided.getLong("microsSinceRead", 0L))
                                .put("slackMillis", decided.getLong("slackMillis", 0L)));
    }
}
