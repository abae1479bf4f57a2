// SPDX-License-Identifier: Apache-2.0
/**
 * The whole line in virtual time: the real runtime and core on a virtual belt and PLC, checked throughout by somebody who
 * never asks the line. One thread per world; the same seed gives the same facts and commands.
 */
@NullMarked
package io.tiersort.agent.simulate;

import org.jspecify.annotations.NullMarked;
