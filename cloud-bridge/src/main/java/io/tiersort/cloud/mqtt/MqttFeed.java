// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import io.tiersort.cloud.FeedHandler;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Brings messages down from an MQTT 3.1.1 broker: a client that subscribes at QoS 1 with a session the broker keeps, and
 * acknowledges a message only when its handler is done with it. A message may come more than once, and after a failure out
 * of order.
 */
public final class MqttFeed implements AutoCloseable {
    private static final int REPLIES_IN_FLIGHT = 64;

    private final MqttFeedSettings settings;
    private final FeedHandler handler;
    private final MqttSupervisor supervisor;
    private final FeedIntake.Counts counts = new FeedIntake.Counts();
    private volatile @Nullable MqttConnection current;

    /**
     * How the feed is doing.
     *
     * @param reason the last failure, or an empty text
     * @param handled messages acknowledged since start
     * @param failed messages whose handling failed; the broker delivers them again
     * @param deferred messages that came while too many were unfinished; at QoS 1 the broker delivers them again
     */
    public record State(boolean connected, String reason, long handled, long failed, long deferred) {}

    /**
     * @param nanos monotonic nanoseconds of this machine
     * @param random jitter of reconnects; used on the feed's thread only
     */
    public MqttFeed(MqttFeedSettings settings, FeedHandler handler, LongSupplier nanos, RandomGenerator random) {
        this.settings = settings;
        this.handler = handler;
        this.supervisor = new MqttSupervisor("feed-" + settings.id(), settings.access(), new Feeding(), nanos, random);
    }

    /** The id in the site configuration. */
    public String id() {
        return settings.id();
    }

    /** Begins to connect and deliver on a thread of its own. Called once. */
    public void start() {
        supervisor.start();
    }

    /** Figures for people and metrics. Any thread, never blocks. */
    public State state() {
        return new State(
                supervisor.connected() && current != null,
                supervisor.reason(),
                counts.handled.get(),
                counts.failed.get(),
                counts.deferred.get());
    }

    /**
     * Publishes an answer at QoS 1. Completes when the broker has it; fails when there is no connection, when 64 answers
     * are on their way, or when the broker stays silent. Nothing is sent again. Any thread, does not block.
     */
    public CompletionStage<Void> reply(String topic, byte[] payload) {
        MqttConnection connection = current;
        CompletableFuture<Void> done = new CompletableFuture<>();
        if (connection == null) {
            done.completeExceptionally(new IllegalStateException("reply failed: feed=" + settings.id() + ", topic="
                    + topic + "; expected a connection to the broker; do reply again when it is back"));
            return done;
        }
        try {
            connection.publish(topic, payload, false, () -> done.complete(null));
            return done.orTimeout(settings.access().times().connect().toMillis(), TimeUnit.MILLISECONDS);
        } catch (MqttFailure refused) {
            done.completeExceptionally(refused);
            return done;
        }
    }

    /** Stops within a few seconds; what was not acknowledged stays with the broker. Idempotent. */
    @Override
    public void close() {
        supervisor.stop();
    }

    private final class Feeding implements MqttSupervisor.Work {
        private @Nullable FeedIntake intake; // of the next or current connection: messages may come before serve

        @Override
        public MqttConnection.Wish wish(Wakeup wakeup, CompletableFuture<Void> closing) {
            FeedIntake fresh = new FeedIntake(settings, handler, counts, wakeup);
            intake = fresh;
            return new MqttConnection.Wish(false, REPLIES_IN_FLIGHT, "", fresh, wakeup, closing);
        }

        @Override
        public void serve(MqttConnection connection) throws MqttFailure, InterruptedException {
            FeedIntake own = Objects.requireNonNull(intake);
            connection.subscribe(settings.topics());
            current = connection;
            try {
                own.serve(connection, supervisor::closing);
            } finally {
                current = null;
            }
            connection.goodbye();
        }
    }
}
