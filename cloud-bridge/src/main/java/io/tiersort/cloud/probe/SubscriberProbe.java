// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.probe;

import io.tiersort.cloud.mqtt.MqttAccess;
import io.tiersort.cloud.mqtt.MqttFeed;
import io.tiersort.cloud.mqtt.MqttFeedSettings;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Subscribes to the topics of uplinks with a session the broker keeps, and enters everything into a {@link Ledger} before
 * it is acknowledged.
 */
public final class SubscriberProbe implements AutoCloseable {
    private final Ledger ledger = new Ledger();
    private final MqttFeed feed;

    /**
     * @param topics filters, such as {@code tiersort/+/+/records}
     * @param nanos monotonic nanoseconds of this machine
     */
    public SubscriberProbe(MqttAccess access, List<String> topics, LongSupplier nanos, RandomGenerator random) {
        this.feed = new MqttFeed(
                MqttFeedSettings.of("probe-" + access.clientId(), access, topics),
                (topic, payload) -> {
                    ledger.record(payload);
                    return CompletableFuture.completedFuture(null);
                },
                nanos,
                random);
    }

    /** Begins to connect and count. Called once. */
    public void start() {
        feed.start();
    }

    /** True while subscribed. */
    public boolean connected() {
        return feed.state().connected();
    }

    /** What was received so far. */
    public Ledger.Figures figures() {
        return ledger.figures();
    }

    /** Stops; the broker goes on keeping messages under the client id. Idempotent. */
    @Override
    public void close() {
        feed.close();
    }
}
