// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import org.eclipse.paho.client.mqttv3.MqttException;

/** A connection could not be made or was lost; the message says why, for people. */
final class MqttFailure extends Exception {
    private static final long serialVersionUID = 1L;

    MqttFailure(String message) {
        super(message);
    }

    MqttFailure(String message, Exception cause) {
        super(message, cause);
    }

    /** What a throwable from Paho means, on one line. */
    static String describe(Throwable problem) {
        Throwable root = problem;
        while (root.getCause() != null && root.getCause() != root) {
            root = root.getCause();
        }
        String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return root instanceof MqttException mqtt ? text + " (" + mqtt.getReasonCode() + ")" : text;
    }
}
