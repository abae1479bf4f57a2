// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import io.tiersort.cloud.FeedHandler;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.jspecify.annotations.Nullable;

/**
 * Takes the messages of one connection to the handler and their acknowledgements back. A message beyond the limit, and one
 * whose handling failed, is not acknowledged; when the others are finished the connection is given up, because MQTT 3.1.1
 * delivers again only to a new one.
 */
final class FeedIntake implements MqttConnection.Arrivals {
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final MqttFeedSettings settings;
    private final FeedHandler handler;
    private final Counts counts;
    private final Wakeup wakeup;
    private final Queue<Arrival> arrived = new ConcurrentLinkedQueue<>();
    private final Queue<Finished> finished = new ConcurrentLinkedQueue<>();
    private final AtomicInteger unfinished = new AtomicInteger();
    private volatile boolean deferred;
    private @Nullable String failure;

    /** What happened since the feed was made; written by any thread. */
    static final class Counts {
        final AtomicLong handled = new AtomicLong();
        final AtomicLong failed = new AtomicLong();
        final AtomicLong deferred = new AtomicLong();
    }

    private record Arrival(String topic, MqttMessage message) {}

    private record Finished(Arrival arrival, @Nullable Throwable problem) {}

    FeedIntake(MqttFeedSettings settings, FeedHandler handler, Counts counts, Wakeup wakeup) {
        this.settings = settings;
        this.handler = handler;
        this.counts = counts;
        this.wakeup = wakeup;
    }

    @Override
    public void arrived(MqttConnection from, String topic, MqttMessage message) {
        if (unfinished.incrementAndGet() > settings.maxInFlight()) {
            unfinished.decrementAndGet();
            counts.deferred.incrementAndGet();
            if (message.getQos() > 0) {
                deferred = true;
            }
        } else {
            arrived.add(new Arrival(topic, message));
        }
        wakeup.signal();
    }

    /** Works on the feed's thread until closing; throws when the connection is of no more use. */
    void serve(MqttConnection connection, BooleanSupplier closing) throws MqttFailure, InterruptedException {
        while (!closing.getAsBoolean()) {
            connection.check();
            Arrival next = arrived.poll();
            while (next != null) {
                handle(next);
                next = arrived.poll();
            }
            settle(connection);
            if (unfinished.get() == 0) {
                redeliver();
            }
            wakeup.await(IDLE_NANOS);
        }
        settle(connection);
    }

    private void handle(Arrival arrival) {
        CompletionStage<Void> stage;
        try {
            stage = handler.handle(arrival.topic(), arrival.message().getPayload());
        } catch (RuntimeException problem) {
            stage = CompletableFuture.failedFuture(problem);
        }
        CompletableFuture<Void> own = stage.thenRun(() -> {}).toCompletableFuture();
        own.orTimeout(settings.handleTimeout().toMillis(), TimeUnit.MILLISECONDS);
        CompletableFuture<Void> unused = own.whenComplete((nothing, problem) -> {
            finished.add(new Finished(arrival, problem));
            wakeup.signal();
        });
    }

    private void settle(MqttConnection connection) {
        Finished next = finished.poll();
        while (next != null) {
            if (next.problem() == null) {
                connection.acknowledge(next.arrival().message());
                counts.handled.incrementAndGet();
            } else {
                failure = "handling failed: topic=" + next.arrival().topic() + ", cause="
                        + MqttFailure.describe(next.problem());
                counts.failed.incrementAndGet();
            }
            unfinished.decrementAndGet();
            next = finished.poll();
        }
    }

    private void redeliver() throws MqttFailure {
        if (failure != null) {
            throw new MqttFailure(failure + "; reconnects to have it delivered again");
        }
        if (deferred) {
            throw new MqttFailure("too many messages at once: max-in-flight=" + settings.maxInFlight()
                    + "; reconnects to have the rest delivered again; do set the broker's window to at most that");
        }
    }
}
