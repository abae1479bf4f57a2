// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.cloud.Eventually;
import io.tiersort.cloud.broker.Fault;
import io.tiersort.cloud.mqtt.ScriptedBroker.Script;
import io.tiersort.cloud.probe.SubscriberProbe;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MqttUplinkFaultTest {
    private static final int CYCLES = 20;

    private final Site site = new Site();

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void aBlackHoleIsNoticedAndEverythingArrivesAfterwards() {
        try (SubscriberProbe probe = site.probe("p");
                MqttUplink uplink = site.uplink(site.uplinkSettings())) {
            uplink.start();
            site.outbox.append(100);
            Site.complete(probe, 100);
            site.broker.inject(Fault.BLACK_HOLE);
            site.outbox.append(500);
            Eventually.soon(() -> uplink.state().reason().contains("no PUBACK"), uplink::state);
            Eventually.soon(() -> uplink.state().reason().contains("no CONNACK"), uplink::state);
            assertTrue(uplink.state().delivered() <= 100);
            site.broker.heal();
            assertTrue(
                    Site.complete(probe, 600).complete(600),
                    () -> probe.figures().toString());
        }
    }

    @Test
    void withoutPubackNothingCountsAsDelivered() {
        try (SubscriberProbe probe = site.probe("p");
                MqttUplink uplink = site.uplink(site.uplinkSettings())) {
            site.broker.inject(Fault.NO_PUBACK);
            site.outbox.append(10);
            uplink.start();
            Eventually.soon(() -> uplink.state().reason().contains("no PUBACK within 1500 ms"), uplink::state);
            assertEquals(0, uplink.state().delivered());
            assertEquals(0, site.outbox.delivered("up"));
            site.broker.heal();
            Eventually.soon(() -> uplink.state().delivered() == 10, uplink::state);
            assertTrue(Site.complete(probe, 10).complete(10));
            Eventually.soon(() -> probe.figures().duplicates() >= 10, probe::figures);
        }
    }

    @Test
    void aSecondPubackForTheSameMessageChangesNothing() {
        try (SubscriberProbe probe = site.probe("p");
                MqttUplink uplink = site.uplink(site.uplinkSettings().messages(1, 1024, 16))) {
            site.broker.inject(Fault.DUPLICATE_PUBACK);
            uplink.start();
            site.outbox.append(2_000);
            assertTrue(
                    Site.complete(probe, 2_000).complete(2_000),
                    () -> probe.figures().toString());
            assertEquals(0, uplink.state().refused(), () -> uplink.state().toString());
            assertEquals(0, probe.figures().duplicates());
        }
    }

    @Test
    void aSlowConnackIsWaitedFor() {
        try (SubscriberProbe probe = site.probe("p");
                MqttUplink uplink = site.uplink(site.uplinkSettings())) {
            site.broker.inject(Fault.SLOW_CONNACK);
            site.outbox.append(5);
            uplink.start();
            assertTrue(Site.complete(probe, 5).complete(5));
            assertEquals(0, uplink.state().refused(), () -> uplink.state().toString());
        }
    }

    @Test
    void aRefusalIsShownAndTriedAgain() {
        try (MqttUplink uplink = site.uplink(site.uplinkSettings())) {
            site.broker.inject(Fault.REFUSE);
            site.outbox.append(5);
            uplink.start();
            Eventually.soon(() -> uplink.state().refused() >= 3, uplink::state);
            assertFalse(uplink.state().reason().isEmpty());
            site.broker.heal();
            Eventually.soon(() -> uplink.state().delivered() == 5, uplink::state);
        }
    }

    @Test
    void droppedClientsMidStreamLoseNothing() {
        try (SubscriberProbe probe = site.probe("p");
                MqttUplink uplink = site.uplink(site.uplinkSettings().messages(5, 2048, 16))) {
            uplink.start();
            for (int round = 1; round <= 5; round++) {
                site.outbox.append(1_000);
                long half = round * 1_000L - 700;
                Eventually.soon(() -> uplink.state().delivered() >= half, uplink::state);
                site.broker.dropClients();
            }
            assertTrue(
                    Site.complete(probe, 5_000).complete(5_000),
                    () -> probe.figures().toString());
        }
    }

    @Test
    void aTwinWithTheSameClientIdIsNamedAsTheLikelyCause() {
        try (MqttUplink uplink = site.uplink(site.uplinkSettings())) {
            uplink.start();
            try (MqttUplink twin = site.uplink(site.uplinkSettings())) {
                twin.start();
                Eventually.soon(() -> uplink.state().reason().contains("same client id"), uplink::state);
            }
            site.outbox.append(5);
            Eventually.soon(() -> uplink.state().delivered() == 5, uplink::state);
        }
    }

    /** Many failing attempts, a flat number of threads, then the same uplinks deliver to the healed brokers. */
    @Test
    void brokersThatCloseOrStayMuteLeaveNoThreadBehind() {
        List<String> clients = List.of("first", "second");
        try (ScriptedBroker closing = ScriptedBroker.plain(Script.ACCEPT_THEN_CLOSE);
                ScriptedBroker mute = ScriptedBroker.plain(Script.MUTE);
                MqttUplink first = site.uplink(impatient("first", closing.port()));
                MqttUplink second = site.uplink(impatient("second", mute.port()))) {
            first.start();
            second.start();
            Eventually.within(
                    Duration.ofSeconds(50),
                    () -> closing.accepted() >= CYCLES && mute.accepted() >= CYCLES,
                    () -> first.state() + " " + second.state());
            // Paho needs five threads for one connection, and each uplink has one at a time.
            Eventually.soon(() -> Site.mqttThreads(clients) <= 10, () -> Site.mqttThreads(clients));
            closing.follow(Script.HEALTHY);
            mute.follow(Script.HEALTHY);
            site.outbox.append(3);
            Eventually.soon(() -> first.state().delivered() == 3, first::state);
            Eventually.soon(() -> second.state().delivered() == 3, second::state);
            assertTrue(Site.mqttThreads(clients) > 0, "the threads are found by their names");
        }
        Eventually.soon(() -> Site.mqttThreads(clients) == 0, () -> Site.mqttThreads(clients));
    }

    private static MqttUplinkSettings impatient(String id, int port) {
        MqttAccess.Times times = new MqttAccess.Times(
                Duration.ofSeconds(2), Duration.ofMillis(600), Duration.ofMillis(1), Duration.ofMillis(2));
        MqttAccess access = MqttAccess.of("127.0.0.1", port, id).with(times);
        return MqttUplinkSettings.of(id, access, "dock", "a1");
    }

    @Test
    void aResetInTheMiddleOfAPacketIsSurvived() {
        try (ScriptedBroker broker = ScriptedBroker.plain(Script.RESET_IN_PACKET);
                MqttUplink uplink = site.uplink(Site.uplinkSettings(broker.port()))) {
            site.outbox.append(3);
            uplink.start();
            Eventually.soon(() -> uplink.state().refused() >= 2, uplink::state);
            assertEquals(0, uplink.state().delivered());
            broker.follow(Script.HEALTHY);
            Eventually.soon(() -> uplink.state().delivered() == 3, uplink::state);
        }
    }
}
