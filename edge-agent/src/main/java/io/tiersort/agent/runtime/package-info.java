// SPDX-License-Identifier: Apache-2.0
/** Puts the parts together and runs them: devices, lines, journal, shipments, uplinks, feeds, console. */
@NullMarked
package io.tiersort.agent.runtime;

import org.jspecify.annotations.NullMarked;
