// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Plan;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds destinations of plans by id; keeps an index of the few plans that parcels on a line follow. One owner. */
final class Destinations {
    private static final int PLANS_KEPT = 8;

    private final IdentityHashMap<Plan, Map<String, Plan.Destination>> byPlan = new IdentityHashMap<>();

    Plan.@Nullable Destination find(Plan plan, String id) {
        if (byPlan.size() > PLANS_KEPT) {
            byPlan.clear();
        }
        return byPlan.computeIfAbsent(plan, Destinations::index).get(id);
    }

    private static Map<String, Plan.Destination> index(Plan plan) {
        return plan.destinations().stream()
                .collect(Collectors.toMap(Plan.Destination::id, Function.identity(), (first, second) -> first));
    }

    /** True when the chute is one of the destination's own, not of its overflow. */
    static boolean owns(Plan.Destination destination, int chute) {
        for (Plan.Outlet outlet : destination.outlets()) {
            if (outlet.chute() == chute) {
                return true;
            }
        }
        return false;
    }
}
