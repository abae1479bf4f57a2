// SPDX-License-Identifier: Apache-2.0
/** What a sort plan does before it runs: its differences from another, its reasons, and its trial over the journal. */
@NullMarked
package io.tiersort.agent.backtest;

import org.jspecify.annotations.NullMarked;
