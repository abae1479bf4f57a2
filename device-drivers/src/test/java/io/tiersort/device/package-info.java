// SPDX-License-Identifier: Apache-2.0
/** What every driver is held to, and what its tests share. */
@NullMarked
package io.tiersort.device;

import org.jspecify.annotations.NullMarked;
