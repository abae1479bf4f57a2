// SPDX-License-Identifier: Apache-2.0
/**
 * The way upstream and back: numbered records out of an {@link io.tiersort.cloud.Outbox}, feed messages in. Knows
 * records with a type and a sequence number, never devices, parcels or tiers. Nothing here runs on a line's event loop.
 */
@NullMarked
package io.tiersort.cloud;

import org.jspecify.annotations.NullMarked;
