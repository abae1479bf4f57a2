// SPDX-License-Identifier: Apache-2.0
/** The sort plan as data: tiers, rules, destinations, departures. Immutable; evaluated purely. */
@NullMarked
package io.tiersort.agent.plan;

import org.jspecify.annotations.NullMarked;
