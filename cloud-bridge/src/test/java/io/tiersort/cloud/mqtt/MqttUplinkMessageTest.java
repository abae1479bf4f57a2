// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.cloud.Eventually;
import io.tiersort.cloud.broker.BrokerSettings;
import io.tiersort.cloud.probe.Ledger;
import io.tiersort.cloud.probe.SubscriberProbe;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MqttUplinkMessageTest {
    private final Site site = new Site(BrokerSettings.local().secured("edge", () -> "opensesame".toCharArray()));
    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();

    @AfterEach
    void close() {
        site.close();
    }

    private MqttAccess access(String client) {
        return site.access(client).as("edge", () -> "opensesame".toCharArray());
    }

    private MqttUplinkSettings settings() {
        return MqttUplinkSettings.of("up", access("a1-uplink"), "dock", "a1");
    }

    private MqttFeed subscriber(String filter) {
        MqttFeed feed = new MqttFeed(
                MqttFeedSettings.of("s", access("subscriber"), List.of(filter)),
                (topic, payload) -> {
                    received.add(topic + " " + new String(payload, StandardCharsets.UTF_8));
                    return CompletableFuture.completedFuture(null);
                },
                System::nanoTime,
                new Random(3));
        feed.start();
        Eventually.soon(() -> feed.state().connected(), feed::state);
        return feed;
    }

    private String next() throws InterruptedException {
        return String.valueOf(received.poll(10, TimeUnit.SECONDS));
    }

    /** Skips what a new subscription repeats. */
    private void awaitMessage(String wanted) throws InterruptedException {
        for (String message = next(); !message.equals(wanted); message = next()) {
            assertFalse(message.equals("null"), () -> "never came: " + wanted);
        }
    }

    @Test
    void theStateTopicSaysOnlineAndOffline() throws InterruptedException {
        try (MqttFeed feed = subscriber("tiersort/dock/a1/state")) {
            MqttUplink uplink = site.uplink(settings());
            uplink.start();
            assertEquals("tiersort/dock/a1/state online", next());
            site.broker.dropClients();
            awaitMessage("tiersort/dock/a1/state offline");
            awaitMessage("tiersort/dock/a1/state online");
            uplink.close();
            awaitMessage("tiersort/dock/a1/state offline");
            assertTrue(feed.state().handled() >= 3);
        }
    }

    @Test
    void aSingleRecordTravelsAsOneStructuredEventWithBatchOne() throws InterruptedException {
        try (MqttFeed feed = subscriber("tiersort/dock/a1/records");
                MqttUplink uplink = site.uplink(settings().messages(1, 1024, 1))) {
            uplink.start();
            site.outbox.append(2);
            assertTrue(next().startsWith("tiersort/dock/a1/records {\"specversion\":\"1.0\""));
            assertTrue(next().contains("\"id\":\"3-2\""));
            assertTrue(feed.state().connected());
        }
    }

    @Test
    void aRecordTooLargeForTheBrokerIsReplacedAndCounted() throws InterruptedException {
        Ledger ledger = new Ledger();
        try (MqttFeed feed = subscriber("tiersort/dock/a1/records");
                MqttUplink uplink = site.uplink(settings().messages(10, 4096, 4))) {
            site.outbox.append(1);
            site.outbox.append(
                    "photo.taken", "L1/1", ("{\"x\":\"" + "y".repeat(5_000) + "\"}").getBytes(StandardCharsets.UTF_8));
            site.outbox.append(1);
            uplink.start();
            Eventually.soon(() -> uplink.state().delivered() == 3, uplink::state);
            StringBuilder all = new StringBuilder();
            while (ledger.figures().distinct() < 3) {
                String message = next();
                all.append(message);
                ledger.record(message.substring(message.indexOf(' ') + 1).getBytes(StandardCharsets.UTF_8));
            }
            assertTrue(ledger.figures().complete(3), () -> ledger.figures().toString());
            assertTrue(all.toString().contains("\"type\":\"io.tiersort.journal.oversized\""), all::toString);
            assertTrue(all.toString().contains("\"data\":{\"type\":\"photo.taken\",\"bytes\":5008}"), all::toString);
            assertTrue(
                    uplink.state().reason().contains("sequence=2, type=photo.taken"),
                    () -> uplink.state().toString());
            assertTrue(feed.state().connected());
        }
    }

    @Test
    void aBacklogTravelsInBatchesAndTheCursorMovesSeldom() {
        try (SubscriberProbe probe = new SubscriberProbe(
                        access("probe"), List.of("tiersort/+/+/records"), System::nanoTime, new Random(4));
                MqttUplink uplink = site.uplink(settings())) {
            probe.start();
            Eventually.soon(probe::connected, () -> "probe not subscribed");
            site.outbox.append(20_000);
            uplink.start();
            Ledger.Figures figures = Site.complete(probe, 20_000);
            assertTrue(figures.complete(20_000), figures::toString);
            assertEquals(200, figures.messages(), figures::toString);
            Eventually.soon(() -> site.outbox.delivered("up") == 20_000, uplink::state);
            assertTrue(site.outbox.cursorMoves() < 60, () -> site.outbox.cursorMoves() + " moves");
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndNeverShown() {
        MqttAccess wrong = access("a1-uplink").as("edge", () -> "canary-secret".toCharArray());
        MqttUplinkSettings settings = MqttUplinkSettings.of("up", wrong.with(Site.SHORT), "dock", "a1");
        try (MqttUplink uplink = site.uplink(settings)) {
            uplink.start();
            Eventually.soon(() -> uplink.state().refused() >= 2, uplink::state);
            String shown = uplink.state() + settings.toString() + wrong;
            assertFalse(shown.contains("canary"), shown);
            assertFalse(uplink.state().connected());
        }
    }

    @Test
    void settingsOutsideTheirBoundsAreRefused() {
        MqttUplinkSettings usual = settings();
        assertThrows(IllegalArgumentException.class, () -> usual.messages(0, 4096, 4));
        assertThrows(IllegalArgumentException.class, () -> usual.messages(10, 4096, 65));
        assertThrows(IllegalArgumentException.class, () -> usual.messages(10, 256 * 1024 + 1, 4));
        assertThrows(IllegalArgumentException.class, () -> usual.topics("a/+/b", "state"));
        assertThrows(IllegalArgumentException.class, () -> usual.topics("a/{line}/b", "state"));
        assertThrows(IllegalArgumentException.class, () -> usual.times(Duration.ZERO, Duration.ZERO));
        assertEquals(64, usual.messages(1, 1024, 64).window());
    }
}
