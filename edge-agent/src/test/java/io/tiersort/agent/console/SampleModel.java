// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A made-up line whose parcels move with the clock: parcel n enters at a fixed pace and drops at its chute, so that everything shown
 * follows from the time alone.
 */
class SampleModel implements ConsoleModel {
    /** What kind of day it is. */
    enum Scene {
        EMPTY,
        CALM,
        TROUBLED
    }

    /** Times {@link #line()} was asked. */
    final AtomicInteger asked = new AtomicInteger();

    volatile String status = "ok";

    private final InstantSource clock;
    private final Instant started;
    private final Scene scene;

    /** A line that began {@code sorted} parcels before {@code clock}'s present. */
    SampleModel(InstantSource clock, Scene scene, int sorted) {
        this.clock = clock;
        this.scene = scene;
        this.started = clock.instant().minusMillis((long) sorted * SampleParcel.EVERY_MILLIS);
    }

    @Override
    public JsonObject line() {
        asked.incrementAndGet();
        JsonObject view = new JsonObject()
                .put("site", "city-hub")
                .put("agent", "gw1")
                .put("now", clock.millis())
                .put("ready", true)
                .put(
                        "plan",
                        new JsonObject().put("id", "weekday").put("revision", 3).put("hash", "ab12cd34ef56"))
                .put("lines", new JsonArray().add(lineOne()));
        SampleSurroundings.addTo(view, scene, clock.millis());
        return view;
    }

    private JsonObject lineOne() {
        return new JsonObject()
                .put("id", "L1")
                .put("lengthMm", SampleParcel.LENGTH_MM)
                .put("speedMmPerSecond", 1500)
                .put("running", true)
                .put("packMlState", 6)
                .put("epoch", 7)
                .put("plcAlive", true)
                .put("loop", false)
                .put("hospital", SampleParcel.HOSPITAL)
                .put("overflow", SampleParcel.OVERFLOW)
                .put("stations", SampleSurroundings.stations())
                .put("chutes", chutes())
                .put("parcels", moving())
                .put("figures", figures())
                .put("outcomes", outcomes())
                .put("tiers", tiers());
    }

    /** Number of the newest parcel; 0 on an empty line. */
    int newest() {
        if (scene == Scene.EMPTY) {
            return 0;
        }
        return (int) ((clock.millis() - started.toEpochMilli()) / SampleParcel.EVERY_MILLIS);
    }

    private SampleParcel number(int n) {
        return SampleParcel.of(n, started.plusMillis((long) n * SampleParcel.EVERY_MILLIS), clock.instant());
    }

    private JsonArray moving() {
        JsonArray parcels = new JsonArray();
        for (int n = Math.max(1, newest() - 60); n <= newest(); n++) {
            SampleParcel parcel = number(n);
            if (!parcel.gone()) {
                parcels.add(parcel.onTheBelt());
            }
        }
        return parcels;
    }

    private JsonArray chutes() {
        JsonArray chutes = new JsonArray();
        for (int chute = 1; chute <= SampleParcel.HOSPITAL; chute++) {
            int sorted = 0;
            int inFlight = 0;
            for (int n = 1; n <= newest(); n++) {
                SampleParcel parcel = number(n);
                if (parcel.chute() == chute && parcel.gone()) {
                    sorted++;
                } else if (parcel.chute() == chute) {
                    inFlight++;
                }
            }
            boolean full = scene == Scene.TROUBLED && chute == 4;
            boolean jam = scene == Scene.TROUBLED && chute == 7;
            chutes.add(new JsonObject()
                    .put("number", chute)
                    .put("name", SampleParcel.NAMES.get(chute - 1))
                    .put("atMm", SampleParcel.chuteAtMm(chute))
                    .put("state", full ? "FULL" : jam ? "JAM" : "OPEN")
                    .put("fillPercent", full ? 100 : sorted * 3 % 90)
                    .put("inFlight", inFlight)
                    .put("sorted", sorted));
        }
        return chutes;
    }

    private JsonObject figures() {
        int inducted = newest();
        int onSorter = moving().size();
        int closed = inducted - onSorter;
        int noRead = inducted / 80;
        int hospital = inducted / 40;
        return new JsonObject()
                .put("inducted", inducted)
                .put("closed", closed)
                .put("onSorter", onSorter)
                .put("read", closed - noRead)
                .put("noRead", noRead)
                .put("sorted", closed - hospital)
                .put("hospital", hospital)
                .put("late", scene == Scene.TROUBLED ? 2 : 0)
                .put("misdiverts", 0)
                .put("massBalance", 0)
                .put("perHour", inducted == 0 ? 0 : 3_600_000 / SampleParcel.EVERY_MILLIS)
                .put(
                        "decisionMicros",
                        new JsonObject().put("p50", 12).put("p99", 80).put("max", 900));
    }

    private JsonObject outcomes() {
        if (newest() == 0) {
            return new JsonObject();
        }
        int hospital = newest() / 40;
        return new JsonObject()
                .put("SORTED", newest() - moving().size() - hospital)
                .put("HOSPITAL", hospital);
    }

    private JsonObject tiers() {
        TreeMap<String, Integer> sorted = new TreeMap<>();
        for (int n = 1; n <= newest(); n++) {
            SampleParcel parcel = number(n);
            if (parcel.gone()) {
                sorted.merge(parcel.tier(), 1, Integer::sum);
            }
        }
        JsonObject tiers = new JsonObject();
        boolean risk = scene == Scene.TROUBLED;
        sorted.forEach((tier, count) -> tiers.put(
                tier, new JsonObject().put("sorted", count).put("atRisk", risk && tier.equals("SAME_DAY") ? 3 : 0)));
        return tiers;
    }

    @Override
    public Future<JsonArray> search(String query) {
        JsonArray found = new JsonArray();
        for (int n = newest(); n >= 1 && found.size() < 50; n--) {
            JsonObject parcel = number(n).listed();
            if (parcel.encode().contains(query)) {
                found.add(parcel);
            }
        }
        return Future.succeededFuture(found);
    }

    @Override
    public Future<JsonObject> parcel(String id) {
        for (int n = newest(); n >= 1; n--) {
            SampleParcel parcel = number(n);
            if (parcel.id().equals(id)) {
                return Future.succeededFuture(SampleExplanation.of(parcel));
            }
        }
        return Future.failedFuture(new NoSuchElementException("no such parcel: id=" + id));
    }

    @Override
    public JsonObject health() {
        return new JsonObject().put("status", status).put("reasons", new JsonArray());
    }

    @Override
    public String metrics() {
        return "# TYPE edge_decisions_late_total counter\nedge_decisions_late_total 0\n";
    }
}
