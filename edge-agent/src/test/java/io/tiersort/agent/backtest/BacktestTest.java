// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.backtest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.backtest.Tally.Change;
import io.tiersort.agent.journal.JournalLookup;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.line.RecordedShift;
import io.tiersort.agent.plan.Plan;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A candidate plan is asked at every decision of a journal of 600 parcels with faults. */
class BacktestTest {
    private static final int PARCELS = 600;
    private static final long SEED = 20_261_123;

    @TempDir
    private Path data = Path.of("");

    private Backtest.Report run(Plan candidate, long from, long to) {
        try (JournalLookup journal = JournalLookup.open(data)) {
            return Backtest.run(journal, List.of(RecordedShift.layout()), candidate, from, to);
        }
    }

    private Tally.Result whole(Plan candidate) {
        return run(candidate, 0, Long.MAX_VALUE / 2).result();
    }

    @Test
    void theSamePlanOverTheSameJournalChangesNothing() throws InterruptedException {
        List<Fact> facts = RecordedShift.record(data, PARCELS, SEED);
        List<Fact.ParcelDecided> decided = facts.stream()
                .filter(Fact.ParcelDecided.class::isInstance)
                .map(Fact.ParcelDecided.class::cast)
                .toList();
        assertTrue(decided.size() > PARCELS, "parcels are decided again: " + decided.size());
        assertTrue(decided.stream().anyMatch(each -> each.physical() == Physical.CHUTE_FULL), "chutes were full");
        Tally.Result result = whole(RecordedShift.plan());
        assertEquals(decided.size(), result.decisions());
        assertEquals(List.of(), result.examples(), "seed " + SEED);
        assertEquals(0, result.decisionsChanged());
        assertEquals(0, result.withoutBasis());
        assertEquals(PARCELS, result.parcels());
    }

    @Test
    void aChangedPlanIsToldByTierDestinationAndChuteWithExamples() throws InterruptedException {
        List<Fact> facts = RecordedShift.record(data, PARCELS, SEED);
        long lockers = parcelsBy(facts, Fact.ParcelDecided::tierRule, "locker");
        long nextDay = parcelsBy(facts, Fact.ParcelDecided::route, "next-day");
        Tally.Result result = whole(RecordedShift.changed());
        assertEquals(lockers, result.changed(Change.TIER));
        assertEquals(lockers + nextDay, result.changed(Change.DESTINATION));
        assertEquals(lockers + nextDay, result.parcelsChanged());
        List<Tally.Example> tiers = result.examples().stream()
                .filter(example -> example.change() == Change.TIER)
                .toList();
        assertEquals(5, tiers.size());
        Tally.Example first = tiers.get(0);
        assertTrue(first.parcel().startsWith("L1-"), first.parcel());
        assertEquals("locker", first.recorded().tierRule());
        assertEquals("rest", first.candidate().tierRule());
    }

    /** Parcels whose last decision came from this rule or route. */
    private static long parcelsBy(List<Fact> facts, Function<Fact.ParcelDecided, String> by, String rule) {
        Map<Long, String> last = new HashMap<>();
        facts.forEach(fact -> {
            if (fact instanceof Fact.ParcelDecided decided) {
                last.put(decided.parcel(), by.apply(decided));
            }
        });
        return last.values().stream().filter(rule::equals).count();
    }

    @Test
    void aPromiseThatTheCandidatesDepartureMissesIsCountedAsBroken() throws InterruptedException {
        RecordedShift.record(data, PARCELS, SEED);
        Tally.Result result = whole(RecordedShift.plan());
        Tally.Promises standard = result.promises().getOrDefault("STANDARD", new Tally.Promises(0, 0, 0, 0));
        assertTrue(standard.recordedKept() > 0, result.promises()::toString);
        result.promises().values().forEach(kept -> {
            assertEquals(kept.recordedKept(), kept.candidateKept(), result.promises()::toString);
            assertEquals(kept.recordedBroken(), kept.candidateBroken(), result.promises()::toString);
        });
    }

    @Test
    void onlyDecisionsBetweenTheTwoMomentsAreAsked() throws InterruptedException {
        List<Fact> facts = RecordedShift.record(data, PARCELS, SEED);
        long from = facts.get(facts.size() / 3).at();
        long to = facts.get(facts.size() / 2).at();
        long expected = facts.stream()
                .filter(fact -> fact instanceof Fact.ParcelDecided && fact.at() >= from && fact.at() < to)
                .count();
        Tally.Result result = run(RecordedShift.plan(), from, to).result();
        assertEquals(expected, result.decisions());
        assertEquals(List.of(), result.examples());
    }
}
