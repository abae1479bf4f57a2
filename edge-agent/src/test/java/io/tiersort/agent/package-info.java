// SPDX-License-Identifier: Apache-2.0
/** Tests of the house: its architecture and its laws. */
@NullMarked
package io.tiersort.agent;

import org.jspecify.annotations.NullMarked;
