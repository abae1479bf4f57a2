// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code io.tiersort.agent.line}. */
@NullMarked
package io.tiersort.agent.line;

import org.jspecify.annotations.NullMarked;
