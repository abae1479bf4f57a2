// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.broker;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.MqttEndpoint;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** What the broker knows of one client: subscriptions, and messages in order. Lives on the broker's event loop. */
final class Session {
    private static final int IDS = 65_535;

    private final String clientId;
    private final BrokerSettings settings;
    private final AtomicLong delivered;
    private final Map<TopicFilter, MqttQoS> subscriptions = new LinkedHashMap<>();
    private final Deque<Message> waiting = new ArrayDeque<>();
    private final Map<Integer, Message> inFlight = new LinkedHashMap<>();
    private @Nullable MqttEndpoint endpoint;
    private boolean clean;
    private long bytes;
    private int lastId;

    Session(String clientId, BrokerSettings settings, AtomicLong delivered) {
        this.clientId = clientId;
        this.settings = settings;
        this.delivered = delivered;
    }

    String clientId() {
        return clientId;
    }

    @Nullable
    MqttEndpoint endpoint() {
        return endpoint;
    }

    boolean clean() {
        return clean;
    }

    /** Joins a connection; what was in flight on the one before is sent again, first and in order. */
    void attach(MqttEndpoint connection, boolean cleanSession) {
        endpoint = connection;
        clean = cleanSession;
        List<Map.Entry<Integer, Message>> again = new ArrayList<>(inFlight.entrySet());
        for (Map.Entry<Integer, Message> entry : again) {
            if (entry.getValue().qos() == MqttQoS.AT_MOST_ONCE) {
                finished(entry.getKey());
            } else {
                write(connection, entry.getKey(), entry.getValue(), true);
            }
        }
        pump();
    }

    void detach() {
        endpoint = null;
    }

    void subscribe(TopicFilter filter, MqttQoS granted) {
        subscriptions.put(filter, granted);
    }

    int subscriptions() {
        return subscriptions.size();
    }

    void unsubscribe(String filter) {
        subscriptions.remove(new TopicFilter(filter));
    }

    /** The best quality among the subscriptions that match, or null when none does. */
    @Nullable
    MqttQoS wants(String topic) {
        MqttQoS best = null;
        for (Map.Entry<TopicFilter, MqttQoS> entry : subscriptions.entrySet()) {
            if ((best == null || entry.getValue().value() > best.value())
                    && entry.getKey().matches(topic)) {
                best = entry.getValue();
            }
        }
        return best;
    }

    /** Takes a message for the client; false when that is more than the session may hold. */
    boolean offer(Message message) {
        if (endpoint == null && message.qos() == MqttQoS.AT_MOST_ONCE) {
            return true;
        }
        if (waiting.size() >= settings.queueMessages() || bytes + message.bytes() > settings.queueBytes()) {
            return false;
        }
        bytes += message.bytes();
        waiting.add(message);
        pump();
        return true;
    }

    /** True when a connected client has more than half of what it may have waiting. */
    boolean behind() {
        return endpoint != null && (waiting.size() > settings.queueMessages() / 2 || bytes > settings.queueBytes() / 2);
    }

    /** The client has it. */
    void acknowledged(int id) {
        Message message = inFlight.get(id);
        if (message != null && message.qos() == MqttQoS.AT_LEAST_ONCE) {
            finished(id);
            pump();
        }
    }

    private void finished(int id) {
        Message message = inFlight.remove(id);
        if (message != null) {
            bytes -= message.bytes();
        }
    }

    private void pump() {
        MqttEndpoint connection = endpoint;
        while (connection != null && inFlight.size() < settings.window() && !waiting.isEmpty()) {
            Message message = waiting.remove();
            int id = freeId();
            inFlight.put(id, message);
            delivered.incrementAndGet();
            write(connection, id, message, false);
        }
    }

    private void write(MqttEndpoint connection, int id, Message message, boolean again) {
        if (!connection.isConnected()) {
            return; // Stays in flight and is sent again on the next connection.
        }
        connection
                .publish(message.topic(), message.payload(), message.qos(), again, message.retained(), id)
                .onComplete(written -> {
                    if (message.qos() == MqttQoS.AT_MOST_ONCE && endpoint == connection) {
                        finished(id);
                        pump();
                    }
                });
    }

    private int freeId() {
        do {
            lastId = lastId % IDS + 1;
        } while (inFlight.containsKey(lastId));
        return lastId;
    }
}
