// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.cloud.Eventually;
import io.tiersort.cloud.FeedHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MqttFeedTest {
    private final Site site = new Site();
    private final Queue<String> handled = new ConcurrentLinkedQueue<>();

    @AfterEach
    void close() {
        site.close();
    }

    private MqttFeed feed(String client, FeedHandler handler, int maxInFlight) {
        MqttFeed feed = new MqttFeed(
                new MqttFeedSettings(
                        client, site.access(client), List.of("down/#"), maxInFlight, Duration.ofMillis(500)),
                handler,
                System::nanoTime,
                new Random(5));
        feed.start();
        Eventually.soon(() -> feed.state().connected(), feed::state);
        return feed;
    }

    private CompletableFuture<Void> note(byte[] payload) {
        handled.add(text(payload));
        return CompletableFuture.completedFuture(null);
    }

    private static String text(byte[] payload) {
        return new String(payload, StandardCharsets.UTF_8);
    }

    private static void publish(MqttFeed from, int first, int last) {
        for (int i = first; i <= last; i++) {
            from.reply("down/shipments", Integer.toString(i).getBytes(StandardCharsets.UTF_8))
                    .toCompletableFuture()
                    .join();
        }
    }

    private MqttFeed host() {
        return feed("host", (topic, payload) -> CompletableFuture.completedFuture(null), 64);
    }

    @Test
    void messagesComeInOrderAndAreAcknowledgedWhenHandled() {
        try (MqttFeed host = host();
                MqttFeed feed = feed("agent", (topic, payload) -> note(payload), 64)) {
            publish(host, 1, 200);
            Eventually.soon(() -> feed.state().handled() == 200, feed::state);
            int expected = 1;
            for (String number : handled) {
                assertEquals(Integer.toString(expected++), number);
            }
        }
    }

    @Test
    void whatWasPublishedWhileTheFeedWasAwayComesWhenItIsBack() {
        try (MqttFeed host = host()) {
            feed("agent", (topic, payload) -> note(payload), 64).close();
            publish(host, 1, 20);
            assertTrue(handled.isEmpty());
            try (MqttFeed feed = feed("agent", (topic, payload) -> note(payload), 64)) {
                Eventually.soon(() -> feed.state().handled() == 20, feed::state);
            }
            assertEquals(20, handled.size());
        }
    }

    @Test
    void aMessageWhoseHandlingFailsIsDeliveredAgain() {
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        FeedHandler handler = (topic, payload) -> {
            int attempt = tries.merge(text(payload), 1, Integer::sum);
            if (text(payload).equals("3") && attempt == 1) {
                throw new IllegalStateException("disk full");
            }
            if (text(payload).equals("4") && attempt == 1) {
                return CompletableFuture.failedFuture(new IllegalStateException("disk full"));
            }
            return note(payload);
        };
        try (MqttFeed host = host();
                MqttFeed feed = feed("agent", handler, 64)) {
            publish(host, 1, 5);
            Eventually.soon(() -> handled.containsAll(List.of("1", "2", "3", "4", "5")), () -> handled);
            assertTrue(feed.state().failed() >= 2, () -> feed.state().toString());
            assertTrue(
                    feed.state().reason().contains("disk full"),
                    () -> feed.state().toString());
        }
    }

    @Test
    void aMessageThatIsNeverFinishedIsDeliveredAgain() {
        Map<String, Integer> tries = new ConcurrentHashMap<>();
        FeedHandler handler = (topic, payload) ->
                tries.merge(text(payload), 1, Integer::sum) == 1 ? new CompletableFuture<>() : note(payload);
        try (MqttFeed host = host();
                MqttFeed feed = feed("agent", handler, 64)) {
            publish(host, 1, 1);
            Eventually.soon(() -> handled.contains("1"), feed::state);
            assertEquals(1, feed.state().failed());
        }
    }

    @Test
    void whatComesBeyondTheLimitIsDeferredButNotLost() {
        CompletableFuture<Void> gate = new CompletableFuture<>();
        try (MqttFeed host = host();
                MqttFeed feed = feed("agent", (topic, payload) -> gate.thenCompose(open -> note(payload)), 4)) {
            publish(host, 1, 10);
            Eventually.soon(() -> feed.state().deferred() >= 6, feed::state);
            assertTrue(handled.isEmpty());
            gate.complete(null);
            Eventually.soon(() -> handled.stream().distinct().count() == 10, () -> handled);
        }
    }

    @Test
    void aReplyWithoutAConnectionFailsAtOnce() {
        MqttFeed feed = new MqttFeed(
                MqttFeedSettings.of("f", site.access("never-started"), List.of("x")),
                (topic, payload) -> note(payload),
                System::nanoTime,
                new Random(6));
        CompletableFuture<Void> reply = feed.reply("up/answers", new byte[0]).toCompletableFuture();
        CompletionException failure = assertThrows(CompletionException.class, reply::join);
        assertTrue(String.valueOf(failure.getMessage()).contains("expected a connection"));
        assertFalse(feed.state().connected());
    }
}
