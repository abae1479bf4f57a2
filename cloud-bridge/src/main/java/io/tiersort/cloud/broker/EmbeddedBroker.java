// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.broker;

import io.netty.handler.codec.mqtt.MqttConnectReturnCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.mqtt.MqttAuth;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttServer;
import io.vertx.mqtt.MqttServerOptions;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * A narrow MQTT 3.1.1 broker: QoS 0 and 1, wildcards, retained messages, wills, sessions kept in memory, in order per
 * client. Everything runs on one event loop of its own; public methods may be called from any thread. What is in memory
 * outlives {@link #stop}, but not the process.
 */
public final class EmbeddedBroker {
    private static final System.Logger LOG = System.getLogger(EmbeddedBroker.class.getName());

    private final Vertx vertx;
    private final BrokerSettings settings;
    private final Context loop;
    private final Set<Fault> faults = ConcurrentHashMap.newKeySet();
    private final Set<MqttEndpoint> endpoints = new LinkedHashSet<>();
    private final AtomicLong clients = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private final AtomicLong delivered = new AtomicLong();
    private final AtomicLong ended = new AtomicLong();
    private final Sessions sessions;
    private volatile int port;
    private @Nullable MqttServer server;

    /**
     * What has passed since the broker was made.
     *
     * @param clients connections accepted and open now
     * @param published messages that came in
     * @param delivered messages sent out, repetitions not counted
     * @param ended sessions ended because of a limit
     */
    public record Figures(long clients, long published, long delivered, long ended) {}

    /** Does not listen yet. {@code vertx} stays the caller's. */
    public EmbeddedBroker(Vertx vertx, BrokerSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
        this.port = settings.port();
        this.loop = vertx.getOrCreateContext();
        loop.exceptionHandler(EmbeddedBroker::unhandled);
        this.sessions = new Sessions(settings, delivered, ended, this::hangUp);
    }

    /** Listens; completes with the port, which is the same again after {@link #stop}. */
    public Future<Integer> start() {
        Promise<Integer> started = Promise.promise();
        loop.runOnContext(go -> {
            MqttServerOptions options = new MqttServerOptions()
                    .setHost(settings.host())
                    .setPort(port)
                    .setMaxMessageSize(settings.maxPacket())
                    .setTimeoutOnConnect(10);
            options.setReuseAddress(true).setTcpNoDelay(true);
            MqttServer fresh = MqttServer.create(vertx, options);
            server = fresh;
            fresh.endpointHandler(this::connecting)
                    .exceptionHandler(broken -> LOG.log(Level.DEBUG, "connection broken", broken))
                    .listen()
                    .onSuccess(up -> port = up.actualPort())
                    .map(up -> up.actualPort())
                    .onComplete(started);
        });
        return started.future();
    }

    /** Stops listening and cuts every client; sessions and retained messages stay for the next {@link #start}. */
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        loop.runOnContext(go -> {
            MqttServer old = server;
            server = null;
            cut();
            if (old == null) {
                stopped.complete();
            } else {
                old.close().onComplete(stopped);
            }
        });
        return stopped.future();
    }

    /** The port it listens on, once started. */
    public int port() {
        return port;
    }

    /** Figures for people and tests. */
    public Figures figures() {
        return new Figures(clients.get(), published.get(), delivered.get(), ended.get());
    }

    /** Misbehaves from now on. */
    public void inject(Fault fault) {
        faults.add(fault);
    }

    /** Behaves again; connections a fault has left without an answer stay so. */
    public void heal() {
        faults.clear();
    }

    /** Cuts every connection at once. */
    public void dropClients() {
        loop.runOnContext(go -> cut());
    }

    /** The library throws for a packet that comes after its connection was closed here; anything else is a fault. */
    private static void unhandled(Throwable problem) {
        if (problem instanceof IllegalArgumentException) {
            LOG.log(Level.DEBUG, "packet of a closed connection: {0}", problem.getMessage());
        } else {
            LOG.log(Level.ERROR, "broker failed to handle a packet", problem);
        }
    }

    private void cut() {
        new ArrayList<>(endpoints).forEach(this::hangUp);
    }

    /** Closes a connection. The library closes endpoints by itself too, and throws when asked again before it says so. */
    private void hangUp(MqttEndpoint endpoint) {
        if (endpoints.remove(endpoint)) {
            try {
                endpoint.close();
            } catch (IllegalArgumentException closedAlready) {
                LOG.log(Level.DEBUG, "connection was closed already");
            }
        }
    }

    private void connecting(MqttEndpoint endpoint) {
        endpoint.exceptionHandler(broken -> hangUp(endpoint));
        endpoints.add(endpoint);
        endpoint.closeHandler(closed -> endpoints.remove(endpoint));
        if (faults.contains(Fault.BLACK_HOLE)) {
            return;
        }
        MqttConnectReturnCode verdict = verdict(endpoint);
        if (faults.contains(Fault.CLOSE_ON_CONNECT)) {
            hangUp(endpoint);
        } else if (verdict != MqttConnectReturnCode.CONNECTION_ACCEPTED) {
            endpoints.remove(endpoint);
            endpoint.reject(verdict);
        } else if (faults.contains(Fault.SLOW_CONNACK)) {
            vertx.setTimer(settings.slowConnack().toMillis(), late -> {
                if (endpoints.contains(endpoint)) {
                    accept(endpoint);
                }
            });
        } else {
            accept(endpoint);
        }
    }

    private MqttConnectReturnCode verdict(MqttEndpoint endpoint) {
        if (endpoint.protocolVersion() != 4) {
            return MqttConnectReturnCode.CONNECTION_REFUSED_UNACCEPTABLE_PROTOCOL_VERSION;
        }
        if (faults.contains(Fault.REFUSE) || clients.get() >= settings.maxClients()) {
            return MqttConnectReturnCode.CONNECTION_REFUSED_SERVER_UNAVAILABLE;
        }
        return known(endpoint.auth())
                ? MqttConnectReturnCode.CONNECTION_ACCEPTED
                : MqttConnectReturnCode.CONNECTION_REFUSED_BAD_USER_NAME_OR_PASSWORD;
    }

    private boolean known(@Nullable MqttAuth auth) {
        if (settings.user().isEmpty()) {
            return true;
        }
        if (auth == null || auth.getPassword() == null || !settings.user().equals(auth.getUsername())) {
            return false;
        }
        char[] secret = settings.password().get();
        boolean same = MessageDigest.isEqual(
                new String(secret).getBytes(StandardCharsets.UTF_8),
                auth.getPassword().getBytes(StandardCharsets.UTF_8));
        Arrays.fill(secret, '\0');
        return same;
    }

    private void accept(MqttEndpoint endpoint) {
        String id = endpoint.clientIdentifier();
        Session before = sessions.of(id);
        MqttEndpoint twin = before == null ? null : before.endpoint();
        if (twin != null) {
            hangUp(twin);
        }
        Session kept = sessions.continued(id, endpoint.isCleanSession());
        Session session = kept == null ? sessions.created(id) : kept;
        clients.incrementAndGet();
        new Connection(endpoint, session).open(kept != null);
    }

    /** What one accepted connection does until it is closed. */
    private final class Connection {
        private final MqttEndpoint endpoint;
        private final Session session;
        private boolean polite;
        private boolean open = true;

        Connection(MqttEndpoint endpoint, Session session) {
            this.endpoint = endpoint;
            this.session = session;
        }

        void open(boolean continued) {
            ClientRequests requests =
                    new ClientRequests(endpoint, session, sessions, faults::contains, published::incrementAndGet);
            requests.listen();
            endpoint.disconnectHandler(bye -> polite = true);
            endpoint.closeHandler(closed -> close(requests));
            endpoint.accept(continued);
            session.attach(endpoint, endpoint.isCleanSession());
        }

        private void close(ClientRequests requests) {
            if (!open) {
                return;
            }
            open = false;
            endpoints.remove(endpoint);
            clients.decrementAndGet();
            if (session.endpoint() == endpoint) {
                sessions.left(session);
            }
            if (!polite) {
                requests.will();
            }
        }
    }
}
