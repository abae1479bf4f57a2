// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.identify.Verdict;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import java.util.EnumMap;
import java.util.Map;
import java.util.TreeMap;

/** Running counts of a line since its facts begin. Owned by the line; {@link #snapshot} hands out copies. */
public final class Figures {
    private final Map<Outcome, Long> outcomes = new EnumMap<>(Outcome.class);
    private final Map<Cause, Long> causes = new EnumMap<>(Cause.class);
    private final Map<Physical, Long> physicals = new EnumMap<>(Physical.class);
    private final Map<String, Long> tiers = new TreeMap<>();
    private final Map<String, Long> atRisk = new TreeMap<>();
    private final Map<Integer, Long> chutes = new TreeMap<>();
    private long inducted;
    private long strays;
    private long closed;
    private long read;
    private long readLater;
    private long extraLabels;
    private long badCheckDigits;
    private long late;
    private long unmatched;
    private long droppedCommands;
    private long missedSequences;

    /**
     * Counts of a line.
     *
     * @param inducted parcels that passed the induct eye
     * @param strays parcels that appeared without one
     * @param closed parcels with an outcome
     * @param read closed parcels on which at least one usable code was read
     * @param readLater those of them on which it was not read before they had gone round
     * @param extraLabels closed parcels with a label of another shipment beside the one that counted
     * @param badCheckDigits closed parcels with a code whose check digit was wrong
     * @param late decisions that came after the latest decision point of the chute wanted first
     * @param unmatched reader results that fitted no parcel
     * @param sortedByTier verified in a chute of their destination, by tier
     * @param atRiskByTier promises that could not be kept as given, by promised tier
     * @param sortedByChute confirmed arrivals by chute, hospital and overflow included
     */
    public record Snapshot(
            long inducted,
            long strays,
            long closed,
            long read,
            long readLater,
            long extraLabels,
            long badCheckDigits,
            long late,
            long unmatched,
            long droppedCommands,
            long missedSequences,
            Map<Outcome, Long> outcomes,
            Map<Cause, Long> causes,
            Map<Physical, Long> physicals,
            Map<String, Long> sortedByTier,
            Map<String, Long> atRiskByTier,
            Map<Integer, Long> sortedByChute) {}

    void inducted(boolean stray) {
        if (stray) {
            strays++;
        } else {
            inducted++;
        }
    }

    void decided(boolean isLate) {
        if (isLate) {
            late++;
        }
    }

    void atRisk(String tier) {
        atRisk.merge(tier, 1L, Long::sum);
    }

    void unmatched() {
        unmatched++;
    }

    void droppedCommand() {
        droppedCommands++;
    }

    void missedSequences(long count) {
        missedSequences += count;
    }

    void closed(Fact.ParcelClosed fact, Parcel parcel) {
        closed++;
        if (fact.cause() != Cause.NOREAD && fact.outcome() != Outcome.STRAY) {
            read++;
            readLater += parcel.readOnLap > 0 ? 1 : 0;
        }
        Fact.ParcelDecided decision = parcel.decision;
        if (decision != null) {
            extraLabels += decision.extraLabel() ? 1 : 0;
            badCheckDigits += decision.verdicts().stream().anyMatch(Figures::badCheckDigit) ? 1 : 0;
        }
        outcomes.merge(fact.outcome(), 1L, Long::sum);
        causes.merge(fact.cause(), 1L, Long::sum);
        physicals.merge(fact.physical(), 1L, Long::sum);
        // What waits for its day is sorted in its tier when it comes again.
        arrived(fact.outcome(), fact.cause() == Cause.NOT_BEFORE ? "" : fact.tier(), fact.chute());
    }

    private static boolean badCheckDigit(Fact.CodeVerdict code) {
        return code.fault().equals(Verdict.BAD_CHECKDIGIT.name());
    }

    void corrected(Fact.OutcomeCorrected fact, String tier) {
        outcomes.merge(fact.before(), -1L, Long::sum);
        outcomes.merge(fact.outcome(), 1L, Long::sum);
        arrived(fact.outcome(), tier, fact.chute());
    }

    private void arrived(Outcome outcome, String tier, int chute) {
        if (chute != 0) {
            chutes.merge(chute, 1L, Long::sum);
        }
        if (!tier.isEmpty() && (outcome == Outcome.SORTED || outcome == Outcome.SORTED_ALT)) {
            tiers.merge(tier, 1L, Long::sum);
        }
    }

    Snapshot snapshot() {
        return new Snapshot(
                inducted,
                strays,
                closed,
                read,
                readLater,
                extraLabels,
                badCheckDigits,
                late,
                unmatched,
                droppedCommands,
                missedSequences,
                Map.copyOf(outcomes),
                Map.copyOf(causes),
                Map.copyOf(physicals),
                Map.copyOf(tiers),
                Map.copyOf(atRisk),
                Map.copyOf(chutes));
    }
}
