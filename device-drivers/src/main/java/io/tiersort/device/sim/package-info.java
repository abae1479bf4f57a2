// SPDX-License-Identifier: Apache-2.0
/**
 * Simulated devices that speak the same bytes as real ones, with faults at hand: for the demo, for training and for tests.
 */
@NullMarked
package io.tiersort.device.sim;

import org.jspecify.annotations.NullMarked;
