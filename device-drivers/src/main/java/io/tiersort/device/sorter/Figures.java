// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

/**
 * What a sorter driver has done since it was made; every number only grows.
 *
 * @param polls finished polls
 * @param pollNanos time spent in them, from asking for the header to the last record read
 * @param records events accepted from the ring
 * @param unknown events of a type or with a value that this version does not know
 * @param gaps holes in the event sequence
 * @param commands commands written
 * @param coalesced writes that carried more than one command
 * @param drops commands not written
 * @param sessions sessions started, by connecting or by a new epoch
 * @param failures connections lost or not made
 */
public record Figures(
        long polls,
        long pollNanos,
        long records,
        long unknown,
        long gaps,
        long commands,
        long coalesced,
        long drops,
        long sessions,
        long failures) {}
