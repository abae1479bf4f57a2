// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import io.tiersort.cloud.CloudEvents;
import io.tiersort.cloud.Outbox;
import io.tiersort.cloud.OutboxRecord;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Forwards an outbox over one connection: a window of messages in flight, in order, and a cursor that only ever moves over
 * what is acknowledged without a hole. Dies with its connection; the next one reads everything after the cursor again.
 * Lives on the uplink's thread.
 */
final class Forwarder {
    private static final long FLUSH_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int READ_MIN = 500;
    private static final int SUBJECT_KEPT_MAX = 256;

    private final MqttUplinkSettings settings;
    private final Outbox outbox;
    private final MqttConnection connection;
    private final LongSupplier nanos;
    private final Progress progress;
    private final CloudEvents events;
    private final Deque<OutboxRecord> unsent = new ArrayDeque<>();
    private final Deque<InFlight> window = new ArrayDeque<>();
    private long readTo;
    private long acknowledgedTo;
    private long flushedTo;
    private long flushedNanos;
    private long progressNanos;
    private long firstWaitingNanos;
    private boolean lingering;

    /** Where the forwarder tells what it has done. */
    interface Progress {
        void sent();

        void acknowledged(long sequence);

        void replaced(OutboxRecord original);

        boolean closing();
    }

    private static final class InFlight {
        private final long lastSequence;
        private volatile boolean acknowledged;

        InFlight(long lastSequence) {
            this.lastSequence = lastSequence;
        }
    }

    Forwarder(
            MqttUplinkSettings settings,
            Outbox outbox,
            MqttConnection connection,
            LongSupplier nanos,
            Progress progress) {
        this.settings = settings;
        this.outbox = outbox;
        this.connection = connection;
        this.nanos = nanos;
        this.progress = progress;
        this.events = new CloudEvents(settings.source(), settings.maxBytes());
    }

    /** Forwards until the uplink closes; throws when the connection is of no more use. */
    void run(Wakeup wakeup) throws MqttFailure, InterruptedException {
        readTo = outbox.delivered(settings.id());
        acknowledgedTo = readTo;
        flushedTo = readTo;
        flushedNanos = nanos.getAsLong();
        progress.acknowledged(readTo);
        connection.publish(settings.stateTopic(), ascii("online"), true, () -> {});
        try {
            while (!progress.closing()) {
                settle();
                connection.check();
                fill();
                watch();
                flush(false);
                wakeup.await(pause());
            }
            settle();
        } finally {
            flush(true);
        }
        connection.publishLast(settings.stateTopic(), ascii("offline"));
        connection.goodbye();
    }

    private void settle() {
        InFlight head = window.peek();
        while (head != null && head.acknowledged) {
            window.remove();
            acknowledgedTo = head.lastSequence;
            progressNanos = nanos.getAsLong();
            progress.acknowledged(acknowledgedTo);
            head = window.peek();
        }
    }

    private void fill() throws MqttFailure {
        while (window.size() < settings.window() && (!unsent.isEmpty() || read())) {
            send();
        }
    }

    /** Reads on unless there is nothing or it is better to wait a moment for more; true when there is something to send. */
    private boolean read() {
        long available = outbox.last() - readTo;
        if (available <= 0) {
            lingering = false;
            return false;
        }
        if (available < settings.batch() && !lingered()) {
            return false;
        }
        lingering = false;
        unsent.addAll(outbox.read(readTo, Math.max(READ_MIN, settings.batch())));
        if (unsent.isEmpty()) {
            return false;
        }
        readTo = unsent.getLast().sequence();
        return true;
    }

    private boolean lingered() {
        long now = nanos.getAsLong();
        if (!lingering) {
            lingering = true;
            firstWaitingNanos = now;
        }
        return now - firstWaitingNanos >= settings.linger().toNanos();
    }

    private void send() throws MqttFailure {
        OutboxRecord first = unsent.remove();
        long last = first.sequence();
        byte[] payload;
        if (settings.batch() == 1) {
            payload = events.single(first);
            if (payload.length == 0) {
                payload = events.single(replacement(first));
            }
        } else {
            last = pack(first);
            payload = events.finishBatch();
        }
        InFlight message = new InFlight(last);
        if (window.isEmpty()) {
            progressNanos = nanos.getAsLong();
        }
        window.add(message);
        connection.publish(settings.topic(), payload, false, () -> message.acknowledged = true);
        progress.sent();
    }

    private long pack(OutboxRecord first) {
        events.startBatch();
        if (!events.add(first)) {
            events.add(replacement(first));
        }
        long last = first.sequence();
        OutboxRecord next = unsent.peek();
        for (int n = 1; n < settings.batch() && next != null && events.add(next); n++) {
            last = unsent.remove().sequence();
            next = unsent.peek();
        }
        return last;
    }

    /** Stands in for a record the broker cannot take, so that the receiver can still count. */
    private OutboxRecord replacement(OutboxRecord item) {
        progress.replaced(item);
        String type = new String(ascii(item.type()), StandardCharsets.US_ASCII).replaceAll("[^A-Za-z0-9._-]", "?");
        String body = "{\"type\":\"" + type.substring(0, Math.min(type.length(), SUBJECT_KEPT_MAX)) + "\",\"bytes\":"
                + item.body().length + "}";
        String subject = item.subject().length() > SUBJECT_KEPT_MAX ? "" : item.subject();
        return new OutboxRecord(
                item.sequence(), item.epoch(), item.timeMillis(), MqttUplink.OVERSIZED, subject, ascii(body));
    }

    private void watch() throws MqttFailure {
        if (!window.isEmpty()
                && nanos.getAsLong() - progressNanos >= settings.ackTimeout().toNanos()) {
            throw new MqttFailure("publish failed: broker=" + settings.access() + ", in-flight=" + window.size()
                    + ", cause=no PUBACK within " + settings.ackTimeout().toMillis() + " ms");
        }
    }

    private void flush(boolean now) {
        if (acknowledgedTo > flushedTo && (now || nanos.getAsLong() - flushedNanos >= FLUSH_NANOS)) {
            outbox.deliver(settings.id(), acknowledgedTo);
            flushedTo = acknowledgedTo;
            flushedNanos = nanos.getAsLong();
        }
    }

    private long pause() {
        long now = nanos.getAsLong();
        long pause = IDLE_NANOS;
        if (lingering && window.size() < settings.window()) {
            pause = Math.min(pause, firstWaitingNanos + settings.linger().toNanos() - now);
        }
        if (!window.isEmpty()) {
            pause = Math.min(pause, progressNanos + settings.ackTimeout().toNanos() - now);
        }
        if (acknowledgedTo > flushedTo) {
            pause = Math.min(pause, flushedNanos + FLUSH_NANOS - now);
        }
        return Math.max(0, pause);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
