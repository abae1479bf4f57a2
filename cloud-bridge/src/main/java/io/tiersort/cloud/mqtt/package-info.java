// SPDX-License-Identifier: Apache-2.0
/**
 * MQTT 3.1.1 by Paho, contained: an uplink that forwards an outbox and a feed that brings messages down. Each owns one
 * thread and one connection at a time. Why Paho is handled the way it is: {@code cloud-bridge/README.md}.
 */
@NullMarked
package io.tiersort.cloud.mqtt;

import org.jspecify.annotations.NullMarked;
