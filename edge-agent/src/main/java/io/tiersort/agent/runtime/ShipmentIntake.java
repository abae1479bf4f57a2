// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.config.SiteConfig;
import io.tiersort.agent.shipment.FeedbackDesk;
import io.tiersort.agent.shipment.ShipmentBook;
import io.tiersort.agent.shipment.ShipmentFeed;
import io.tiersort.cloud.mqtt.MqttFeed;
import io.tiersort.cloud.mqtt.MqttFeedSettings;
import io.tiersort.device.NanoClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Shipments and bindings of containers from a broker: a message is acknowledged only when its changes are durable, then answered. */
final class ShipmentIntake implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ShipmentIntake.class.getName());

    private final String id;
    private final MqttFeed feed;

    private ShipmentIntake(String id, MqttFeed feed) {
        this.id = id;
        this.feed = feed;
    }

    static ShipmentIntake open(
            SiteConfig config,
            SiteConfig.Feed from,
            ShipmentBook book,
            ContainerFeed.Target lines,
            FeedbackDesk desk,
            NanoClock clock) {
        AtomicReference<@Nullable MqttFeed> opened = new AtomicReference<>();
        ShipmentFeed changes = new ShipmentFeed(
                book, desk, config.site().zone(), (topic, outcomes) -> answer(from, opened.get(), topic, outcomes));
        ContainerFeed containers = new ContainerFeed(
                lines,
                (topic, container, problems) ->
                        answer(from, opened.get(), topic, List.of(new ShipmentFeed.Outcome(0, container, problems))),
                changes);
        MqttFeed feed = new MqttFeed(
                MqttFeedSettings.of(from.id(), Ways.access(from.broker()), from.topics()),
                containers,
                clock::nanos,
                RandomGenerator.getDefault());
        opened.set(feed);
        feed.start();
        return new ShipmentIntake(from.id(), feed);
    }

    private static void answer(
            SiteConfig.Feed from, @Nullable MqttFeed feed, String topic, List<ShipmentFeed.Outcome> outcomes) {
        List<ShipmentFeed.Outcome> rejected =
                outcomes.stream().filter(outcome -> !outcome.accepted()).toList();
        rejected.forEach(outcome -> LOG.log(
                System.Logger.Level.WARNING,
                "feed.rejected feed={0} reference={1} problems={2}",
                from.id(),
                outcome.reference(),
                outcome.problems()));
        if (feed == null || from.replyTopic().isEmpty()) {
            return;
        }
        JsonArray problems = new JsonArray();
        rejected.forEach(outcome -> problems.add(new JsonObject()
                .put("index", outcome.index())
                .put("reference", outcome.reference())
                .put("problems", new JsonArray(outcome.problems()))));
        JsonObject reply = new JsonObject()
                .put("topic", topic)
                .put("accepted", outcomes.size() - rejected.size())
                .put("rejected", problems);
        feed.reply(from.replyTopic(), reply.encode().getBytes(StandardCharsets.UTF_8))
                .whenComplete((done, failed) -> {
                    if (failed != null) {
                        LOG.log(
                                System.Logger.Level.DEBUG,
                                "feed.reply_lost feed={0}: {1}",
                                from.id(),
                                failed.getMessage());
                    }
                });
    }

    String id() {
        return id;
    }

    MqttFeed.State state() {
        return feed.state();
    }

    @Override
    public void close() {
        feed.close();
    }
}
