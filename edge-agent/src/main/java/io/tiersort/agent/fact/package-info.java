// SPDX-License-Identifier: Apache-2.0
/** Facts as journal records: names, classes, JSON both ways. */
@NullMarked
package io.tiersort.agent.fact;

import org.jspecify.annotations.NullMarked;
