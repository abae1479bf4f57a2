// SPDX-License-Identifier: Apache-2.0
/** The agent: parcels, tiers, decisions, facts. Knows parcels, never bytes. */
@NullMarked
package io.tiersort.agent;

import org.jspecify.annotations.NullMarked;
