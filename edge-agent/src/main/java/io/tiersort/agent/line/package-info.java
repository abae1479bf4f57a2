// SPDX-License-Identifier: Apache-2.0
/** The pure core: device events in, commands and facts out. No I/O, no clock, no thread, no logging. */
@NullMarked
package io.tiersort.agent.line;

import org.jspecify.annotations.NullMarked;
