// SPDX-License-Identifier: Apache-2.0
/** Tests of the MQTT clients, with the embedded broker and a scripted one on the other side. */
@NullMarked
package io.tiersort.cloud.mqtt;

import org.jspecify.annotations.NullMarked;
