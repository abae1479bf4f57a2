// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Allotments.Load;
import java.util.HashMap;
import java.util.Map;

/**
 * Tells how much room a line has taken: what changed once a minute, and every pool again after three, as long as parcels
 * come. A restart reads at least the last five minutes before the newest parcel, so it finds a count of every pool there,
 * and counts on from it with the decisions after it.
 */
final class Tally {
    private static final long ROUND_NANOS = 60_000_000_000L;
    private static final long AGAIN_NANOS = 3 * ROUND_NANOS;
    private static final long KEPT_MILLIS = 3_600_000;

    private final String line;
    private final Allotments allotments;
    private final Map<String, Told> told = new HashMap<>();
    private long nextRound = Long.MIN_VALUE;

    private record Told(Load load, long at) {}

    Tally(String line, Allotments allotments) {
        this.line = line;
        this.allotments = allotments;
    }

    /** To be called at the end of each step. */
    void tell(Step step) {
        long now = step.now.nanos();
        if (now < nextRound || step.idle()) {
            return;
        }
        nextRound = now + ROUND_NANOS;
        allotments.forgetBefore(step.now.millis() - KEPT_MILLIS);
        Map<String, Load> taken = allotments.takenBy(line);
        told.keySet().retainAll(taken.keySet());
        taken.forEach((pool, load) -> tell(step, pool, load));
    }

    private void tell(Step step, String pool, Load load) {
        Told before = told.get(pool);
        if (before != null && before.load().equals(load) && step.now.nanos() - before.at() < AGAIN_NANOS) {
            return;
        }
        told.put(pool, new Told(load, step.now.nanos()));
        step.emit(new Fact.AllotmentCounted(step.now.millis(), pool, load.parcels(), load.grams(), load.millilitres()));
    }
}
