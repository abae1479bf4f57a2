// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import java.time.Duration;

/**
 * What an uplink is told.
 *
 * @param id the id in the site configuration, under which the outbox keeps the cursor
 * @param source CloudEvents source, such as {@code //site/agent}
 * @param topic where records go
 * @param stateTopic where the retained {@code online} or {@code offline} stands
 * @param batch most records in one message, 1..1000; 1 sends single structured events
 * @param maxBytes largest payload the broker takes, 1 KiB..256 KiB
 * @param window messages in flight, 1..64
 * @param ackTimeout the connection is given up when nothing was acknowledged for so long while something was in flight
 * @param linger how long the first record of an incomplete batch waits for more; 0 sends at once
 */
public record MqttUplinkSettings(
        String id,
        MqttAccess access,
        String source,
        String topic,
        String stateTopic,
        int batch,
        int maxBytes,
        int window,
        Duration ackTimeout,
        Duration linger) {
    /** The usual record topic. */
    public static final String TOPIC = "tiersort/{site}/{agent}/records";

    /** The usual state topic. */
    public static final String STATE_TOPIC = "tiersort/{site}/{agent}/state";

    private static final int BYTES_MAX = 256 * 1024;

    public MqttUplinkSettings {
        within("batch", batch, 1, 1000);
        within("max-bytes", maxBytes, 1024, BYTES_MAX);
        within("window", window, 1, 64);
        within("ack-timeout in ms", ackTimeout.toMillis(), 1, 3_600_000);
        within("linger in ms", linger.toMillis(), 0, 10_000);
        publishable("topic", topic);
        publishable("state-topic", stateTopic);
    }

    /** The usual settings of an agent: batch 100, 256 KiB, window 16, ack-timeout 10 s, linger 5 ms. */
    public static MqttUplinkSettings of(String id, MqttAccess access, String site, String agent) {
        return new MqttUplinkSettings(
                id,
                access,
                "//" + site + "/" + agent,
                topic(TOPIC, site, agent),
                topic(STATE_TOPIC, site, agent),
                100,
                BYTES_MAX,
                16,
                Duration.ofSeconds(10),
                Duration.ofMillis(5));
    }

    /** A topic with its placeholders {@code {site}} and {@code {agent}} filled in. */
    public static String topic(String template, String site, String agent) {
        return template.replace("{site}", site).replace("{agent}", agent);
    }

    /** The same settings with other limits of a message. */
    public MqttUplinkSettings messages(int records, int bytes, int inFlight) {
        return new MqttUplinkSettings(
                id, access, source, topic, stateTopic, records, bytes, inFlight, ackTimeout, linger);
    }

    /** The same settings with other times. */
    public MqttUplinkSettings times(Duration acknowledge, Duration wait) {
        return new MqttUplinkSettings(
                id, access, source, topic, stateTopic, batch, maxBytes, window, acknowledge, wait);
    }

    /** The same settings with other topics, placeholders already filled in. */
    public MqttUplinkSettings topics(String records, String state) {
        return new MqttUplinkSettings(id, access, source, records, state, batch, maxBytes, window, ackTimeout, linger);
    }

    private static void within(String name, long value, long min, long max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(
                    "uplink setting: " + name + "=" + value + "; expected " + min + " to " + max);
        }
    }

    private static void publishable(String name, String topic) {
        if (topic.isEmpty() || topic.matches("(?s).*[+#{}\\x00].*")) {
            throw new IllegalArgumentException("uplink setting: " + name + "=" + topic
                    + "; expected a topic without wildcards and with every placeholder known");
        }
    }
}
