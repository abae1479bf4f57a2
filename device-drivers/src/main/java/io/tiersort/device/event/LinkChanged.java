// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.event;

import io.tiersort.device.Health;

/** The connection to a device came up, was lost, or its health changed; {@code reason} is for people. */
public record LinkChanged(String device, long at, Health health, String reason) implements DeviceEvent {}
