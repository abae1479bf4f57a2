// SPDX-License-Identifier: Apache-2.0
/** What devices report, as immutable records stamped with a monotonic time at the I/O edge. */
@NullMarked
package io.tiersort.device.event;

import org.jspecify.annotations.NullMarked;
