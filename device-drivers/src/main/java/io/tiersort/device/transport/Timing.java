// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import io.tiersort.device.Settings;
import java.time.Duration;
import java.util.List;

/**
 * Limits of connecting.
 *
 * @param deadline longest time one attempt may take
 * @param firstBackOff upper limit of the wait after the first failure; doubles with each further one
 * @param longestBackOff upper limit of every wait; a link that lived longer than this starts again with the first
 */
public record Timing(Duration deadline, Duration firstBackOff, Duration longestBackOff) {
    /** The settings from which {@link #from} reads; for the option list of a driver. */
    public static final List<Option> OPTIONS = List.of(
            Option.optional(
                            "connect-deadline",
                            Kind.DURATION,
                            "3s",
                            "Longest time one connection attempt may take; applies after a restart of the device link.")
                    .within(10, 60_000),
            Option.optional(
                            "first-back-off",
                            Kind.DURATION,
                            "250ms",
                            "Upper limit of the random wait after the first failed attempt; doubles with each failure.")
                    .within(1, 60_000),
            Option.optional(
                            "longest-back-off",
                            Kind.DURATION,
                            "10s",
                            "Upper limit of the random wait between two attempts.")
                    .within(1, 600_000));

    public Timing {
        if (deadline.toMillis() < 1 || firstBackOff.toMillis() < 1 || longestBackOff.toMillis() < 1) {
            throw new IllegalArgumentException("timing: found deadline=" + deadline + ", firstBackOff=" + firstBackOff
                    + ", longestBackOff=" + longestBackOff + "; expected at least 1ms each");
        }
    }

    /** From the checked settings of a driver whose options contain {@link #OPTIONS}. */
    public static Timing from(Settings settings) {
        return new Timing(
                settings.duration("connect-deadline"),
                settings.duration("first-back-off"),
                settings.duration("longest-back-off"));
    }

    /** Upper limit in ms of the wait after this many failures in a row, 1 or more. */
    long backOffMillis(int failures) {
        long longest = longestBackOff.toMillis();
        long limit = firstBackOff.toMillis();
        for (int i = 1; i < failures && limit < longest; i++) {
            limit *= 2;
        }
        return Math.min(limit, longest);
    }
}
