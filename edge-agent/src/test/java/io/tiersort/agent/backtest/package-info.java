// SPDX-License-Identifier: Apache-2.0
/** Tests of what a plan does before it runs. */
@NullMarked
package io.tiersort.agent.backtest;

import org.jspecify.annotations.NullMarked;
