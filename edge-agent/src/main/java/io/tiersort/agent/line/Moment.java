// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

/**
 * When a step happens: both clocks, read once at the rim.
 *
 * @param nanos monotonic, for everything that is measured or waited for
 * @param millis wall clock, milliseconds since 1970 UTC, for records and clock times of the plan only
 */
public record Moment(long nanos, long millis) {}
