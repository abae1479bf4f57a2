// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.cloud.Eventually;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.client.mqttv3.IMqttActionListener;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@Timeout(60)
@Isolated("measures throughput")
class EmbeddedBrokerTest {
    private static final BrokerSettings LOCAL = BrokerSettings.local();

    private final Vertx vertx = Vertx.vertx();
    private EmbeddedBroker broker = new EmbeddedBroker(vertx, LOCAL);

    private int start(BrokerSettings settings) {
        broker = new EmbeddedBroker(vertx, settings);
        return broker.start().toCompletionStage().toCompletableFuture().join();
    }

    @AfterEach
    void close() throws Exception {
        broker.stop().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
        vertx.close().toCompletionStage().toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void everySubscriberGetsEveryMessageInOrder() throws Exception {
        int port = start(LOCAL);
        try (TestClient one = new TestClient(port, "one", true).subscribe("a/+", 1);
                TestClient two = new TestClient(port, "two", true).subscribe("a/#", 0);
                TestClient other = new TestClient(port, "other", true).subscribe("b/#", 1);
                TestClient from = new TestClient(port, "from", true)) {
            for (int i = 0; i < 500; i++) {
                from.client.publish("a/x", Integer.toString(i).getBytes(StandardCharsets.UTF_8), i % 2, false);
            }
            for (int i = 0; i < 500; i++) {
                assertEquals(Integer.toString(i), one.next());
                assertEquals(Integer.toString(i), two.next());
            }
            assertTrue(other.received.isEmpty());
            assertEquals(4, broker.figures().clients());
            assertEquals(500, broker.figures().published());
            assertEquals(1000, broker.figures().delivered());
        }
        Eventually.soon(() -> broker.figures().clients() == 0, () -> broker.figures());
    }

    @Test
    void overlappingSubscriptionsDeliverOnceAtTheBetterQuality() throws Exception {
        int port = start(LOCAL);
        try (TestClient to = new TestClient(port, "to", true)
                .subscribe("a/#", 0)
                .subscribe("a/b", 1)
                .subscribe("+/b", 0)) {
            to.publish("a/b", "x", 1, false);
            to.publish("a/b", "y", 1, false);
            assertEquals(1, to.received.take().getQos());
            assertEquals("y", to.next());
        }
    }

    @Test
    void theLastRetainedMessageAwaitsNewSubscribersUntilItIsEmptied() throws Exception {
        int port = start(LOCAL);
        try (TestClient from = new TestClient(port, "from", true)) {
            from.publish("s/1", "old", 1, true);
            from.publish("s/1", "new", 1, true);
            try (TestClient to = new TestClient(port, "to", true).subscribe("s/#", 1)) {
                assertTrue(to.received.take().isRetained());
                from.publish("s/1", "live", 1, true);
                assertFalse(to.received.take().isRetained());
                from.publish("s/1", "", 1, true);
                assertEquals("", to.next());
            }
            try (TestClient late = new TestClient(port, "late", true).subscribe("s/#", 1)) {
                from.publish("s/2", "only", 1, false);
                assertEquals("only", late.next());
            }
        }
    }

    @Test
    void theWillIsSaidWhenAConnectionBreaksButNotAfterADisconnect() throws Exception {
        int port = start(LOCAL);
        MqttConnectOptions options = TestClient.options(true);
        options.setWill("state", "offline".getBytes(StandardCharsets.UTF_8), 1, true);
        try (TestClient to = new TestClient(port, "to", true).subscribe("state", 1)) {
            new TestClient(port, "polite", options).close();
            to.publish("state", "marker", 1, false);
            assertEquals("marker", to.next());
            TestClient broken = new TestClient(port, "broken", options);
            new TestClient(port, "broken", true).close();
            assertEquals("offline", to.next());
            assertEquals("lost", broken.next());
            broken.close();
        }
    }

    @Test
    void aKeptSessionGetsWhatCameWhileTheClientWasAway() throws Exception {
        int port = start(LOCAL);
        TestClient first = new TestClient(port, "to", false).subscribe("a", 1);
        assertFalse(first.sessionPresent);
        first.close();
        try (TestClient from = new TestClient(port, "from", true)) {
            from.publish("a", "1", 1, false);
            from.publish("a", "lost by right", 0, false);
            from.publish("a", "2", 1, false);
            broker.stop().toCompletionStage().toCompletableFuture().join();
            assertEquals(
                    port,
                    broker.start().toCompletionStage().toCompletableFuture().join());
        }
        try (TestClient again = new TestClient(port, "to", false)) {
            assertTrue(again.sessionPresent);
            assertEquals(List.of("1", "2"), again.next(2));
        }
        new TestClient(port, "to", true).close();
        try (TestClient fresh = new TestClient(port, "to", false)) {
            assertFalse(fresh.sessionPresent);
        }
    }

    @Test
    void aSessionForWhichTooMuchWaitsIsEndedAndCounted() throws Exception {
        int port = start(LOCAL.queues(4, 10, 1_000_000));
        new TestClient(port, "away", false).subscribe("a", 1).close();
        try (TestClient from = new TestClient(port, "from", true)) {
            for (int i = 0; i < 11; i++) {
                from.publish("a", "x", 1, false);
            }
        }
        assertEquals(1, broker.figures().ended());
        try (TestClient back = new TestClient(port, "away", false)) {
            assertFalse(back.sessionPresent);
        }
    }

    @Test
    void aSubscriberThatIsFarBehindSlowsItsPublishersDown() throws Exception {
        int port = start(LOCAL.queues(4, 20, 1_000_000));
        CountDownLatch gate = new CountDownLatch(1);
        try (TestClient from = new TestClient(port, "from", true);
                TestClient to = new TestClient(port, "to", true)) {
            to.client
                    .subscribe("a", 1, (topic, message) -> {
                        gate.await();
                        to.received.add(message);
                    })
                    .waitForCompletion(10_000);
            List<IMqttToken> tokens = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                tokens.add(from.client.publish("a", new byte[] {(byte) i}, 1, false));
            }
            Eventually.soon(() -> broker.figures().published() == 20, () -> broker.figures());
            assertFalse(tokens.get(19).isComplete(), "held back");
            gate.countDown();
            tokens.get(19).waitForCompletion(10_000);
            for (int i = 0; i < 20; i++) {
                assertEquals(i, to.received.take().getPayload()[0]);
            }
            assertEquals(0, broker.figures().ended());
        }
    }

    @Test
    void onlyThoseWhoKnowThePasswordComeIn() {
        int port = start(LOCAL.secured("edge", () -> "secret".toCharArray()));
        MqttConnectOptions right = TestClient.options(true);
        right.setUserName("edge");
        right.setPassword("secret".toCharArray());
        new TestClient(port, "right", right).close();
        MqttConnectOptions wrong = TestClient.options(true);
        wrong.setUserName("edge");
        wrong.setPassword("secres".toCharArray());
        assertThrows(IllegalStateException.class, () -> new TestClient(port, "wrong", wrong));
        assertThrows(IllegalStateException.class, () -> new TestClient(port, "nobody", true));
    }

    @Test
    void oneClientTooManyIsRefused() {
        int port = start(LOCAL.clients(2));
        try (TestClient one = new TestClient(port, "1", true);
                TestClient two = new TestClient(port, "2", true)) {
            assertThrows(IllegalStateException.class, () -> new TestClient(port, "3", true));
            assertTrue(one.client.isConnected() && two.client.isConnected());
        }
    }

    @Test
    void aPacketAboveTheLimitEndsTheConnection() throws Exception {
        int port = start(LOCAL);
        try (TestClient large = new TestClient(port, "large", true);
                TestClient to = new TestClient(port, "to", true).subscribe("a", 1)) {
            large.client.publish("a", new byte[600 * 1024], 1, false);
            assertEquals("lost", large.next());
            to.publish("a", "still here", 1, false);
            assertEquals("still here", to.next());
        }
    }

    @Test
    void aClientThatFallsSilentIsDisconnected() throws IOException {
        int port = start(LOCAL);
        byte[] connect = {0x10, 13, 0, 4, 'M', 'Q', 'T', 'T', 4, 2, 0, 1, 0, 1, 'k'};
        try (Socket silent = new Socket(InetAddress.getLoopbackAddress(), port)) {
            silent.setSoTimeout(10_000);
            silent.getOutputStream().write(connect);
            InputStream in = silent.getInputStream();
            assertEquals(4, in.readNBytes(4).length, "CONNACK");
            assertEquals(-1, in.read(), "end of stream");
        }
    }

    @Test
    void smallMessagesPassManyTimesFasterThanALineMakesThem() throws Exception {
        double perSecond = throughput(20_000, 200);
        assertTrue(perSecond > 2_000, perSecond + " messages/s");
    }

    @Test
    void largeMessagesPassTheirWayWithoutPilingUp() throws Exception {
        double perSecond = throughput(400, 100 * 1024);
        assertTrue(perSecond > 50, perSecond + " messages/s");
    }

    /** Messages per second from one publisher to one subscriber; the bounds above allow for a busy build machine. */
    private double throughput(int count, int bytes) throws MqttException, InterruptedException {
        int port = start(LOCAL);
        try (TestClient to = new TestClient(port, "to", true).subscribe("a", 1);
                TestClient from = new TestClient(port, "from", true)) {
            CountDownLatch acknowledged = new CountDownLatch(count);
            Semaphore window = new Semaphore(64);
            IMqttActionListener done = new IMqttActionListener() {
                @Override
                public void onSuccess(IMqttToken token) {
                    window.release();
                    acknowledged.countDown();
                }

                @Override
                public void onFailure(IMqttToken token, Throwable problem) {
                    window.release();
                }
            };
            long start = System.nanoTime();
            for (int i = 0; i < count; i++) {
                window.acquire();
                from.client.publish("a", new byte[bytes], 1, false, null, done);
            }
            assertTrue(acknowledged.await(30, TimeUnit.SECONDS));
            for (int i = 0; i < count; i++) {
                assertEquals(bytes, to.received.take().getPayload().length);
            }
            double perSecond = count * 1e9 / (System.nanoTime() - start);
            System.getLogger(EmbeddedBrokerTest.class.getName())
                    .log(
                            System.Logger.Level.INFO,
                            "{0} messages of {1} bytes per second",
                            Math.round(perSecond),
                            bytes);
            return perSecond;
        }
    }
}
