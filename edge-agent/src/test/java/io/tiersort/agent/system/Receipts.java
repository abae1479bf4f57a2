// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import io.tiersort.cloud.mqtt.MqttAccess;
import io.tiersort.cloud.mqtt.MqttFeed;
import io.tiersort.cloud.mqtt.MqttFeedSettings;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** Remembers every record that ever came upstream: its id and its type. */
final class Receipts implements AutoCloseable {
    private static final String PREFIX = "io.tiersort.";

    private final Map<String, String> typesById = new ConcurrentHashMap<>();
    private final MqttFeed feed;

    Receipts(int brokerPort) throws Exception {
        feed = new MqttFeed(
                MqttFeedSettings.of(
                        "receipts", MqttAccess.of("127.0.0.1", brokerPort, "receipts"), List.of(SystemRig.TOPIC)),
                (topic, payload) -> {
                    take(new JsonArray(Buffer.buffer(payload)));
                    return CompletableFuture.completedFuture(null);
                },
                System::nanoTime,
                new Random(brokerPort));
        feed.start();
        Waiting.until("the receipts are subscribed", () -> feed.state().connected(), feed::state);
    }

    private void take(JsonArray events) {
        for (int i = 0; i < events.size(); i++) {
            JsonObject event = events.getJsonObject(i);
            typesById.put(event.getString("id"), event.getString("type").substring(PREFIX.length()));
        }
    }

    /** By {@code epoch-sequence}. */
    Map<String, String> typesById() {
        return typesById;
    }

    @Override
    public void close() {
        feed.close();
    }
}
