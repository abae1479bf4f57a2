// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.system;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.JournalLookup;
import io.tiersort.agent.journal.JournalVerifier;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.cloud.OutboxRecord;
import io.tiersort.device.sim.SiteLedger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What must hold after every run, shown from the journal on the disk and from the physics, never from what the agent says
 * of itself: no parcel appears or ends twice, none is forgotten, no decision is repeated with another result, and what is
 * called sorted lies where it is said to lie.
 */
public final class Proof {
    private static final int RECORDS_MAX = 1_000_000;
    private static final Set<Physical> TOO_SLOW =
            Set.of(Physical.DECISION_LATE, Physical.NO_COMMAND, Physical.COMM_LOSS);

    private final List<OutboxRecord> records;
    private final Map<Long, Fact.ParcelInducted> inducted = new HashMap<>();
    private final Map<SiteLedger.Identity, Long> numbers = new HashMap<>();
    private final Map<Long, Fact.ParcelDecided> decided = new HashMap<>();
    private final Map<Long, Fact.ParcelClosed> closed = new HashMap<>();
    private final Set<Long> recovered = new HashSet<>();
    private final Map<Long, Boolean> reasonToRevise = new HashMap<>();

    private Proof(List<OutboxRecord> records) {
        this.records = records;
    }

    /** Reads and checks the journal of a data folder; the agent may be running. */
    static Proof of(Path data) {
        assertTrue(JournalVerifier.verify(data).sound(), "the journal verifies");
        Deque<OutboxRecord> oldestFirst = new ArrayDeque<>();
        try (JournalLookup journal = JournalLookup.open(data)) {
            journal.scanBack(RECORDS_MAX, record -> {
                oldestFirst.addFirst(record);
                return true;
            });
        }
        Proof proof = new Proof(List.copyOf(oldestFirst));
        proof.records.forEach(proof::account);
        return proof;
    }

    private void account(OutboxRecord record) {
        FactCodec.read(record.type(), record.body()).ifPresent(fact -> account(record, fact));
    }

    private void account(OutboxRecord record, Fact fact) {
        if (fact instanceof Fact.ParcelInducted came) {
            SiteLedger.Identity identity = new SiteLedger.Identity(came.epoch(), came.trackingId());
            assertNull(inducted.put(came.parcel(), came), () -> "a number given twice: " + record);
            assertNull(numbers.put(identity, came.parcel()), () -> "a parcel inducted twice: " + record);
        } else if (fact instanceof Fact.ParcelDecided decision) {
            decided(decision);
        } else if (fact instanceof Fact.ParcelClosed close) {
            assertTrue(inducted.containsKey(close.parcel()), () -> "closed before it came: " + record);
            assertNull(closed.put(close.parcel(), close), () -> "a parcel ended twice: " + record);
        } else if (fact instanceof Fact.CommandRecovered command) {
            recovered.add(command.parcel());
        } else if (fact instanceof Fact.OutcomeCorrected corrected) {
            throw new AssertionError("the agent was wrong about a parcel: " + record + " " + corrected);
        } else {
            explains(fact);
        }
    }

    /** A decision may only change when something was learnt since the one before it. */
    private void decided(Fact.ParcelDecided decision) {
        long parcel = decision.parcel();
        Fact.ParcelDecided before = decided.put(parcel, decision);
        boolean learnt = Boolean.TRUE.equals(reasonToRevise.put(parcel, false));
        if (before != null) {
            boolean explained = learnt || !decision.verdicts().equals(before.verdicts());
            assertTrue(decision.revision() > before.revision(), () -> "revisions rise: " + decision);
            assertTrue(
                    explained || decision.chutes().equals(before.chutes()),
                    () -> "decided again without a reason: " + before + " then " + decision);
        }
        assertNull(closed.get(parcel), () -> "decided after its end: " + decision);
    }

    private void explains(Fact fact) {
        if (fact instanceof Fact.CodesSeen
                || fact instanceof Fact.ParcelMeasured
                || fact instanceof Fact.ParcelReplanned
                || fact instanceof Fact.DivertReported
                || fact instanceof Fact.CommandAnswered
                || fact instanceof Fact.CommandDropped) {
            reasonToRevise.put(fact.parcel(), true);
        } else if (fact instanceof Fact.ChuteStateChanged) {
            reasonToRevise.replaceAll((parcel, known) -> true);
        }
    }

    /** Every record, oldest first. */
    List<OutboxRecord> records() {
        return records;
    }

    /** Facts of one kind, oldest first. */
    public <T extends Fact> List<T> facts(Class<T> kind) {
        List<T> found = new ArrayList<>();
        for (OutboxRecord record : records) {
            FactCodec.read(record.type(), record.body())
                    .filter(kind::isInstance)
                    .ifPresent(fact -> found.add(kind.cast(fact)));
        }
        return found;
    }

    /** Whether every parcel that came has ended. */
    boolean isBalanced() {
        return closed.keySet().equals(inducted.keySet());
    }

    /** Every parcel that came has ended. */
    Proof balanced() {
        List<Long> open = inducted.keySet().stream()
                .filter(parcel -> !closed.containsKey(parcel))
                .toList();
        assertEquals(List.of(), open, "parcels without an end");
        return this;
    }

    /** What the journal says is what the physics did. */
    Proof agreesWith(SiteLedger physics) {
        SiteLedger.Totals totals = physics.totals();
        assertEquals(0, totals.misdiverts(), () -> "misdiverts: " + totals);
        assertEquals(0, totals.massBalance(), () -> "mass balance: " + totals);
        closed.values().forEach(close -> liesThere(close, physics));
        physics.entries().forEach(this::isAccounted);
        return this;
    }

    private void liesThere(Fact.ParcelClosed close, SiteLedger physics) {
        assertTrue(close.outcome() != Outcome.MISSORTED, () -> "missorted: " + close + " " + told(close.parcel()));
        if (!sorted(close)) {
            return;
        }
        Fact.ParcelInducted came = Objects.requireNonNull(inducted.get(close.parcel()));
        SiteLedger.Entry truth =
                physics.byTrackingId(came.epoch(), came.trackingId()).orElseThrow();
        assertEquals(truth.chute(), close.chute(), () -> "it lies elsewhere: " + close + " but " + truth);
        if (recovered.contains(close.parcel())) {
            assertEquals("", close.reference(), () -> "a shipment nobody knows: " + close);
            return;
        }
        assertEquals(Parcels.chute(close.reference()), close.chute(), () -> "not where the plan sends it: " + close);
        String label = "00" + Parcels.sscc(Integer.parseInt(close.reference().substring(1)));
        assertTrue(
                truth.labels().codes().stream().anyMatch(code -> code.data().equals(label)),
                () -> "sorted as what it is not: " + close + " but " + truth);
    }

    /** A parcel in a sorting chute is known to lie there, unless the only witness, the PLC, lost its memory meanwhile. */
    private void isAccounted(SiteLedger.Entry truth) {
        boolean inSortingChute = truth.ending() == SiteLedger.Ending.IN_CHUTE && truth.chute() <= 4;
        assertTrue(
                !inSortingChute
                        || truth.identities().stream().anyMatch(identity -> saidToLieIn(identity, truth.chute())),
                () -> "in a chute without a word: " + truth + "; told of it: " + told(truth));
    }

    /** What the journal has of a physical parcel, for people. */
    private List<String> told(SiteLedger.Entry truth) {
        return truth.identities().stream()
                .map(numbers::get)
                .filter(Objects::nonNull)
                .flatMap(parcel -> told(parcel).stream())
                .toList();
    }

    private List<String> told(long parcel) {
        return records.stream()
                .filter(record -> FactCodec.read(record.type(), record.body())
                        .filter(fact -> fact.parcel() == parcel)
                        .isPresent())
                .map(record -> record.epoch() + "-" + record.sequence() + " " + record.type() + " "
                        + new String(record.body(), StandardCharsets.UTF_8))
                .toList();
    }

    private boolean saidToLieIn(SiteLedger.Identity identity, int chute) {
        Fact.ParcelClosed close = closed(identity);
        return close != null && (close.chute() == chute || close.physical() == Physical.PLC_RESTART);
    }

    private Fact.@Nullable ParcelClosed closed(SiteLedger.Identity identity) {
        Long number = numbers.get(identity);
        return number == null ? null : closed.get(number);
    }

    /** How the parcel with this number ended. */
    Fact.ParcelClosed end(long parcel) {
        return Objects.requireNonNull(closed.get(parcel), () -> "parcel " + parcel + " has no end");
    }

    /** Parcels that ended in this way. */
    long ended(Outcome outcome) {
        return closed.values().stream()
                .filter(close -> close.outcome() == outcome)
                .count();
    }

    /** Fails unless as many parcels came and each of them was seen to drop into a chute or to run off at the end. */
    Proof allConfirmed(int parcels) {
        assertEquals(parcels, inducted.size(), "parcels that came");
        List<Fact.ParcelClosed> others = closed.values().stream()
                .filter(close -> !sorted(close)
                        && close.outcome() != Outcome.OVERFLOW
                        && close.outcome() != Outcome.HOSPITAL
                        && close.outcome() != Outcome.EOL)
                .toList();
        assertEquals(List.of(), others, "parcels without a confirmation");
        return this;
    }

    /**
     * Fails unless as many parcels came and all were sorted, except those that this machine was too slow to decide on in
     * time, which must say so; a machine that is always too slow proves nothing.
     */
    public Proof allSorted(int parcels) {
        allConfirmed(parcels);
        List<Fact.ParcelClosed> others = closed.values().stream()
                .filter(close -> close.outcome() != Outcome.SORTED && !TOO_SLOW.contains(close.physical()))
                .toList();
        assertEquals(List.of(), others, "parcels that were not sorted");
        assertTrue(ended(Outcome.SORTED) > parcels / 2, "this machine is too slow for the test");
        return this;
    }

    /** Parcels that came. */
    int parcels() {
        return inducted.size();
    }

    private static boolean sorted(Fact.ParcelClosed close) {
        return close.outcome() == Outcome.SORTED || close.outcome() == Outcome.SORTED_ALT;
    }
}
