// SPDX-License-Identifier: Apache-2.0
/** Tests of the benchmark: that it measures what it says, and notices when something is lost. */
@NullMarked
package io.tiersort.agent.bench;

import org.jspecify.annotations.NullMarked;
