// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Plan;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * In which order the chutes of a destination are tried: as written; or, when it is balanced, the least loaded by weight
 * first, but not at every small difference; or the chute of the parcel's group before all others.
 */
final class Preference {
    /** A chute must be less loaded by this much, in thousandths, before a balanced destination turns to it. */
    private static final int CLEARLY_LESS = 50;

    private static final long SWITCH_MILLIS = 5_000;
    /** Stands in for a capacity that is not known, for comparing loads only. */
    private static final int USUAL_CAPACITY = 40;

    private final LineState state;
    private final Admission admission;

    Preference(LineState state, Admission admission) {
        this.state = state;
        this.admission = admission;
    }

    /** Chutes, best first, each with what its verdict must mention or an empty text. */
    Map<Integer, String> order(Plan.Destination destination, Wish wish, Parcel parcel, long millis) {
        Map<Integer, String> order = new LinkedHashMap<>();
        int together = state.steering.chuteOf(destination, wish.group(), millis);
        if (together != 0 && Destinations.owns(destination, together)) {
            order.put(together, "its group keeps to this chute");
        }
        if (destination.balanced()) {
            balanced(destination, wish, parcel, millis)
                    .forEach(outlet -> order.putIfAbsent(
                            outlet.chute(), "load " + load(destination, outlet, parcel) / 10 + " % of its share"));
        } else {
            destination.outlets().forEach(outlet -> order.putIfAbsent(outlet.chute(), ""));
        }
        return order;
    }

    private List<Plan.Outlet> balanced(Plan.Destination destination, Wish wish, Parcel parcel, long millis) {
        List<Plan.Outlet> outlets = new ArrayList<>();
        for (Plan.Outlet outlet : destination.outlets()) {
            ChuteBoard.Chute chute = state.board.find(outlet.chute());
            if (chute != null) {
                outlets.add(outlet);
            }
        }
        outlets.sort(Comparator.comparingInt(
                outlet -> takes(outlet, wish, parcel, millis) ? load(destination, outlet, parcel) : Integer.MAX_VALUE));
        Steering.Present present = state.steering.present(destination);
        if (present == null || outlets.isEmpty()) {
            return outlets;
        }
        int least = load(destination, outlets.get(0), parcel);
        for (Plan.Outlet outlet : outlets) {
            boolean clear = load(destination, outlet, parcel) - least >= CLEARLY_LESS
                    && millis - present.since() >= SWITCH_MILLIS;
            if (outlet.chute() == present.chute() && !clear && takes(outlet, wish, parcel, millis)) {
                outlets.remove(outlet);
                outlets.add(0, outlet);
                return outlets;
            }
        }
        return outlets;
    }

    private boolean takes(Plan.Outlet outlet, Wish wish, Parcel parcel, long millis) {
        ChuteBoard.Chute chute = state.board.find(outlet.chute());
        return chute != null && admission.refusal(chute, parcel, wish, millis) == null;
    }

    /** What lies in it and is on its way, in thousandths of its capacity, as if all chutes had the largest weight. */
    private int load(Plan.Destination destination, Plan.Outlet outlet, Parcel parcel) {
        ChuteBoard.Chute chute = state.board.find(outlet.chute());
        if (chute == null) {
            return Integer.MAX_VALUE;
        }
        int capacity = chute.layout.capacity() == 0 ? USUAL_CAPACITY : chute.layout.capacity();
        long filled = chute.fillPercent * 10L + chute.comingBeside(parcel.number) * 1_000L / capacity;
        int largest = 1;
        for (Plan.Outlet other : destination.outlets()) {
            largest = Math.max(largest, other.weight());
        }
        return (int) Math.min(Integer.MAX_VALUE - 1, filled * largest / Math.max(1, outlet.weight()));
    }
}
