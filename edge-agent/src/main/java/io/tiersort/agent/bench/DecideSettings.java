// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import java.util.List;

/**
 * What a benchmark of decisions does.
 *
 * @param shipments numbers of known shipments, each 1..10,000,000
 * @param rules numbers of tier rules, each 1..10,000; a plan has as many routes
 * @param seconds how long each pair is measured, after a warm-up of the same length; 1..600
 * @param repeats measurements of each pair, of which the median counts; 1..100
 */
public record DecideSettings(List<Integer> shipments, List<Integer> rules, int seconds, int repeats) {
    private static final int SHIPMENTS_MAX = 10_000_000;
    private static final int RULES_MAX = 10_000;
    private static final int SECONDS_MAX = 600;
    private static final int REPEATS_MAX = 100;

    public DecideSettings {
        shipments = shipments.stream().sorted().distinct().toList();
        rules = rules.stream().sorted().distinct().toList();
        require("shipments", shipments, SHIPMENTS_MAX);
        require("rules", rules, RULES_MAX);
        require("seconds", List.of(seconds), SECONDS_MAX);
        require("repeats", List.of(repeats), REPEATS_MAX);
    }

    private static void require(String what, List<Integer> found, int most) {
        if (found.isEmpty() || found.get(0) < 1 || found.get(found.size() - 1) > most) {
            throw new IllegalArgumentException(what + ": found " + found + "; expected 1 to " + most);
        }
    }
}
