// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import java.time.Duration;
import java.util.List;

/**
 * What a feed is told.
 *
 * @param id the id in the site configuration
 * @param access its client id must stay the same for ever: the broker keeps messages under it while the feed is away
 * @param topics filters to subscribe to, 1..100
 * @param maxInFlight messages handed to the handler and not yet finished, 1..1000; not below the broker's own window
 * @param handleTimeout a message whose handling takes longer counts as failed
 */
public record MqttFeedSettings(
        String id, MqttAccess access, List<String> topics, int maxInFlight, Duration handleTimeout) {
    public MqttFeedSettings {
        topics = List.copyOf(topics);
        if (topics.isEmpty() || topics.size() > 100 || maxInFlight < 1 || maxInFlight > 1000) {
            throw new IllegalArgumentException("feed settings: topics=" + topics.size() + ", max-in-flight="
                    + maxInFlight + "; expected 1 to 100 topics and 1 to 1000 in flight");
        }
    }

    /** The usual settings: 128 in flight, 30 s to handle one. */
    public static MqttFeedSettings of(String id, MqttAccess access, List<String> topics) {
        return new MqttFeedSettings(id, access, topics, 128, Duration.ofSeconds(30));
    }
}
