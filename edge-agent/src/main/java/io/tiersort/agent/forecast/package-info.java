// SPDX-License-Identifier: Apache-2.0
/**
 * How much will come: volumes of the past weeks in {@code history.db}, forecasts with a range, and warnings before a
 * departure, a cut-off, a chute group or a pickup point fails.
 */
@NullMarked
package io.tiersort.agent.forecast;

import org.jspecify.annotations.NullMarked;
