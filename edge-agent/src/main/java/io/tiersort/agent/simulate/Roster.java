// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.Fact;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The parcels as the checker knows them, and the first violation. Forgets closed parcels after a while. One thread. */
final class Roster {
    private static final int CLOSED_KEPT = 5_000;

    final Map<Long, Item> open = new LinkedHashMap<>();
    final Map<Long, Item> closed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Item> eldest) {
            return size() > CLOSED_KEPT;
        }
    };
    private final Map<Long, Item> byTrackingId = new HashMap<>();
    private @Nullable Violation violation;
    private Instant now = Instant.EPOCH;

    void clock(long millis) {
        now = Instant.ofEpochMilli(millis);
    }

    void inducted(Fact.ParcelInducted fact) {
        Item item = new Item(fact);
        open.put(item.number, item);
        byTrackingId.put(item.trackingId, item);
        item.note(fact);
    }

    void closed(Item item) {
        item.closed = true;
        open.remove(item.number);
        byTrackingId.remove(item.trackingId, item);
        closed.put(item.number, item);
    }

    /** The open parcel with this tracking id. */
    @Nullable
    Item tracked(long trackingId) {
        return byTrackingId.get(trackingId);
    }

    /** The first thing that did not hold. */
    Optional<Violation> violation() {
        return Optional.ofNullable(violation);
    }

    /** Notes that an invariant did not hold; only the first one counts. */
    void violated(Invariant invariant, @Nullable Item item, String what) {
        if (violation == null) {
            violation = new Violation(
                    invariant, now, item == null ? 0 : item.number, what, item == null ? List.of() : item.lastFacts());
        }
    }
}
