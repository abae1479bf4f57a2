// SPDX-License-Identifier: Apache-2.0
/** The virtual site of a configuration: the same line, played by simulators that speak the real wire protocols. */
@NullMarked
package io.tiersort.agent.sim;

import org.jspecify.annotations.NullMarked;
