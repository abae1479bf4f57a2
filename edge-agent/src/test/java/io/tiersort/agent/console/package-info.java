// SPDX-License-Identifier: Apache-2.0
/** The console over real sockets and in a real browser, fed by a made-up line. */
@NullMarked
package io.tiersort.agent.console;

import org.jspecify.annotations.NullMarked;
