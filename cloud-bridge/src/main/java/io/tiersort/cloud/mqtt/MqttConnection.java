// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;
import org.jspecify.annotations.Nullable;

/**
 * One attempt at a connection and, when it succeeds, its life: a Paho client that is used once and thrown away. Paho's
 * threads only run the callbacks given here, which must not block. Every wait has an end.
 */
final class MqttConnection implements AutoCloseable {
    private static final long CLOSE_LIMIT_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long CLOSE_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final long GOODBYE_MILLIS = 500;

    private final MqttAccess access;
    private final ContainedSockets sockets;
    private final MqttAsyncClient client;
    private final Wakeup wakeup;
    private final LongSupplier nanos;
    private volatile @Nullable String loss;

    /**
     * What a client wants from its connection.
     *
     * @param cleanSession false to have the broker keep subscriptions and messages while the client is away
     * @param maxInFlight messages published and not yet acknowledged
     * @param willTopic where the broker says {@code offline} when the connection breaks, or an empty text
     * @param arrivals takes messages; acknowledges each with {@link #acknowledge}
     * @param closing completes when the owner wants to stop
     */
    record Wish(
            boolean cleanSession,
            int maxInFlight,
            String willTopic,
            Arrivals arrivals,
            Wakeup wakeup,
            CompletableFuture<Void> closing) {}

    /** Takes messages on a thread of Paho's; must not block. */
    @FunctionalInterface
    interface Arrivals {
        void arrived(MqttConnection from, String topic, MqttMessage message);
    }

    private MqttConnection(MqttAccess access, Wish wish, LongSupplier nanos) throws MqttException {
        this.access = access;
        this.wakeup = wish.wakeup();
        this.nanos = nanos;
        this.sockets = new ContainedSockets(access.tls(), nanos);
        String address = access.host().indexOf(':') < 0 ? access.host() : "[" + access.host() + "]";
        this.client = new MqttAsyncClient(
                "tcp://" + address + ":" + access.port(), access.clientId(), new MemoryPersistence());
        client.setManualAcks(true);
        client.setCallback(new Callbacks(wish.arrivals()));
    }

    /** Connects within the deadline or fails, leaving nothing behind; returns early with a failure when closing. */
    static MqttConnection open(MqttAccess access, Wish wish, LongSupplier nanos)
            throws MqttFailure, InterruptedException {
        try {
            MqttConnection connection = new MqttConnection(access, wish, nanos);
            connection.connect(wish);
            return connection;
        } catch (MqttException refused) {
            throw new MqttFailure("connect failed: broker=" + access + ", cause=" + MqttFailure.describe(refused));
        }
    }

    private void connect(Wish wish) throws MqttException, MqttFailure, InterruptedException {
        CompletableFuture<Object> connected = new CompletableFuture<>();
        boolean up = false;
        char[] password = access.password().get();
        try {
            client.connect(options(wish, password), null, completing(connected));
            CompletableFuture.anyOf(connected, wish.closing())
                    .get(access.times().connect().toMillis(), TimeUnit.MILLISECONDS);
            if (!connected.isDone()) {
                throw new MqttFailure("connect failed: broker=" + access + ", cause=stopped");
            }
            up = true;
        } catch (TimeoutException mute) {
            throw new MqttFailure("connect failed: broker=" + access + ", cause=no CONNACK within "
                    + access.times().connect().toMillis() + " ms");
        } catch (ExecutionException refused) {
            throw new MqttFailure("connect failed: broker=" + access + ", cause=" + MqttFailure.describe(refused));
        } finally {
            Arrays.fill(password, '\0');
            if (!up) {
                close();
            }
        }
    }

    private MqttConnectOptions options(Wish wish, char[] password) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setAutomaticReconnect(false);
        options.setCleanSession(wish.cleanSession());
        options.setMaxInflight(wish.maxInFlight());
        options.setKeepAliveInterval((int) access.times().keepAlive().toSeconds());
        options.setConnectionTimeout((int) Math.max(1, (access.times().connect().toMillis() + 999) / 1000));
        options.setSocketFactory(sockets);
        if (!access.user().isEmpty()) {
            options.setUserName(access.user());
            options.setPassword(password);
        }
        if (!wish.willTopic().isEmpty()) {
            options.setWill(wish.willTopic(), "offline".getBytes(StandardCharsets.US_ASCII), 1, true);
        }
        return options;
    }

    /** Hands one message over at QoS 1; {@code acknowledged} runs on a thread of Paho's and must not block. */
    void publish(String topic, byte[] payload, boolean retained, Runnable acknowledged) throws MqttFailure {
        try {
            client.publish(topic, payload, 1, retained, null, new IMqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    acknowledged.run();
                    wakeup.signal();
                }

                @Override
                public void onFailure(IMqttToken token, Throwable problem) {
                    fail("publish failed: " + MqttFailure.describe(problem));
                }
            });
        } catch (MqttException refused) {
            throw new MqttFailure("publish failed: broker=" + access + ", cause=" + MqttFailure.describe(refused));
        }
    }

    /** Publishes at QoS 1 and waits a moment for the acknowledgement; for goodbyes, so failures are not told. */
    void publishLast(String topic, byte[] payload) throws InterruptedException {
        CompletableFuture<Object> done = new CompletableFuture<>();
        try {
            publish(topic, payload, true, () -> done.complete(topic));
            done.get(GOODBYE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (MqttFailure | ExecutionException | TimeoutException gone) {
            fail("goodbye failed: " + MqttFailure.describe(gone));
        }
    }

    /** Subscribes to every filter at QoS 1 and waits for the broker's word within the connect deadline. */
    void subscribe(List<String> filters) throws MqttFailure, InterruptedException {
        CompletableFuture<Object> done = new CompletableFuture<>();
        int[] qos = new int[filters.size()];
        Arrays.fill(qos, 1);
        try {
            IMqttToken token = client.subscribe(filters.toArray(String[]::new), qos, null, completing(done));
            done.get(access.times().connect().toMillis(), TimeUnit.MILLISECONDS);
            for (int granted : token.getGrantedQos()) {
                if (granted > 1) {
                    throw new MqttFailure("subscribe failed: broker=" + access + ", filters=" + filters
                            + ", cause=refused; expected the right to read them; do check the broker's access rules");
                }
            }
        } catch (MqttException | ExecutionException | TimeoutException problem) {
            throw new MqttFailure("subscribe failed: broker=" + access + ", cause=" + MqttFailure.describe(problem));
        }
    }

    /** Tells the broker that a message is dealt with. A connection that is gone is no error: it comes again. */
    void acknowledge(MqttMessage message) {
        if (message.getQos() == 0) {
            return;
        }
        try {
            client.messageArrivedComplete(message.getId(), message.getQos());
        } catch (MqttException gone) {
            fail("acknowledge failed: " + MqttFailure.describe(gone));
        }
    }

    /** Throws when the connection is no longer usable. */
    void check() throws MqttFailure {
        String reason = loss;
        if (reason != null) {
            throw new MqttFailure("connection lost: broker=" + access + ", cause=" + reason);
        }
    }

    /** Marks the connection as unusable; the first reason stays. */
    void fail(String reason) {
        if (loss == null) {
            loss = reason;
        }
        wakeup.signal();
    }

    /** Says DISCONNECT, so that the broker keeps the will to itself; waits a moment at most. */
    void goodbye() throws InterruptedException {
        CompletableFuture<Object> done = new CompletableFuture<>();
        try {
            client.disconnect(GOODBYE_MILLIS, null, completing(done));
            done.get(GOODBYE_MILLIS * 2, TimeUnit.MILLISECONDS);
        } catch (MqttException | ExecutionException | TimeoutException gone) {
            fail("goodbye failed: " + MqttFailure.describe(gone));
        }
    }

    /**
     * Cuts the socket and closes the client. Paho refuses to close while it still connects, so this asks again until it
     * does or the limit is reached.
     */
    @Override
    public void close() {
        sockets.cut();
        long deadline = nanos.getAsLong() + CLOSE_LIMIT_NANOS;
        boolean closed = false;
        while (!closed && nanos.getAsLong() < deadline) {
            try {
                client.close(true);
                closed = true;
            } catch (MqttException busy) {
                LockSupport.parkNanos(CLOSE_PAUSE_NANOS);
            }
        }
    }

    private static IMqttActionListener completing(CompletableFuture<Object> future) {
        return new IMqttActionListener() {
            @Override
            public void onSuccess(IMqttToken token) {
                future.complete(token);
            }

            @Override
            public void onFailure(IMqttToken token, Throwable problem) {
                future.completeExceptionally(problem);
            }
        };
    }

    private final class Callbacks implements MqttCallback {
        private final Arrivals arrivals;

        Callbacks(Arrivals arrivals) {
            this.arrivals = arrivals;
        }

        @Override
        public void connectionLost(Throwable cause) {
            fail(MqttFailure.describe(cause));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            arrivals.arrived(MqttConnection.this, topic, message);
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // Each publish has a listener of its own.
        }
    }
}
