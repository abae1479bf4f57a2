// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code io.tiersort.agent.plan}. */
@NullMarked
package io.tiersort.agent.plan;

import org.jspecify.annotations.NullMarked;
