// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** The page of one made-up parcel: summary, why, timeline. */
final class SampleExplanation {
    private SampleExplanation() {}

    static JsonObject of(SampleParcel parcel) {
        return new JsonObject()
                .put("id", parcel.id())
                .put("trackingId", 4000 + parcel.number())
                .put("epoch", 7)
                .put("line", "L1")
                .put("summary", summary(parcel))
                .put("why", parcel.read() ? why(parcel) : whyNot())
                .put("timeline", timeline(parcel));
    }

    private static JsonObject summary(SampleParcel parcel) {
        return parcel.listed()
                .put("destination", parcel.read() ? "city-" + parcel.chute() : "hospital")
                .put("physical", "NONE")
                .put("plan", "weekday r3")
                .put(
                        "promise",
                        new JsonObject()
                                .put("tier", parcel.tier())
                                .put("departure", "van-1740")
                                .put(
                                        "cutOff",
                                        parcel.inducted().plusSeconds(5400).toEpochMilli())
                                .put("atRisk", false));
    }

    private static JsonObject why(SampleParcel parcel) {
        JsonArray candidates = new JsonArray()
                .add(candidate(4, "refused", "full: 100 % filled"))
                .add(candidate(parcel.chute(), "chosen", "open, 43 % filled, 2 in flight"))
                .add(candidate(SampleParcel.OVERFLOW, "not needed", "last resort of the destination"));
        return new JsonObject()
                .put(
                        "codes",
                        new JsonArray()
                                .add(code(parcel.code(), "]C1", "sscc", "accepted", "check digit right"))
                                .add(code("4006381333931", "]E0", "ean-13", "ignored", "product code")))
                .put("tierRule", "paid-express")
                .put("route", "north-by-postcode")
                .put("candidates", candidates)
                .put("budget", new JsonObject().put("decidedMicros", 14).put("slackMillis", 1180));
    }

    private static JsonObject whyNot() {
        return new JsonObject()
                .put("codes", new JsonArray())
                .put("candidates", new JsonArray().add(candidate(SampleParcel.HOSPITAL, "chosen", "no code was read")))
                .put("budget", new JsonObject().put("decidedMicros", 9).put("slackMillis", 1240));
    }

    private static JsonObject code(String data, String aim, String type, String verdict, String reason) {
        return new JsonObject()
                .put("data", data)
                .put("aim", aim)
                .put("type", type)
                .put("verdict", verdict)
                .put("reason", reason);
    }

    private static JsonObject candidate(int chute, String verdict, String reason) {
        return new JsonObject().put("chute", chute).put("verdict", verdict).put("reason", reason);
    }

    private static JsonArray timeline(SampleParcel parcel) {
        JsonArray timeline = new JsonArray();
        add(
                timeline,
                parcel,
                0,
                "parcel.inducted",
                new JsonObject().put("induct", 1).put("lengthMm", 380));
        add(
                timeline,
                parcel,
                1667,
                "parcel.scanned",
                new JsonObject().put("point", 1).put("read", parcel.read()));
        add(timeline, parcel, 1682, "parcel.decided", new JsonObject().put("chute", parcel.chute()));
        add(
                timeline,
                parcel,
                1684,
                "parcel.commanded",
                new JsonObject().put("chute", parcel.chute()).put("sequence", 9));
        add(timeline, parcel, 1697, "parcel.acknowledged", new JsonObject().put("answer", "ACCEPTED"));
        int drop = SampleParcel.chuteAtMm(parcel.chute()) * 2 / 3;
        if (parcel.gone()) {
            add(timeline, parcel, drop, "parcel.diverted", new JsonObject().put("outcome", "VERIFIED"));
            add(timeline, parcel, drop + 3, "parcel.closed", new JsonObject().put("outcome", parcel.outcome()));
        }
        return timeline;
    }

    private static void add(JsonArray timeline, SampleParcel parcel, int offset, String type, JsonObject data) {
        timeline.add(new JsonObject()
                .put("at", parcel.inducted().toEpochMilli() + offset)
                .put("offsetMs", offset)
                .put("type", type)
                .put("data", data));
    }
}
