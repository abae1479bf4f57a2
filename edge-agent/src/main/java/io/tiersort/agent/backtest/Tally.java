// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.backtest;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Replay;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what a candidate plan does differently. One thread. */
public final class Tally {
    private static final int EXAMPLES_OF_A_KIND = 5;

    private final Map<Change, Long> changes = new EnumMap<>(Change.class);
    private final List<Example> examples = new ArrayList<>();
    private final Map<String, Promises> promises = new TreeMap<>();
    private long decisions;
    private long decisionsChanged;
    private long withoutBasis;
    private long unknownParcels;
    private long parcels;
    private long parcelsChanged;

    /** What may change about a parcel. */
    public enum Change {
        TIER,
        DESTINATION,
        /** The first chute commanded. */
        CHUTE
    }

    /** A recorded decision and what the candidate says in its place. */
    record Pair(String parcel, Fact.ParcelDecided recorded, Replay.Verdict candidate) {
        boolean differs(Change change) {
            return switch (change) {
                case TIER -> !recorded.tier().equals(candidate.tier());
                case DESTINATION -> !recorded.destination().equals(candidate.destination());
                case CHUTE -> first(recorded.chutes()) != first(candidate.chutes());
            };
        }

        boolean differs() {
            return differs(Change.TIER) || differs(Change.DESTINATION) || differs(Change.CHUTE);
        }
    }

    /** One side of an example; {@code chute} 0 when none could be reached. */
    public record Side(String tier, String tierRule, String route, String destination, int chute) {}

    /** A parcel that changes. */
    public record Example(Change change, String parcel, String reference, Side recorded, Side candidate) {}

    /** Promised parcels of one tier: those that met their instant and those that did not, as recorded and as tried. */
    public record Promises(long recordedKept, long recordedBroken, long candidateKept, long candidateBroken) {
        private static final Promises NONE = new Promises(0, 0, 0, 0);

        private Promises recorded(boolean kept) {
            return new Promises(
                    recordedKept + (kept ? 1 : 0), recordedBroken + (kept ? 0 : 1), candidateKept, candidateBroken);
        }

        private Promises candidate(boolean kept) {
            return new Promises(
                    recordedKept, recordedBroken, candidateKept + (kept ? 1 : 0), candidateBroken + (kept ? 0 : 1));
        }
    }

    /**
     * The counts.
     *
     * @param decisions decisions the candidate was asked about; a parcel may have several
     * @param withoutBasis decisions left out because the record does not say what the rules were asked about
     * @param unknownParcels decisions left out because the parcel's induct is not in the journal
     * @param parcels parcels with such decisions; the last one counts
     * @param promises by tier: the recorded figures under the recorded tier, the tried ones under the candidate's
     * @param examples at most five of each kind of change
     */
    public record Result(
            long decisions,
            long decisionsChanged,
            long withoutBasis,
            long unknownParcels,
            long parcels,
            long parcelsChanged,
            Map<Change, Long> changes,
            Map<String, Promises> promises,
            List<Example> examples) {
        public Result {
            changes = Map.copyOf(changes);
            promises = Map.copyOf(promises);
            examples = List.copyOf(examples);
        }

        /** Parcels with this change. */
        public long changed(Change change) {
            return changes.getOrDefault(change, 0L);
        }
    }

    void withoutBasis() {
        withoutBasis++;
    }

    void unknownParcel() {
        unknownParcels++;
    }

    void decided(Pair pair) {
        decisions++;
        decisionsChanged += pair.differs() ? 1 : 0;
    }

    void unended(Pair pair) {
        parcels++;
        if (!pair.differs()) {
            return;
        }
        parcelsChanged++;
        for (Change change : Change.values()) {
            if (pair.differs(change)) {
                example(change, pair);
            }
        }
    }

    private void example(Change change, Pair pair) {
        long before = changes.getOrDefault(change, 0L);
        changes.put(change, before + 1);
        if (before < EXAMPLES_OF_A_KIND) {
            Fact.ParcelDecided recorded = pair.recorded();
            Replay.Verdict candidate = pair.candidate();
            examples.add(new Example(
                    change,
                    pair.parcel(),
                    recorded.reference(),
                    new Side(
                            recorded.tier(),
                            recorded.tierRule(),
                            recorded.route(),
                            recorded.destination(),
                            first(recorded.chutes())),
                    new Side(
                            candidate.tier(),
                            candidate.tierRule(),
                            candidate.route(),
                            candidate.destination(),
                            first(candidate.chutes()))));
        }
    }

    /**
     * A promise is kept when the parcel was sorted and its run leaves in time. The candidate's parcel counts as sorted when
     * the recorded one was, or when that one only lay in the hospital for want of a destination.
     */
    void ended(Pair pair, boolean hospital, boolean sorted) {
        unended(pair);
        long promiseBy = pair.recorded().basis().promiseBy();
        if (promiseBy > 0) {
            boolean kept = sorted && pair.recorded().leaves() <= promiseBy;
            promises.merge(pair.recorded().tier(), Promises.NONE.recorded(kept), Tally::sum);
            boolean placeable = hospital && pair.recorded().destination().isEmpty();
            boolean keeps = (sorted || placeable)
                    && !pair.candidate().destination().isEmpty()
                    && pair.candidate().leaves() <= promiseBy;
            promises.merge(pair.candidate().tier(), Promises.NONE.candidate(keeps), Tally::sum);
        }
    }

    private static Promises sum(Promises one, Promises other) {
        return new Promises(
                one.recordedKept + other.recordedKept,
                one.recordedBroken + other.recordedBroken,
                one.candidateKept + other.candidateKept,
                one.candidateBroken + other.candidateBroken);
    }

    private static int first(List<Integer> chutes) {
        return chutes.isEmpty() ? 0 : chutes.get(0);
    }

    Result result() {
        return new Result(
                decisions,
                decisionsChanged,
                withoutBasis,
                unknownParcels,
                parcels,
                parcelsChanged,
                changes,
                promises,
                examples);
    }
}
