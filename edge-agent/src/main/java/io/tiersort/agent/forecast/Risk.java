// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

/**
 * Something that may not hold.
 *
 * @param alarm id of its alarm, such as {@code forecast.capacity.night}
 * @param chance that it will not hold, 0..1
 * @param text what is expected and what there is room for, for people
 */
public record Risk(String alarm, int priority, double chance, String text, String remedy) {}
