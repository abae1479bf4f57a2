// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import io.tiersort.cloud.Eventually;
import io.tiersort.cloud.MemoryOutbox;
import io.tiersort.cloud.broker.BrokerSettings;
import io.tiersort.cloud.broker.EmbeddedBroker;
import io.tiersort.cloud.probe.Ledger;
import io.tiersort.cloud.probe.SubscriberProbe;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

/** A broker with a subscriber, and uplinks and feeds with short times. */
final class Site implements AutoCloseable {
    static final MqttAccess.Times SHORT = new MqttAccess.Times(
            Duration.ofSeconds(2), Duration.ofMillis(2_000), Duration.ofMillis(20), Duration.ofMillis(200));
    static final String TOPIC = "tiersort/dock/a1/records";

    final Vertx vertx = Vertx.vertx();
    final EmbeddedBroker broker;
    final MemoryOutbox outbox = new MemoryOutbox();

    Site() {
        this(BrokerSettings.local());
    }

    Site(BrokerSettings settings) {
        broker = new EmbeddedBroker(vertx, settings);
        await(broker.start());
    }

    static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        } catch (Exception problem) {
            throw new IllegalStateException(problem);
        }
    }

    MqttAccess access(String client) {
        return MqttAccess.of("127.0.0.1", broker.port(), client).with(SHORT);
    }

    MqttUplinkSettings uplinkSettings() {
        return uplinkSettings(broker.port());
    }

    static MqttUplinkSettings uplinkSettings(int port) {
        return MqttUplinkSettings.of(
                        "up", MqttAccess.of("127.0.0.1", port, "a1-uplink").with(SHORT), "dock", "a1")
                .times(Duration.ofMillis(1_500), Duration.ofMillis(2));
    }

    MqttUplink uplink(MqttUplinkSettings settings) {
        return new MqttUplink(settings, outbox, System::nanoTime, new Random(7));
    }

    SubscriberProbe probe(String client) {
        SubscriberProbe probe =
                new SubscriberProbe(access(client), List.of("tiersort/+/+/records"), System::nanoTime, new Random(8));
        probe.start();
        Eventually.soon(probe::connected, () -> "probe not subscribed");
        return probe;
    }

    /** Waits until the probe has every record. */
    static Ledger.Figures complete(SubscriberProbe probe, long count) {
        Eventually.within(Duration.ofSeconds(30), () -> probe.figures().distinct() >= count, () -> probe.figures());
        return probe.figures();
    }

    /** Paho's live threads that work for one of these clients. */
    static long mqttThreads(List<String> clients) {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("MQTT"))
                .filter(name -> clients.contains(name.substring(name.lastIndexOf(' ') + 1)))
                .count();
    }

    @Override
    public void close() {
        await(broker.stop());
        await(vertx.close());
    }
}
