// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.tiersort.agent.console.SampleModel.Scene;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/** What stands around the made-up line: stations, devices, uplinks, journal, alarms. */
final class SampleSurroundings {
    private SampleSurroundings() {}

    static JsonArray stations() {
        return new JsonArray()
                .add(new JsonObject()
                        .put("point", 1)
                        .put("atMm", 2500)
                        .put("scanners", new JsonArray().add("tunnel-1")));
    }

    static void addTo(JsonObject view, Scene scene, long now) {
        boolean trouble = scene == Scene.TROUBLED;
        view.put("alarms", trouble ? alarms(now) : new JsonArray())
                .put("devices", devices(trouble, now))
                .put("uplinks", uplinks(scene))
                .put("journal", journal(scene));
    }

    private static JsonArray alarms(long now) {
        return new JsonArray()
                .add(alarm(
                        "chute-jam:7",
                        1,
                        now - 42_000,
                        "Chute 7 Next-day 1 is jammed",
                        "Clear the chute mouth, then reset it"))
                .add(alarm("chute-full:4", 2, now - 95_000, "Chute 4 Centre is full", "Change the cage at chute 4"))
                .add(alarm(
                        "uplink:cloud", 3, now - 400_000, "Uplink cloud is down", "Check the network; facts are kept"))
                .add(alarm("clock", 4, now - 4_000_000, "Clock is not synchronised", "Check the time service"));
    }

    private static JsonObject alarm(String id, int priority, long since, String text, String remedy) {
        return new JsonObject()
                .put("id", id)
                .put("priority", priority)
                .put("since", since)
                .put("text", text)
                .put("remedy", remedy);
    }

    private static JsonArray devices(boolean trouble, long now) {
        return new JsonArray()
                .add(device("plc-1", "tiersort-plc", "NORMAL", "", now - 20))
                .add(device(
                        "tunnel-1",
                        "tunnel-scanner",
                        trouble ? "OFF_SPEC" : "NORMAL",
                        trouble ? "read rate fell to 91 %" : "",
                        now - 380))
                .add(device(
                        "scale-1",
                        "inline-scale",
                        trouble ? "FAILURE" : "NORMAL",
                        trouble ? "no connection since 09:12" : "",
                        now - 410));
    }

    private static JsonObject device(String id, String driver, String health, String reason, long lastEvent) {
        return new JsonObject()
                .put("id", id)
                .put("driver", driver)
                .put("health", health)
                .put("reason", reason)
                .put("lastEvent", lastEvent);
    }

    private static JsonArray uplinks(Scene scene) {
        boolean down = scene == Scene.TROUBLED;
        return new JsonArray()
                .add(new JsonObject()
                        .put("id", "cloud")
                        .put("connected", !down)
                        .put("reason", down ? "connection refused" : "")
                        .put("delivered", scene == Scene.EMPTY ? 0 : 5000)
                        .put("pending", down ? 6480 : 0)
                        .put("oldestUnsentSeconds", down ? 401.5 : 0.0));
    }

    private static JsonObject journal(Scene scene) {
        return new JsonObject()
                .put("accepted", scene == Scene.EMPTY ? 0 : 11_480)
                .put("queued", 0)
                .put("refused", 0)
                .put("state", "OK")
                .put("bytes", scene == Scene.EMPTY ? 4096 : 3_123_456);
    }
}
