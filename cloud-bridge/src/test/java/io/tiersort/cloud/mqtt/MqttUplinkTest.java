// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import io.tiersort.cloud.Eventually;
import io.tiersort.cloud.MemoryOutbox;
import io.tiersort.cloud.Uplink;
import io.tiersort.cloud.broker.BrokerSettings;
import io.tiersort.cloud.broker.EmbeddedBroker;
import io.tiersort.cloud.probe.Ledger;
import io.tiersort.cloud.probe.SubscriberProbe;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** The MQTT uplink keeps the contract; the broker keeps its sessions while it is away, as a durable one does. */
class MqttUplinkTest extends UplinkContractTest {
    private final Vertx vertx = Vertx.vertx();
    private final EmbeddedBroker broker = new EmbeddedBroker(vertx, BrokerSettings.local());
    private SubscriberProbe probe = new SubscriberProbe(
            MqttAccess.of("127.0.0.1", 1, "unused"), List.of("unused"), System::nanoTime, new Random(1));

    @BeforeEach
    void subscribe() {
        open();
        MqttAccess access = MqttAccess.of("127.0.0.1", broker.port(), "probe").with(Site.SHORT);
        probe = new SubscriberProbe(access, List.of(Site.TOPIC), System::nanoTime, new Random(1));
        probe.start();
        Eventually.soon(probe::connected, () -> "probe not subscribed");
        shut();
    }

    @Override
    Uplink uplink(MemoryOutbox source) {
        return new MqttUplink(Site.uplinkSettings(broker.port()), source, System::nanoTime, new Random(2));
    }

    @Override
    void open() {
        Eventually.soon(this::opened, () -> "port " + broker.port() + " stays taken");
    }

    /** False while the port, free since the broker went away, is the local end of somebody's connection. */
    private boolean opened() {
        try {
            Site.await(broker.start());
            return true;
        } catch (IllegalStateException taken) {
            return false;
        }
    }

    @Override
    void shut() {
        Site.await(broker.stop());
    }

    @Override
    Ledger.Figures received() {
        return probe.figures();
    }

    @Override
    @AfterEach
    void end() {
        probe.close();
        Site.await(broker.stop());
        Site.await(vertx.close());
    }
}
