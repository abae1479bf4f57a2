// SPDX-License-Identifier: Apache-2.0
/**
 * A narrow MQTT 3.1.1 broker for demos, tests and sites without one: in memory, QoS 0 and 1, bounded, one event loop. It
 * can be told to misbehave, so that clients can be tried against the faults of real brokers.
 */
@NullMarked
package io.tiersort.cloud.broker;

import org.jspecify.annotations.NullMarked;
