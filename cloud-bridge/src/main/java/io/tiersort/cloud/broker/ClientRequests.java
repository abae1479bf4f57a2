// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.broker;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.mqtt.MqttEndpoint;
import io.vertx.mqtt.MqttTopicSubscription;
import io.vertx.mqtt.MqttWill;
import io.vertx.mqtt.messages.MqttPublishMessage;
import io.vertx.mqtt.messages.MqttSubscribeMessage;
import io.vertx.mqtt.messages.MqttUnsubscribeMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Answers what one client asks. Lives on the broker's event loop. */
final class ClientRequests {
    private final MqttEndpoint endpoint;
    private final Session session;
    private final Sessions sessions;
    private final Predicate<Fault> faulty;
    private final Runnable counted;

    ClientRequests(
            MqttEndpoint endpoint, Session session, Sessions sessions, Predicate<Fault> faulty, Runnable counted) {
        this.endpoint = endpoint;
        this.session = session;
        this.sessions = sessions;
        this.faulty = faulty;
        this.counted = counted;
    }

    void listen() {
        endpoint.autoKeepAlive(false).publishAutoAck(false).subscriptionAutoAck(false);
        endpoint.pingHandler(ping -> {
            if (alive()) {
                endpoint.pong();
            }
        });
        endpoint.publishHandler(this::published);
        endpoint.publishAcknowledgeHandler(id -> {
            if (alive()) {
                sessions.received(session, id);
            }
        });
        endpoint.subscribeHandler(this::subscribed);
        endpoint.unsubscribeHandler(this::unsubscribed);
    }

    /** Publishes what the client wanted to be said when its connection breaks. */
    void will() {
        MqttWill will = endpoint.will();
        if (will != null && will.isWillFlag() && TopicFilter.publishable(will.getWillTopic())) {
            MqttQoS qos = will.getWillQos() == 0 ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
            sessions.publish(new Message(will.getWillTopic(), will.getWillMessage(), qos, will.isWillRetain()));
        }
    }

    private boolean alive() {
        return !faulty.test(Fault.BLACK_HOLE) && endpoint.isConnected();
    }

    private void published(MqttPublishMessage message) {
        if (!alive()) {
            return;
        }
        if (message.qosLevel() == MqttQoS.EXACTLY_ONCE || !TopicFilter.publishable(message.topicName())) {
            sessions.hangUp(endpoint);
            return;
        }
        counted.run();
        sessions.publish(new Message(message.topicName(), message.payload(), message.qosLevel(), message.isRetain()));
        if (message.qosLevel() == MqttQoS.AT_LEAST_ONCE && !faulty.test(Fault.NO_PUBACK)) {
            int id = message.messageId();
            sessions.acknowledge(() -> acknowledge(id));
        }
    }

    private void acknowledge(int id) {
        for (int n = faulty.test(Fault.DUPLICATE_PUBACK) ? 2 : 1; n > 0 && alive(); n--) {
            endpoint.publishAcknowledge(id);
        }
    }

    private void subscribed(MqttSubscribeMessage message) {
        if (!alive()) {
            return;
        }
        List<MqttQoS> answers = new ArrayList<>();
        for (MqttTopicSubscription wanted : message.topicSubscriptions()) {
            MqttQoS qos =
                    wanted.qualityOfService() == MqttQoS.AT_MOST_ONCE ? MqttQoS.AT_MOST_ONCE : MqttQoS.AT_LEAST_ONCE;
            answers.add(sessions.subscribe(session, wanted.topicName(), qos) ? qos : MqttQoS.FAILURE);
        }
        endpoint.subscribeAcknowledge(message.messageId(), answers);
        for (int i = 0; i < answers.size(); i++) {
            if (answers.get(i) != MqttQoS.FAILURE) {
                sessions.replay(session, message.topicSubscriptions().get(i).topicName(), answers.get(i));
            }
        }
    }

    private void unsubscribed(MqttUnsubscribeMessage message) {
        if (alive()) {
            message.topics().forEach(session::unsubscribe);
            endpoint.unsubscribeAcknowledge(message.messageId());
        }
    }
}
