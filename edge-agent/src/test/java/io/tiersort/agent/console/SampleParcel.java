// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** One made-up parcel: everything about it follows from its number and the time. */
record SampleParcel(int number, Instant inducted, int atMm, int chute, String tier, boolean read) {
    static final int EVERY_MILLIS = 640;
    static final int LENGTH_MM = 30_000;
    static final int OVERFLOW = 11;
    static final int HOSPITAL = 12;
    static final List<String> NAMES = List.of(
            "Same-day",
            "Express north",
            "Express south",
            "Centre",
            "Harbour",
            "Airport",
            "Next-day 1",
            "Next-day 2",
            "Economy",
            "Lockers",
            "Overflow",
            "Hospital");

    private static final List<String> TIERS = List.of(
            "SAME_DAY",
            "EXPRESS",
            "EXPRESS",
            "EXPRESS",
            "NEXT_DAY",
            "NEXT_DAY",
            "NEXT_DAY",
            "NEXT_DAY",
            "ECONOMY",
            "ECONOMY",
            "NEXT_DAY",
            "NEXT_DAY");

    static SampleParcel of(int number, Instant inducted, Instant now) {
        int at = (int) ((now.toEpochMilli() - inducted.toEpochMilli()) * 3 / 2);
        boolean read = number % 40 != 17;
        int chute = read ? number * 7 % 11 + 1 : HOSPITAL;
        return new SampleParcel(number, inducted, at, chute, TIERS.get(chute - 1), read);
    }

    static int chuteAtMm(int chute) {
        return 6000 + (chute - 1) * 2100;
    }

    String id() {
        return "L1-" + number;
    }

    boolean gone() {
        return atMm >= chuteAtMm(chute);
    }

    String reference() {
        return "SHP-" + (880_000 + number);
    }

    String code() {
        return "00340123450000" + String.format("%06d", number);
    }

    String outcome() {
        if (!gone()) {
            return "";
        }
        return chute == HOSPITAL ? "HOSPITAL" : chute == OVERFLOW ? "OVERFLOW" : "SORTED";
    }

    String state() {
        if (atMm < 2500) {
            return "INDUCTED";
        }
        if (!read) {
            return "NO_READ";
        }
        return atMm < 4500 ? "DECIDED" : "COMMITTED";
    }

    JsonObject onTheBelt() {
        JsonObject parcel = new JsonObject()
                .put("id", id())
                .put("trackingId", 4000 + number)
                .put("atMm", atMm)
                .put("lengthMm", 300 + number % 5 * 80)
                .put("state", state());
        return atMm < 2500 ? parcel : parcel.put("tier", tier).put("chute", chute);
    }

    /** As in the list of found parcels, and as the summary of one. */
    JsonObject listed() {
        return new JsonObject()
                .put("id", id())
                .put("trackingId", 4000 + number)
                .put("time", inducted.toEpochMilli())
                .put("reference", read ? reference() : "")
                .put("codes", read ? new JsonArray().add(code()) : new JsonArray())
                .put("tier", read ? tier : "")
                .put("chute", chute)
                .put("outcome", outcome())
                .put("cause", read ? "OK" : "NOREAD");
    }
}
