// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.broker;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/** A client as anybody may write it: Paho as it comes. */
final class TestClient implements AutoCloseable {
    final MqttAsyncClient client;
    final BlockingQueue<MqttMessage> received = new LinkedBlockingQueue<>();
    final boolean sessionPresent;

    TestClient(int port, String id, boolean clean) {
        this(port, id, options(clean));
    }

    TestClient(int port, String id, MqttConnectOptions options) {
        try {
            client = new MqttAsyncClient("tcp://127.0.0.1:" + port, id, new MemoryPersistence());
            client.setCallback(new Receiver());
            IMqttToken token = client.connect(options);
            token.waitForCompletion(10_000);
            sessionPresent = token.getSessionPresent();
        } catch (MqttException problem) {
            throw new IllegalStateException(problem);
        }
    }

    static MqttConnectOptions options(boolean clean) {
        MqttConnectOptions options = new MqttConnectOptions();
        options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
        options.setCleanSession(clean);
        options.setMaxInflight(1000);
        return options;
    }

    TestClient subscribe(String filter, int qos) throws MqttException {
        client.subscribe(filter, qos).waitForCompletion(10_000);
        return this;
    }

    void publish(String topic, String text, int qos, boolean retained) throws MqttException {
        client.publish(topic, text.getBytes(StandardCharsets.UTF_8), qos, retained)
                .waitForCompletion(10_000);
    }

    String next() throws InterruptedException {
        MqttMessage message = received.poll(10, TimeUnit.SECONDS);
        return message == null ? "nothing" : new String(message.getPayload(), StandardCharsets.UTF_8);
    }

    List<String> next(int count) throws InterruptedException {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            texts.add(next());
        }
        return texts;
    }

    @Override
    public void close() {
        try {
            if (client.isConnected()) {
                client.disconnect(0).waitForCompletion(5_000);
            }
            client.close(true);
        } catch (MqttException problem) {
            throw new IllegalStateException(problem);
        }
    }

    private final class Receiver implements MqttCallback {
        @Override
        public void connectionLost(Throwable cause) {
            received.add(new MqttMessage("lost".getBytes(StandardCharsets.UTF_8)));
        }

        @Override
        public void messageArrived(String topic, MqttMessage message) {
            received.add(message);
        }

        @Override
        public void deliveryComplete(IMqttDeliveryToken token) {
            // The tests wait on the tokens themselves.
        }
    }
}
