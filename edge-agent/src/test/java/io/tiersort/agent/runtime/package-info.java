// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code io.tiersort.agent.runtime}. */
@NullMarked
package io.tiersort.agent.runtime;

import org.jspecify.annotations.NullMarked;
