// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.config.Secret;
import io.tiersort.agent.config.SiteConfig;
import io.tiersort.cloud.Outbox;
import io.tiersort.cloud.Uplink;
import io.tiersort.cloud.mqtt.MqttAccess;
import io.tiersort.cloud.mqtt.MqttUplink;
import io.tiersort.cloud.mqtt.MqttUplinkSettings;
import io.tiersort.device.NanoClock;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.net.ssl.SSLContext;

/** From the configuration's words to connections of the cloud bridge. */
final class Ways {
    private Ways() {}

    static Uplink uplink(SiteConfig config, SiteConfig.Uplink uplink, Outbox outbox, NanoClock clock) {
        String site = config.site().id();
        String agent = config.agent();
        MqttUplinkSettings settings = new MqttUplinkSettings(
                uplink.id(),
                access(uplink.broker()),
                "//" + site + "/" + agent,
                MqttUplinkSettings.topic(uplink.topic(), site, agent),
                MqttUplinkSettings.topic(MqttUplinkSettings.STATE_TOPIC, site, agent),
                uplink.batch(),
                256 * 1024,
                uplink.window(),
                uplink.ackTimeout(),
                uplink.linger());
        return new MqttUplink(settings, outbox, clock::nanos, RandomGenerator.getDefault());
    }

    static MqttAccess access(SiteConfig.Broker broker) {
        MqttAccess access = MqttAccess.of(broker.host(), broker.port(), broker.clientId());
        Optional<Secret> password = broker.password();
        if (!broker.username().isEmpty()) {
            access = access.as(
                    broker.username(), () -> password.map(Secret::reveal).orElse(new char[0]));
        }
        return broker.tls() ? access.through(trust()) : access;
    }

    private static SSLContext trust() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("this Java has no TLS", impossible);
        }
    }
}
