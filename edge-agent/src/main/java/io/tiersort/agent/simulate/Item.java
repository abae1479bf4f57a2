// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.Fact;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the checker noted about one parcel, from facts and from what the devices reported. One thread. */
final class Item {
    private static final int FACTS_KEPT = 15;

    final long number;
    final int epoch;
    final long trackingId;
    final int inductLengthMm;

    /** Belt position at which it was inducted; a lap later it counts as inducted a lap later. */
    long inductEncoder;

    int lap;
    int grams;
    int lengthMm;

    Fact.@Nullable ParcelDecided decision;

    /** True while no fresh decision stands: none was made, or the parcel passed its chute. */
    boolean free = true;

    boolean atRiskTold;
    boolean closed;
    final List<String> reads = new ArrayList<>();
    private final Deque<Fact> facts = new ArrayDeque<>();

    Item(Fact.ParcelInducted fact) {
        number = fact.parcel();
        epoch = fact.epoch();
        trackingId = fact.trackingId();
        inductEncoder = fact.encoder();
        inductLengthMm = fact.lengthMm();
    }

    void note(Fact fact) {
        facts.add(fact);
        if (facts.size() > FACTS_KEPT) {
            facts.remove();
        }
    }

    List<String> lastFacts() {
        return facts.stream().map(Fact::toString).toList();
    }
}
