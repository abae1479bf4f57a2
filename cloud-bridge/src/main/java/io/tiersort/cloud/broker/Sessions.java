// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.broker;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;
import io.vertx.mqtt.MqttEndpoint;
import java.lang.System.Logger.Level;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Every session and every retained message, and the way from a publisher to the subscribers. Lives on one event loop. */
final class Sessions {
    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());
    private static final int SUBSCRIPTIONS_MAX = 1000;
    private static final int HELD_MAX = 10_000;

    private final BrokerSettings settings;
    private final AtomicLong delivered;
    private final AtomicLong ended;
    private final Consumer<MqttEndpoint> hangUp;
    private final Map<String, Session> byClient = new LinkedHashMap<>();
    private final Map<String, Message> retained = new HashMap<>();
    private final Deque<Runnable> held = new ArrayDeque<>();

    Sessions(BrokerSettings settings, AtomicLong delivered, AtomicLong ended, Consumer<MqttEndpoint> hangUp) {
        this.hangUp = hangUp;
        this.settings = settings;
        this.delivered = delivered;
        this.ended = ended;
    }

    /** The session the client left behind, or null when there is none that may be continued. */
    @Nullable
    Session continued(String clientId, boolean clean) {
        Session session = byClient.get(clientId);
        if (session != null && (clean || session.clean())) {
            byClient.remove(clientId);
            return null;
        }
        return session;
    }

    /** A new session; at the limit the oldest one without a connection makes room. */
    Session created(String clientId) {
        if (byClient.size() >= settings.maxClients() * 2) {
            byClient.values().stream()
                    .filter(session -> session.endpoint() == null)
                    .findFirst()
                    .ifPresent(oldest -> end(oldest, "too many sessions"));
        }
        Session session = new Session(clientId, settings, delivered);
        byClient.put(clientId, session);
        return session;
    }

    @Nullable
    Session of(String clientId) {
        return byClient.get(clientId);
    }

    /** The connection of the session is gone. */
    void left(Session session) {
        session.detach();
        if (session.clean()) {
            byClient.remove(session.clientId(), session);
        }
        release();
    }

    /** The client of the session has a message. */
    void received(Session session, int id) {
        session.acknowledged(id);
        release();
    }

    /**
     * Acknowledges a publish now, or, while a connected subscriber is far behind, when it has caught up: this slows
     * publishers down to what their subscribers can take. At most 10,000 are held.
     */
    void acknowledge(Runnable puback) {
        if (held.size() < HELD_MAX && (!held.isEmpty() || congested())) {
            held.add(puback);
        } else {
            puback.run();
        }
    }

    private void release() {
        while (!held.isEmpty() && !congested()) {
            held.remove().run();
        }
    }

    private boolean congested() {
        for (Session session : byClient.values()) {
            if (session.behind()) {
                return true;
            }
        }
        return false;
    }

    /** Adds a subscription; false when the filter is malformed or there are too many. */
    boolean subscribe(Session session, String filter, MqttQoS granted) {
        if (!TopicFilter.valid(filter) || session.subscriptions() >= SUBSCRIPTIONS_MAX) {
            return false;
        }
        session.subscribe(new TopicFilter(filter), granted);
        return true;
    }

    /** Sends what is retained under a filter to a client that has just subscribed to it. */
    void replay(Session session, String filter, MqttQoS granted) {
        TopicFilter wanted = new TopicFilter(filter);
        for (Message message : new ArrayList<>(retained.values())) {
            if (wanted.matches(message.topic())) {
                offer(session, message.atMost(granted).retained(true));
            }
        }
    }

    /** Routes a message to everybody who wants it. */
    void publish(Message message) {
        if (message.retained()) {
            retain(message);
        }
        Message live = message.retained(false);
        for (Session session : new ArrayList<>(byClient.values())) {
            MqttQoS wanted = session.wants(message.topic());
            if (wanted != null) {
                offer(session, live.atMost(wanted));
            }
        }
    }

    /** Closes the connection of a client. */
    void hangUp(MqttEndpoint endpoint) {
        hangUp.accept(endpoint);
    }

    private void retain(Message message) {
        if (message.payload().length() == 0) {
            retained.remove(message.topic());
        } else if (retained.size() < settings.retained() || retained.containsKey(message.topic())) {
            Buffer own = message.payload().copy();
            retained.put(message.topic(), new Message(message.topic(), own, message.qos(), true));
        } else {
            LOG.log(
                    Level.WARNING,
                    "message not retained: topic={0}, retained={1}; expected fewer topics",
                    message.topic(),
                    retained.size());
        }
    }

    private void offer(Session session, Message message) {
        if (!session.offer(message)) {
            end(session, "too much waits for it");
        }
    }

    private void end(Session session, String why) {
        LOG.log(Level.WARNING, "session ended: client={0}, cause={1}", session.clientId(), why);
        ended.incrementAndGet();
        byClient.remove(session.clientId(), session);
        MqttEndpoint endpoint = session.endpoint();
        session.detach();
        release();
        if (endpoint != null) {
            hangUp(endpoint);
        }
    }
}
