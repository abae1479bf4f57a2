// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.demo;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.sim.ShipmentMaker;
import io.tiersort.agent.sim.ShipmentRows;
import io.tiersort.device.sim.LabelSource;
import io.tiersort.device.sim.Labels;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.mqtt.MqttClient;
import io.vertx.mqtt.MqttClientOptions;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * The host of the demo: tells the agent of shipments, the first ones by a file, the rest through the broker, always well
 * before their parcels come.
 */
final class DemoHost implements LabelSource, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(DemoHost.class.getName());
    private static final int AHEAD = 1_000;
    private static final int BATCH = 100;
    private static final long PERIOD_MILLIS = 500;
    private final Vertx vertx;
    private final ShipmentMaker maker;
    private final ConcurrentLinkedQueue<Labels> printed = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final MqttClient client;
    private final String topic;
    private long timer;

    DemoHost(Vertx vertx, ShipmentMaker maker, String topic) {
        this.vertx = vertx;
        this.maker = maker;
        this.topic = topic;
        this.client = MqttClient.create(
                vertx, new MqttClientOptions().setClientId("demo-host").setMaxInflightQueue(50));
    }

    /** Writes the first shipments as the import file of the site. */
    void writeFirst(Path file) throws IOException {
        try (Writer out = Files.newBufferedWriter(file)) {
            out.write(ShipmentRows.HEADER + "\n");
            for (int i = 0; i < AHEAD; i++) {
                ShipmentMaker.Made made = maker.next();
                if (!made.secret()) {
                    out.write(ShipmentRows.row(made.shipment()) + "\n");
                }
                print(made);
            }
        }
    }

    /** Connects to the broker and keeps telling of further shipments. */
    void start(String host, int port) {
        client.connect(port, host)
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
        timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> tell());
    }

    private void tell() {
        if (waiting.get() >= AHEAD || !client.isConnected()) {
            return;
        }
        JsonArray changes = new JsonArray();
        for (int i = 0; i < BATCH; i++) {
            ShipmentMaker.Made made = maker.next();
            if (!made.secret()) {
                changes.add(new JsonObject().put("op", "upsert").put("shipment", json(made.shipment())));
            }
            print(made);
        }
        client.publish(topic, Buffer.buffer(changes.encode()), MqttQoS.AT_LEAST_ONCE, false, false)
                .onFailure(lost -> LOG.log(System.Logger.Level.WARNING, "demo host: not told: {0}", lost.getMessage()));
    }

    private void print(ShipmentMaker.Made made) {
        printed.add(made.labels());
        waiting.incrementAndGet();
    }

    private static JsonObject json(Shipment shipment) {
        JsonObject json = new JsonObject()
                .put("reference", shipment.reference())
                .put("codes", new JsonArray(shipment.codes()))
                .put("segment", shipment.segment())
                .put("service", shipment.service())
                .put(
                        "flags",
                        new JsonArray(shipment.flags().stream()
                                .map(Shipment.Flag::word)
                                .toList()))
                .put("postcode", shipment.postcode())
                .put("country", shipment.country())
                .put("point", shipment.point())
                .put("group", shipment.group())
                .put("weightG", shipment.grams())
                .put("lengthMm", shipment.lengthMm())
                .put("widthMm", shipment.widthMm())
                .put("heightMm", shipment.heightMm());
        putInstant(json, "promiseBy", shipment.promiseBy());
        putInstant(json, "notBefore", shipment.notBefore());
        return json;
    }

    private static void putInstant(JsonObject json, String key, long millis) {
        if (millis != 0) {
            json.put(key, Instant.ofEpochMilli(millis).toString());
        }
    }

    @Override
    public Optional<Labels> next(RandomGenerator random) {
        Labels labels = printed.poll();
        if (labels != null) {
            waiting.decrementAndGet();
        }
        return Optional.ofNullable(labels);
    }

    @Override
    public void close() {
        vertx.cancelTimer(timer);
        if (client.isConnected()) {
            client.disconnect();
        }
    }
}
