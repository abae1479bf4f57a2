// SPDX-License-Identifier: Apache-2.0
/**
 * Code readers: bytes of a scan tunnel in, {@link io.tiersort.device.event.CodesRead} out. Knows framing, separators,
 * stamps and AIM identifiers; never decides which code counts. Runs on the event loop of the line.
 */
@NullMarked
package io.tiersort.device.scanner;

import org.jspecify.annotations.NullMarked;
