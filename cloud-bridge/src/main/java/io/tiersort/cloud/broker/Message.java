// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.broker;

import io.netty.handler.codec.mqtt.MqttQoS;
import io.vertx.core.buffer.Buffer;

/** A message on its way to a client; the payload is shared and never changed. */
record Message(String topic, Buffer payload, MqttQoS qos, boolean retained) {
    /** The same message with at most the given quality. */
    Message atMost(MqttQoS granted) {
        return qos.value() <= granted.value() ? this : new Message(topic, payload, granted, retained);
    }

    /** The same message, marked as retained or not. */
    Message retained(boolean flag) {
        return flag == retained ? this : new Message(topic, payload, qos, flag);
    }

    int bytes() {
        return payload.length() + topic.length();
    }
}
