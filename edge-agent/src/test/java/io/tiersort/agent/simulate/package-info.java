// SPDX-License-Identifier: Apache-2.0
/** Tests of {@code io.tiersort.agent.simulate}, and of the whole line through it. */
@NullMarked
package io.tiersort.agent.simulate;

import org.jspecify.annotations.NullMarked;
