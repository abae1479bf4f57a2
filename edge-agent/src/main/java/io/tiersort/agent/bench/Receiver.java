// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.tiersort.cloud.broker.BrokerSettings;
import io.tiersort.cloud.broker.EmbeddedBroker;
import io.tiersort.cloud.mqtt.MqttAccess;
import io.tiersort.cloud.probe.Ledger;
import io.tiersort.cloud.probe.SubscriberProbe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

/** The broker of the benchmark and a subscriber that counts what arrives. */
final class Receiver implements Part.Role {
    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedBroker broker = new EmbeddedBroker(vertx, BrokerSettings.local());
    private final SubscriberProbe probe;
    private final int port;

    Receiver() {
        port = await(broker.start());
        probe = new SubscriberProbe(
                MqttAccess.of("127.0.0.1", port, "bench-probe"),
                List.of("tiersort/+/" + LineBench.AGENT + "/records"),
                System::nanoTime,
                RandomGenerator.getDefault());
        probe.start();
    }

    private static <T> T await(Future<T> future) {
        return future.toCompletionStage()
                .toCompletableFuture()
                .orTimeout(30, TimeUnit.SECONDS)
                .join();
    }

    @Override
    public JsonObject began() {
        return new JsonObject().put("port", port);
    }

    @Override
    public JsonObject answer(JsonObject order) {
        Ledger.Figures figures = probe.figures();
        return new JsonObject()
                .put("messages", figures.messages())
                .put("count", figures.distinct())
                .put("duplicates", figures.duplicates())
                .put("gaps", figures.missing())
                .put("orderFaults", figures.orderFaults())
                .put("malformed", figures.malformed() + figures.untracked())
                .put("last", figures.last());
    }

    @Override
    public void close() {
        probe.close();
        await(broker.stop());
        await(vertx.close());
    }
}
