// SPDX-License-Identifier: Apache-2.0
/** Tests of the sorter driver against scripted PLCs on loopback sockets. */
@NullMarked
package io.tiersort.device.sorter;

import org.jspecify.annotations.NullMarked;
