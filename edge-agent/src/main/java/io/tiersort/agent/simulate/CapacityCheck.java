// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.plan.Plan;
import java.util.HashMap;
import java.util.Map;

/**
 * Counts again, from decisions and outcomes alone, what departures, lockers and pickup points take. A parcel that ends
 * elsewhere than it was sent gives its place back. One thread.
 */
final class CapacityCheck {
    private final Plan plan;
    private final Roster roster;
    private final Map<String, Integer> taken = new HashMap<>();
    private final Map<Long, String> departures = new HashMap<>();
    private final Map<Long, String> compartments = new HashMap<>();
    private final Map<Long, String> rooms = new HashMap<>();

    CapacityCheck(Plan plan, Roster roster) {
        this.plan = plan;
        this.roster = roster;
    }

    void decided(Item item, Fact.ParcelDecided fact) {
        String run = fact.leaves() > 0 ? fact.departure() + " at " + fact.leaves() : "";
        move(departures, item.number, run);
        for (Plan.Departure departure : plan.departures()) {
            if (departure.id().equals(fact.departure())) {
                check(item, run, departure.capacity().parcels());
            }
        }
        boolean sized = !fact.point().isEmpty() && !fact.compartment().isEmpty();
        String compartment = sized ? fact.point() + " size " + fact.compartment() : "";
        move(compartments, item.number, compartment);
        check(item, compartment, count(fact.point(), fact.compartment()));
        boolean inRoom = !fact.point().isEmpty() && !sized && fact.leaves() > 0;
        String room = inRoom ? fact.point() + " at " + fact.leaves() : "";
        move(rooms, item.number, room);
        check(item, room, room(fact.point()));
    }

    void closed(Item item, Fact.ParcelClosed fact) {
        boolean there = fact.outcome() == Outcome.SORTED || fact.outcome() == Outcome.SORTED_ALT;
        if (there) {
            departures.remove(item.number);
            compartments.remove(item.number);
            rooms.remove(item.number);
        } else {
            move(departures, item.number, "");
            move(compartments, item.number, "");
            move(rooms, item.number, "");
        }
    }

    private void move(Map<Long, String> of, long parcel, String pool) {
        String before = pool.isEmpty() ? of.remove(parcel) : of.put(parcel, pool);
        if (pool.equals(before)) {
            return;
        }
        if (before != null) {
            taken.merge(before, -1, Integer::sum);
        }
        if (!pool.isEmpty()) {
            taken.merge(pool, 1, Integer::sum);
        }
    }

    /** An empty pool takes nobody. */
    private void check(Item item, String pool, int room) {
        int now = taken.getOrDefault(pool, 0);
        if (room > 0 && now > room) {
            roster.violated(
                    Invariant.CAPACITY, item, pool + " takes " + now + " parcels; expected " + room + " at most");
        }
    }

    private int room(String point) {
        return plan.points().stream()
                .filter(each -> each.id().equals(point))
                .mapToInt(each -> each.room().parcels())
                .findFirst()
                .orElse(0);
    }

    private int count(String point, String size) {
        for (Plan.Point each : plan.points()) {
            for (Plan.Compartment compartment : each.compartments()) {
                if (each.id().equals(point) && compartment.size().equals(size)) {
                    return compartment.count();
                }
            }
        }
        return 0;
    }
}
