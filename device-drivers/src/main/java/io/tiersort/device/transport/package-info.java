// SPDX-License-Identifier: Apache-2.0
/**
 * Links to devices: bytes and reconnection, no meaning. Called by drivers on the event loop of their line; nothing here
 * blocks, and every attempt, wait and buffer has a limit.
 */
@NullMarked
package io.tiersort.device.transport;

import org.jspecify.annotations.NullMarked;
