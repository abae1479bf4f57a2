// SPDX-License-Identifier: Apache-2.0
/** Tests of the subscriber probe. */
@NullMarked
package io.tiersort.cloud.probe;

import org.jspecify.annotations.NullMarked;
