// SPDX-License-Identifier: Apache-2.0
/** Tests of the simulated devices themselves. */
@NullMarked
package io.tiersort.device.sim;

import org.jspecify.annotations.NullMarked;
