// SPDX-License-Identifier: Apache-2.0
/**
 * Devices of a sorter line: bytes in, typed events out; typed commands in, bytes out. Knows links and protocols, never
 * parcels, shipments or tiers. Each driver runs on the event loop of its line; nothing here blocks that loop.
 */
@NullMarked
package io.tiersort.device;

import org.jspecify.annotations.NullMarked;
