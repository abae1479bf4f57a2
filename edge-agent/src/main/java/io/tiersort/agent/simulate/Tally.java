// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.device.event.SorterEvent;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What became of the parcels of a run, counted from facts. One thread. */
public final class Tally implements Watcher {
    private final Map<String, Long> outcomes = new TreeMap<>();
    private final Map<String, Long> tiers = new TreeMap<>();
    private final Map<String, Long> hospital = new TreeMap<>();
    private final Map<String, Long> physical = new TreeMap<>();
    private final Map<String, Long> atRisk = new TreeMap<>();
    private final Map<String, Long> kept = new TreeMap<>();
    private final Map<String, Long> events = new TreeMap<>();
    private final Set<Long> told = new HashSet<>();
    private long parcels;
    private long facts;

    @Override
    public void happened(Fact fact) {
        facts++;
        if (fact instanceof Fact.ParcelInducted) {
            parcels++;
        } else if (fact instanceof Fact.ParcelClosed closed) {
            closed(closed);
        } else if (fact instanceof Fact.PromiseAtRisk risk) {
            count(atRisk, risk.promised());
            told.add(risk.parcel());
        } else if (fact instanceof Fact.DivertReported diverted
                && diverted.outcome() == SorterEvent.Outcome.RECIRCULATED) {
            count(events, "recirculations");
        } else if (fact instanceof Fact.SessionOpened) {
            count(events, "plc sessions");
        } else if (fact instanceof Fact.CommandDropped) {
            count(events, "commands dropped");
        } else if (fact instanceof Fact.DecisionTooLate) {
            count(events, "decisions too late");
        } else if (fact instanceof Fact.SequenceMissed) {
            count(events, "plc event gaps");
        } else if (fact instanceof Fact.CodesUnmatched) {
            count(events, "reads unmatched");
        }
    }

    private void closed(Fact.ParcelClosed closed) {
        count(outcomes, closed.outcome().name());
        boolean atRiskTold = told.remove(closed.parcel());
        if (closed.outcome() == Outcome.SORTED || closed.outcome() == Outcome.SORTED_ALT) {
            count(tiers, closed.tier());
            if (!atRiskTold) {
                count(kept, closed.tier());
            }
        } else if (closed.outcome() == Outcome.HOSPITAL) {
            count(
                    hospital,
                    closed.cause() == Cause.OK
                            ? closed.physical().name()
                            : closed.cause().name());
        } else {
            count(physical, closed.physical().name());
        }
    }

    private static void count(Map<String, Long> of, String name) {
        of.merge(name, 1L, Long::sum);
    }

    /** Parcels inducted, strays included. */
    public long parcels() {
        return parcels;
    }

    /** Facts said. */
    public long facts() {
        return facts;
    }

    /**
     * Every figure under its name: {@code outcomes}, {@code tiers} of the parcels sorted, {@code promises-kept} by tier,
     * {@code promises-at-risk} by the tier promised, {@code hospital} by cause, {@code elsewhere} by what happened, and
     * {@code events}.
     */
    public Map<String, Map<String, Long>> figures() {
        Map<String, Map<String, Long>> all = new TreeMap<>();
        all.put("outcomes", new TreeMap<>(outcomes));
        all.put("tiers", new TreeMap<>(tiers));
        all.put("promises-kept", new TreeMap<>(kept));
        all.put("promises-at-risk", new TreeMap<>(atRisk));
        all.put("hospital", new TreeMap<>(hospital));
        all.put("elsewhere", new TreeMap<>(physical));
        all.put("events", new TreeMap<>(events));
        return all;
    }
}
