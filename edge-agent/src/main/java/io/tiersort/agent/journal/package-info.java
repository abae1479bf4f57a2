// SPDX-License-Identifier: Apache-2.0
/** The durable, numbered list of facts: {@code journal.db}. One writer thread commits in groups. */
@NullMarked
package io.tiersort.agent.journal;

import org.jspecify.annotations.NullMarked;
