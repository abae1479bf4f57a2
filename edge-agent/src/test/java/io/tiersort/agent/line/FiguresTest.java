// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a line counts, and what it does not. */
class FiguresTest {
    private final Figures figures = new Figures();

    private void closed(Outcome outcome, Cause cause, String tier, int chute) {
        Fact.ParcelInducted inducted = new Fact.ParcelInducted(LineRig.NOON, 1, 1, 1, 1, 0, 1, 400, false);
        figures.closed(
                new Fact.ParcelClosed(LineRig.NOON, 1, 1, "PKG-1", tier, outcome, cause, Physical.NONE, chute, 9_000),
                new Parcel(inducted, LineRig.plan()));
    }

    @Test
    void straysAreCountedApartFromInductedParcels() {
        figures.inducted(false);
        figures.inducted(false);
        figures.inducted(true);
        assertEquals(2, figures.snapshot().inducted());
        assertEquals(1, figures.snapshot().strays());
    }

    @Test
    void onlyLateDecisionsCountAsLate() {
        figures.decided(false);
        figures.decided(true);
        figures.decided(true);
        assertEquals(2, figures.snapshot().late());
    }

    @Test
    void whatWentMissingOnTheWayIsCounted() {
        figures.unmatched();
        figures.droppedCommand();
        figures.droppedCommand();
        figures.missedSequences(3);
        figures.missedSequences(4);
        figures.atRisk("SAME_DAY");
        figures.atRisk("SAME_DAY");
        Figures.Snapshot counts = figures.snapshot();
        assertEquals(1, counts.unmatched());
        assertEquals(2, counts.droppedCommands());
        assertEquals(7, counts.missedSequences());
        assertEquals(Map.of("SAME_DAY", 2L), counts.atRiskByTier());
    }

    @Test
    void aParcelIsReadUnlessNothingWasReadOrItIsAStray() {
        closed(Outcome.SORTED, Cause.OK, "SAME_DAY", 1);
        closed(Outcome.HOSPITAL, Cause.NO_DATA, "", 12);
        closed(Outcome.HOSPITAL, Cause.NOREAD, "", 12);
        closed(Outcome.STRAY, Cause.STRAY, "", 12);
        assertEquals(4, figures.snapshot().closed());
        assertEquals(2, figures.snapshot().read());
    }

    @Test
    void everyEndIsCountedByOutcomeCauseAndPhysicalReason() {
        closed(Outcome.SORTED, Cause.OK, "SAME_DAY", 1);
        closed(Outcome.SORTED, Cause.OK, "SAME_DAY", 2);
        closed(Outcome.HOSPITAL, Cause.NOREAD, "", 12);
        Figures.Snapshot counts = figures.snapshot();
        assertEquals(Map.of(Outcome.SORTED, 2L, Outcome.HOSPITAL, 1L), counts.outcomes());
        assertEquals(Map.of(Cause.OK, 2L, Cause.NOREAD, 1L), counts.causes());
        assertEquals(Map.of(Physical.NONE, 3L), counts.physicals());
        assertEquals(Map.of(1, 1L, 2, 1L, 12, 1L), counts.sortedByChute());
    }

    @Test
    void aTierIsServedInAChuteOfItsDestinationOnly() {
        closed(Outcome.SORTED, Cause.OK, "SAME_DAY", 1);
        closed(Outcome.SORTED_ALT, Cause.OK, "SAME_DAY", 2);
        closed(Outcome.OVERFLOW, Cause.OK, "SAME_DAY", 11);
        closed(Outcome.MISSORTED, Cause.OK, "SAME_DAY", 7);
        closed(Outcome.SORTED, Cause.OK, "", 1);
        assertEquals(Map.of("SAME_DAY", 2L), figures.snapshot().sortedByTier());
    }

    @Test
    void whatWaitsForItsDayIsNotSortedInItsTierYet() {
        closed(Outcome.SORTED, Cause.NOT_BEFORE, "SAME_DAY", 9);
        assertEquals(Map.of(), figures.snapshot().sortedByTier());
        assertEquals(Map.of(9, 1L), figures.snapshot().sortedByChute());
    }

    @Test
    void whatDroppedNowhereIsCountedAtNoChute() {
        closed(Outcome.LOST, Cause.OK, "SAME_DAY", 0);
        assertEquals(Map.of(), figures.snapshot().sortedByChute());
    }

    @Test
    void aCorrectionMovesAParcelFromOneOutcomeToTheOther() {
        closed(Outcome.LOST, Cause.OK, "SAME_DAY", 0);
        closed(Outcome.LOST, Cause.OK, "SAME_DAY", 0);
        figures.corrected(
                new Fact.OutcomeCorrected(LineRig.NOON, 1, Outcome.LOST, Outcome.SORTED_ALT, Physical.NONE, 2),
                "SAME_DAY");
        Figures.Snapshot counts = figures.snapshot();
        assertEquals(2, counts.closed());
        assertEquals(Map.of(Outcome.LOST, 1L, Outcome.SORTED_ALT, 1L), counts.outcomes());
        assertEquals(Map.of("SAME_DAY", 1L), counts.sortedByTier());
        assertEquals(Map.of(2, 1L), counts.sortedByChute());
    }
}
