// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import io.tiersort.cloud.Outbox;
import io.tiersort.cloud.OutboxRecord;
import io.tiersort.cloud.Uplink;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Forwards an outbox to an MQTT 3.1.1 broker as CloudEvents at QoS 1. Nothing is kept but the outbox: after any trouble
 * everything behind the cursor is read and sent again under the same ids.
 */
public final class MqttUplink implements Uplink {
    /** Type of the event that stands in for a record too large for the broker; its data tells type and bytes. */
    public static final String OVERSIZED = "journal.oversized";

    private final MqttUplinkSettings settings;
    private final Outbox outbox;
    private final LongSupplier nanos;
    private final MqttSupervisor supervisor;
    private final AtomicLong sent = new AtomicLong();
    private volatile long delivered;

    /**
     * @param nanos monotonic nanoseconds of this machine
     * @param random jitter of reconnects; used on the uplink's thread only
     */
    public MqttUplink(MqttUplinkSettings settings, Outbox outbox, LongSupplier nanos, RandomGenerator random) {
        this.settings = settings;
        this.outbox = outbox;
        this.nanos = nanos;
        this.supervisor =
                new MqttSupervisor("uplink-" + settings.id(), settings.access(), new Forwarding(), nanos, random);
    }

    @Override
    public String id() {
        return settings.id();
    }

    @Override
    public void start() {
        outbox.onAppend(supervisor.wakeup()::signal);
        supervisor.start();
    }

    @Override
    public State state() {
        return new State(supervisor.connected(), supervisor.reason(), delivered, sent.get(), supervisor.failures());
    }

    @Override
    public void close() {
        supervisor.stop();
    }

    private final class Forwarding implements MqttSupervisor.Work, Forwarder.Progress {
        @Override
        public MqttConnection.Wish wish(Wakeup wakeup, CompletableFuture<Void> closing) {
            return new MqttConnection.Wish(
                    true,
                    settings.window() * 2,
                    settings.stateTopic(),
                    (from, topic, message) -> from.acknowledge(message),
                    wakeup,
                    closing);
        }

        @Override
        public void serve(MqttConnection connection) throws MqttFailure, InterruptedException {
            new Forwarder(settings, outbox, connection, nanos, this).run(supervisor.wakeup());
        }

        @Override
        public void sent() {
            sent.incrementAndGet();
        }

        @Override
        public void acknowledged(long sequence) {
            delivered = Math.max(delivered, sequence);
        }

        @Override
        public void replaced(OutboxRecord original) {
            supervisor.report("record too large for the broker: sequence=" + original.sequence() + ", type="
                    + original.type() + ", bytes=" + original.body().length + "; expected at most "
                    + settings.maxBytes() + " bytes; " + OVERSIZED + " was sent in its place");
        }

        @Override
        public boolean closing() {
            return supervisor.closing();
        }
    }
}
