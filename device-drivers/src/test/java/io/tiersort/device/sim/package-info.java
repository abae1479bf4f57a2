// SPDX-License-Identifier: Apache-2.0
/** Tests of the virtual devices, most of them in virtual time with a scripted host. */
@NullMarked
package io.tiersort.device.sim;

import org.jspecify.annotations.NullMarked;
