// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Plan;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a plan wants a parcel to go, before the state of the chutes is looked at.
 *
 * @param plan the plan that wants it; not always the one the chutes were filled under
 * @param destination its destination, or null when it has none and goes to a refuge
 * @param refuge chutes of the refuge, best first; read only without a destination
 * @param group shipments of one group keep together where the destination says so; an empty text for none
 */
record Wish(Plan plan, Plan.@Nullable Destination destination, List<Integer> refuge, String group, Handling handling) {
    Wish {
        refuge = List.copyOf(refuge);
    }
}
