// SPDX-License-Identifier: Apache-2.0
/** Tests of events, and what the tests of uplinks share. */
@NullMarked
package io.tiersort.cloud;

import org.jspecify.annotations.NullMarked;
