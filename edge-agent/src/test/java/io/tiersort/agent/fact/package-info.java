// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code io.tiersort.agent.fact}. */
@NullMarked
package io.tiersort.agent.fact;

import org.jspecify.annotations.NullMarked;
