// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.backtest;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Replay;
import io.tiersort.agent.plan.Plan;
import java.util.LinkedHashMap;
import java.util.Map;

/** One line's part of a backtest: pairs each recorded decision with the candidate's, and counts a parcel when it ends. */
final class LineTrial {
    private final String line;
    private final Replay replay;
    private final Tally tally;
    private final Map<Long, Tally.Pair> open = new LinkedHashMap<>();

    LineTrial(LineLayout layout, Plan candidate, Tally tally) {
        line = layout.line();
        replay = new Replay(layout, candidate);
        this.tally = tally;
    }

    /** @param asked whether the candidate is asked about decisions now */
    void take(Fact fact, boolean asked) {
        if (fact instanceof Fact.ParcelDecided decided && asked) {
            ask(decided);
        }
        replay.apply(fact);
        if (fact instanceof Fact.ParcelClosed closed) {
            boolean sorted = closed.outcome() == Outcome.SORTED || closed.outcome() == Outcome.SORTED_ALT;
            Tally.Pair pair = open.remove(closed.parcel());
            if (pair != null) {
                tally.ended(pair, closed.outcome() == Outcome.HOSPITAL, sorted);
            }
        }
    }

    private void ask(Fact.ParcelDecided decided) {
        if (!replay.isOnTheLine(decided.parcel())) {
            tally.unknownParcel();
        } else if (!Replay.isComplete(decided)) {
            tally.withoutBasis();
        } else {
            Tally.Pair pair = new Tally.Pair(FactCodec.parcelId(line, decided.parcel()), decided, replay.ask(decided));
            tally.decided(pair);
            open.put(decided.parcel(), pair);
        }
    }

    /** Parcels still on the line count without an outcome. */
    void end() {
        open.values().forEach(tally::unended);
    }
}
