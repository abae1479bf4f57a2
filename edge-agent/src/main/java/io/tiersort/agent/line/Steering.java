// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What earlier decisions bind later ones to: the chute of a group that keeps together, and the present chute of a
 * balanced destination. Changed only by decisions, so that the same facts steer the same way.
 */
final class Steering {
    private static final int GROUPS_KEPT = 20_000;
    private static final int DESTINATIONS_KEPT = 4_096;

    private final Map<String, Group> groups = bounded(GROUPS_KEPT);
    private final Map<String, Present> present = bounded(DESTINATIONS_KEPT);

    private record Group(int chute, long founder, long at) {}

    /** The chute that a balanced destination fills now, and since when (wall clock, milliseconds). */
    record Present(int chute, long since) {}

    private static <V> Map<String, V> bounded(int limit) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > limit;
            }
        };
    }

    /** A decision was taken for a parcel of this destination. */
    void decided(Fact.ParcelDecided fact, Plan.Destination destination) {
        int chute = fact.chutes().isEmpty() ? 0 : fact.chutes().get(0);
        if (!Destinations.owns(destination, chute) || followsGroup(fact, destination, chute)) {
            return;
        }
        Present before = present.get(destination.id());
        if (destination.balanced() && (before == null || before.chute() != chute)) {
            present.put(destination.id(), new Present(chute, fact.at()));
        }
    }

    /** Notes the parcel in its group; true when the group had a chute already. */
    private boolean followsGroup(Fact.ParcelDecided fact, Plan.Destination destination, int chute) {
        String group = fact.basis().group();
        if (group.isEmpty() || destination.together().isZero()) {
            return false;
        }
        Group held = current(destination, group, fact.at());
        boolean follows = held != null && held.founder() != fact.parcel();
        String key = key(destination, group);
        groups.remove(key);
        groups.put(
                key,
                held != null && follows
                        ? new Group(held.chute(), held.founder(), fact.at())
                        : new Group(chute, fact.parcel(), fact.at()));
        return follows;
    }

    /** The chute that the group keeps to at this time, 0 when it has none. */
    int chuteOf(Plan.Destination destination, String group, long millis) {
        if (group.isEmpty() || destination.together().isZero()) {
            return 0;
        }
        Group held = current(destination, group, millis);
        return held == null ? 0 : held.chute();
    }

    @Nullable
    Present present(Plan.Destination destination) {
        return present.get(destination.id());
    }

    private @Nullable Group current(Plan.Destination destination, String group, long millis) {
        Group held = groups.get(key(destination, group));
        return held != null && millis - held.at() <= destination.together().toMillis() ? held : null;
    }

    private static String key(Plan.Destination destination, String group) {
        return destination.id() + '\n' + group;
    }
}
