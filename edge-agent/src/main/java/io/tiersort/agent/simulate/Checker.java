// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.Fact;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.sim.SiteLedger;
import io.tiersort.device.sim.SiteLedger.Ending;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Holds every {@link Invariant} against what a line says and does. Sees facts, commands, what the devices report and where
 * the parcels physically are; never asks the line. One thread.
 */
final class Checker implements Watcher {
    private static final long READ_TOLD_NANOS = 2_000_000_000L;
    private static final int COMMANDED_KEPT = 5_000;

    private final Truth truth;
    private final Roster roster = new Roster();
    private final CommandChecks commands;
    private final CapacityCheck capacity;
    private final DecisionChecks decisions;
    private final Deque<Long> reads = new ArrayDeque<>();
    private final Map<SiteLedger.Identity, Set<Integer>> commanded = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SiteLedger.Identity, Set<Integer>> eldest) {
            return size() > COMMANDED_KEPT;
        }
    };
    private long physicallyChecked;

    Checker(Truth truth) {
        this.truth = truth;
        commands = new CommandChecks(truth, roster);
        capacity = new CapacityCheck(truth.plan(), roster);
        decisions = new DecisionChecks(truth, roster);
    }

    /** The first thing that did not hold. */
    Optional<Violation> violation() {
        return roster.violation();
    }

    @Override
    public void reported(DeviceEvent event) {
        if (!reads.isEmpty() && event.at() - reads.element() > READ_TOLD_NANOS) {
            roster.violated(Invariant.READ_TOLD, null, reads.size() + " results of scanners came to nothing");
        }
        if (event instanceof CodesRead read) {
            reads.add(read.at());
            Item item = roster.tracked(read.trackingId());
            if (item != null) {
                read.codes().forEach(code -> item.reads.add(code.data()));
            }
        } else if (event instanceof SorterEvent fromPlc) {
            commands.reported(fromPlc);
        }
    }

    @Override
    public void commanded(DestinationCommand command) {
        commands.commanded(command);
        commanded
                .computeIfAbsent(new SiteLedger.Identity(command.epoch(), command.trackingId()), key -> new HashSet<>())
                .addAll(command.destinations());
    }

    @Override
    public void happened(Fact fact) {
        roster.clock(fact.at());
        if (fact instanceof Fact.ParcelInducted inducted) {
            roster.inducted(inducted);
        } else if (fact.parcel() != 0) {
            about(fact);
        } else if (fact instanceof Fact.ChuteStateChanged chute) {
            decisions.chuteChanged(chute);
        } else if (fact instanceof Fact.CodesUnmatched) {
            reads.poll();
        }
    }

    private void about(Fact fact) {
        Item item = roster.open.get(fact.parcel());
        if (item == null) {
            late(fact);
            return;
        }
        item.note(fact);
        if (fact instanceof Fact.CodesSeen) {
            reads.poll();
        } else if (fact instanceof Fact.ParcelMeasured measured) {
            item.grams = measured.grams();
            item.lengthMm = measured.lengthMm();
        } else if (fact instanceof Fact.ParcelDecided decided) {
            decided(item, decided);
        } else if (fact instanceof Fact.PromiseAtRisk) {
            item.atRiskTold = true;
        } else if (fact instanceof Fact.CommandDropped dropped) {
            commands.dropped(dropped);
        } else if (fact instanceof Fact.DivertReported diverted) {
            diverted(item, diverted);
        } else if (fact instanceof Fact.ParcelClosed closed) {
            decisions.closed(item, closed);
            capacity.closed(item, closed);
            roster.closed(item);
        }
    }

    private void decided(Item item, Fact.ParcelDecided fact) {
        commands.decided(item, fact);
        capacity.decided(item, fact);
        decisions.decided(item, fact);
        item.decision = fact;
        item.free = false;
    }

    private void diverted(Item item, Fact.DivertReported fact) {
        boolean again =
                fact.outcome() == SorterEvent.Outcome.PASSED || fact.outcome() == SorterEvent.Outcome.RECIRCULATED;
        item.free |= again;
        if (fact.lap() > item.lap) {
            item.inductEncoder +=
                    (fact.lap() - item.lap) * truth.counts(truth.layout().lengthMm());
            item.lap = fact.lap();
        }
    }

    /** A fact about a parcel that is not open: a correction or a late report may follow the end, an outcome may not. */
    private void late(Fact fact) {
        Item item = roster.closed.get(fact.parcel());
        if (fact instanceof Fact.ParcelClosed) {
            roster.violated(
                    item == null ? Invariant.KNOWN_PARCEL : Invariant.ONE_OUTCOME, item, "one more outcome: " + fact);
        } else if (item == null) {
            roster.violated(Invariant.KNOWN_PARCEL, null, "the parcel was never inducted: " + fact);
        }
    }

    /** Looks where parcels have ended since the last call. */
    void checkChutes() {
        long last = physicallyChecked;
        boolean gap = false;
        for (long number = last + 1; !gap || number < last + 1_000; number++) {
            Optional<SiteLedger.Entry> entry = truth.ledger().byParcel(number);
            if (entry.isEmpty()) {
                return;
            }
            gap |= entry.get().ending() == Ending.ON_BELT;
            if (!gap) {
                physicallyChecked = number;
                ended(entry.get());
            }
        }
    }

    private void ended(SiteLedger.Entry entry) {
        if (entry.ending() != Ending.IN_CHUTE || entry.chute() == truth.layout().hospital()) {
            return;
        }
        // A parcel that slid into its neighbour's window is the neighbour to the PLC from there on, and to everybody
        // else:
        // its chute must have been commanded for one that it was taken for. The ledger counts it as missorted.
        boolean wanted = entry.identities().stream()
                .anyMatch(identity -> commanded.getOrDefault(identity, Set.of()).contains(entry.chute()));
        if (!wanted) {
            Item item = entry.identities().isEmpty()
                    ? null
                    : roster.closed.values().stream()
                            .filter(each ->
                                    each.trackingId == entry.identities().get(0).trackingId())
                            .findFirst()
                            .orElse(null);
            roster.violated(Invariant.RIGHT_CHUTE, item, "nobody commanded the chute of " + entry);
        }
    }

    /** True when the line knows of no parcel and no result waits for one. */
    boolean isSettled() {
        return roster.open.isEmpty() && reads.isEmpty();
    }

    /** When the line has run empty: everything that came is accounted for. */
    void checkEmpty() {
        checkChutes();
        SiteLedger.Totals totals = truth.ledger().totals();
        if (totals.massBalance() != 0 || totals.onBelt() != 0) {
            roster.violated(Invariant.MASS_BALANCE, null, "the belt ran empty with " + totals);
        }
        roster.open.values().stream()
                .findFirst()
                .ifPresent(item -> roster.violated(
                        Invariant.ONE_OUTCOME,
                        item,
                        roster.open.size() + " parcels have no outcome on an empty line; expected one each"));
        if (!reads.isEmpty()) {
            roster.violated(Invariant.READ_TOLD, null, reads.size() + " results of scanners came to nothing");
        }
    }
}
