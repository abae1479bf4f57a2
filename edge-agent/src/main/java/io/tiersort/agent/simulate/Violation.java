// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import java.time.Instant;
import java.util.List;

/**
 * An invariant that did not hold.
 *
 * @param at wall clock of the world
 * @param parcel number of the parcel, 0 when about none
 * @param what what was found, against what was expected
 * @param lastFacts what the line last said of this parcel, oldest first
 */
public record Violation(Invariant invariant, Instant at, long parcel, String what, List<String> lastFacts) {
    public Violation {
        lastFacts = List.copyOf(lastFacts);
    }

    /** Several lines for people. */
    public String text() {
        StringBuilder text = new StringBuilder("violated: " + invariant + " (" + invariant.text() + ")\n  at " + at);
        if (parcel != 0) {
            text.append(", parcel ").append(parcel);
        }
        text.append("\n  ").append(what);
        lastFacts.forEach(fact -> text.append("\n    ").append(fact));
        return text.toString();
    }
}
