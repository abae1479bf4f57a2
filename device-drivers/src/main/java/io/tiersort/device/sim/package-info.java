// SPDX-License-Identifier: Apache-2.0
/**
 * Virtual devices that behave like the real ones on the wire: a belt with parcels, the PLC that tracks them, the readers of
 * the scan tunnel. Shipped, so that demonstration, training and tests use the same ones. Everything is decided by a seed and
 * by what the host does; nothing here knows shipments, tiers or plans.
 *
 * <p>Physics and PLC are one pure step function, {@link io.tiersort.device.sim.VirtualSite#advance}; the real-time parts put
 * a clock and sockets around it and run on threads of their own.
 */
@NullMarked
package io.tiersort.device.sim;

import org.jspecify.annotations.NullMarked;
