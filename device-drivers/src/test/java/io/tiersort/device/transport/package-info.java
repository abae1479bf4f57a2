// SPDX-License-Identifier: Apache-2.0
/** Tests of links and their supervision, with hand-written peers. */
@NullMarked
package io.tiersort.device.transport;

import org.jspecify.annotations.NullMarked;
