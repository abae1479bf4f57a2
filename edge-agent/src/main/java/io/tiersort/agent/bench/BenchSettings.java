// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a benchmark of a line does.
 *
 * @param rates parcels per second, each 1..20,000, measured one after the other
 * @param seconds how long each measurement sends
 * @param repeats measurements of the agent per rate; the relay is measured before, between and after them
 * @param warmUp parcels sent before anything is counted
 * @param shipments shipments known to the agent, 1..10,000,000
 * @param scanners tunnel scanners that take turns, 1..64
 * @param poll pause between two polls of the PLC
 * @param data folder that is kept, with the import file and the imported shipments, or null for a temporary one
 * @param java the java that runs the agent, or null for the one that runs this
 * @param flags flags of the agent's java, or null for those of this process
 */
public record BenchSettings(
        List<Integer> rates,
        int seconds,
        int repeats,
        int warmUp,
        int shipments,
        int scanners,
        Duration poll,
        @Nullable Path data,
        @Nullable String java,
        @Nullable List<String> flags) {
    public BenchSettings {
        rates = List.copyOf(rates);
        flags = flags == null ? null : List.copyOf(flags);
        int most = rates.stream().mapToInt(Integer::intValue).max().orElse(0);
        require("rates", rates.stream().mapToInt(Integer::intValue).min().orElse(0), 1, 20_000);
        require("rates", most, 1, 20_000);
        require("seconds", seconds, 1, 3_600);
        require("parcels of one measurement", (long) most * seconds, 1, 2_000_000);
        require("repeats", repeats, 1, 100);
        require("warm-up", warmUp, 0, 1_000_000);
        require("shipments", shipments, 1, 10_000_000);
        require("scanners", scanners, 1, 64);
        require("poll in ms", poll.toMillis(), 1, 1_000);
    }

    private static void require(String what, long found, long least, long most) {
        if (found < least || found > most) {
            throw new IllegalArgumentException(what + ": found " + found + "; expected " + least + " to " + most);
        }
    }
}
