// SPDX-License-Identifier: Apache-2.0
/** Tests of the journal: order, durability, damage, limits. */
@NullMarked
package io.tiersort.agent.journal;

import org.jspecify.annotations.NullMarked;
