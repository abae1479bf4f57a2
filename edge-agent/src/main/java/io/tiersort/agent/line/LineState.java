// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.plan.Plan;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.event.SorterEvent;
import java.util.ArrayDeque;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * All a line knows, changed only by {@link #apply}: live facts and facts read back from the journal take the same way.
 * Parcels live here from induct until their one outcome; a bounded memory of closed ones serves late confirmations and
 * duplicate labels.
 */
final class LineState {
    private static final int CLOSED_KEPT = 20_000;
    private static final int SEQUENCES_KEPT = 8_192;
    private static final int PLANS_KEPT = 64;
    private static final int NUMBER_BITS = 20;

    final ChuteBoard board;
    final Held held;
    final Destinations destinations = new Destinations();
    final Steering steering = new Steering();
    Figures figures = new Figures();
    final Map<Long, Parcel> byTrackingId = new HashMap<>();
    final Map<Long, Parcel> byNumber = new HashMap<>();
    final NavigableMap<Long, Parcel> byPosition = new TreeMap<>();
    final Deque<Parcel> undecided = new ArrayDeque<>();
    final Deque<Parcel> open = new ArrayDeque<>();
    final Map<String, Long> claims = new HashMap<>();
    final Map<Long, Fact.ParcelClosed> closed = bounded(CLOSED_KEPT);
    final Map<String, Long> sorted = bounded(CLOSED_KEPT);
    final Set<String> alarms = new TreeSet<>();
    private final Set<Long> closedBefore = new HashSet<>();
    private final BitSet sequences = new BitSet(1 << 16);
    private final Deque<Integer> sequenceOrder = new ArrayDeque<>();
    private long lastParcel;
    int epoch = -1;
    long sessionEncoder;
    boolean alive;
    boolean running = true;
    /** Share of inducts allowed. */
    int inductionPercent = 100;
    /** Wall clock of the newest fact about a parcel. */
    long lastParcelAt;

    int packMlState;
    private final Map<String, Plan> plans = bounded(PLANS_KEPT);
    private final long lapCounts;
    private Plan plan;

    LineState(LineLayout layout, Plan plan, Allotments allotments) {
        held = new Held(layout.line(), allotments);
        board = new ChuteBoard(layout);
        lapCounts = layout.lengthMm() * 1_000L / layout.micrometresPerCount();
        this.plan = plan;
        know(plan);
    }

    private static <K, V> Map<K, V> bounded(int limit) {
        return new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > limit;
            }
        };
    }

    long nextParcel() {
        return lastParcel + 1;
    }

    Plan plan() {
        return plan;
    }

    /** A plan that facts may name. */
    void know(Plan known) {
        plans.put(key(known.id(), known.revision(), known.hash()), known);
    }

    /** Numbers up to this one were given to parcels before. */
    void numbered(long parcel) {
        lastParcel = Math.max(lastParcel, parcel);
    }

    /**
     * Counts start anew with the parcels on the line; what was closed before is not counted when it is corrected. The PLC
     * has not been heard yet.
     */
    void restored() {
        alive = false;
        figures = new Figures();
        closed.values().forEach(close -> closedBefore.add(close.parcel()));
        byNumber.values().forEach(parcel -> figures.inducted(parcel.stray));
    }

    /** True when this PLC event has been taken already; 0 is never remembered. */
    boolean seen(int sequence) {
        return sequence != 0 && sequences.get(sequence);
    }

    private void remember(int sequence) {
        if (sequence == 0 || sequences.get(sequence)) {
            return;
        }
        sequences.set(sequence);
        sequenceOrder.add(sequence);
        if (sequenceOrder.size() > SEQUENCES_KEPT) {
            sequences.clear(sequenceOrder.remove());
        }
    }

    /**
     * The parcel that lay at the induct eye when the belt stood at {@code encoder}: the one between whose edges the
     * position falls, else the one whose edge is nearest and at most {@code window} counts away.
     */
    @Nullable
    Parcel near(long encoder, long window, long countsPerMetre) {
        Map.Entry<Long, Parcel> below = byPosition.floorEntry(key(encoder, (1L << NUMBER_BITS) - 1));
        Map.Entry<Long, Parcel> above = byPosition.higherEntry(key(encoder, (1L << NUMBER_BITS) - 1));
        long under = below == null
                ? Long.MAX_VALUE
                : Math.max(
                        0,
                        encoder - below.getValue().inductEncoder - below.getValue().lengthMm * countsPerMetre / 1_000);
        long over = above == null ? Long.MAX_VALUE : above.getValue().inductEncoder - encoder;
        Map.Entry<Long, Parcel> nearest = under <= over ? below : above;
        return nearest == null || Math.min(under, over) > window ? null : nearest.getValue();
    }

    void apply(Fact fact) {
        if (fact.parcel() != 0) {
            lastParcelAt = Math.max(lastParcelAt, fact.at());
        }
        if (fact instanceof Fact.ParcelInducted inducted) {
            inducted(inducted);
        } else if (fact instanceof Fact.ParcelClosed close) {
            closed(close);
        } else if (fact.parcel() != 0) {
            Parcel parcel = byNumber.get(fact.parcel());
            if (parcel != null) {
                changed(parcel, fact);
            } else if (fact instanceof Fact.OutcomeCorrected corrected) {
                corrected(corrected);
            }
        } else {
            lineChanged(fact);
        }
    }

    private void inducted(Fact.ParcelInducted fact) {
        lastParcel = Math.max(lastParcel, fact.parcel());
        remember(fact.sequence());
        Parcel parcel = new Parcel(fact, plan);
        byTrackingId.put(parcel.trackingId, parcel);
        byNumber.put(parcel.number, parcel);
        byPosition.put(key(parcel.inductEncoder, parcel.number), parcel);
        undecided.add(parcel);
        open.add(parcel);
        figures.inducted(parcel.stray);
    }

    private void closed(Fact.ParcelClosed fact) {
        Parcel parcel = byNumber.remove(fact.parcel());
        if (parcel == null) {
            return;
        }
        byTrackingId.remove(parcel.trackingId, parcel);
        byPosition.remove(key(parcel.inductEncoder, parcel.number));
        parcel.closed = true;
        if (!parcel.commanded.isEmpty()) {
            board.ended(parcel.commanded.get(0), parcel.number);
        }
        claims.remove(fact.reference(), fact.parcel());
        held.closed(fact);
        if (Held.left(fact) && fact.cause() != Reasons.Cause.NOT_BEFORE) {
            sorted.put(fact.reference(), fact.parcel());
        }
        board.arrived(fact.chute());
        if (fact.outcome() != Reasons.Outcome.FLUSHED) {
            board.dropped(fact.chute(), parcel.number, outlet(parcel, fact.chute()));
        }
        closed.put(fact.trackingId(), fact);
        figures.closed(fact, parcel);
    }

    private void corrected(Fact.OutcomeCorrected fact) {
        held.corrected(fact);
        for (Fact.ParcelClosed close : closed.values()) {
            if (close.parcel() == fact.parcel()) {
                if (!closedBefore.remove(fact.parcel())) {
                    figures.corrected(fact, close.tier());
                }
                board.arrived(fact.chute());
                board.dropped(fact.chute(), fact.parcel(), "");
                closed.remove(close.trackingId());
                return;
            }
        }
    }

    private void changed(Parcel parcel, Fact fact) {
        if (fact instanceof Fact.CodesSeen seen) {
            parcel.results = true;
            seen.codes().forEach(code -> parcel.codes.add(new ScannedCode(code.aim(), code.data())));
        } else if (fact instanceof Fact.StationLeft left) {
            remember(left.sequence());
            parcel.stationLeft = true;
            parcel.leftStationAt = left.encoder();
        } else if (fact instanceof Fact.ParcelMeasured measured) {
            measured(parcel, measured);
        } else if (fact instanceof Fact.ParcelDecided decided) {
            decided(parcel, decided);
        } else if (fact instanceof Fact.CommandRecovered recovered) {
            parcel.recovered = true;
            parcel.decision = null;
            parcel.recoveredTier = recovered.tier();
            parcel.recoveredCause = recovered.cause();
            command(parcel, recovered.chutes(), recovered.at());
        } else if (fact instanceof Fact.ParcelReplanned replanned) {
            parcel.plan =
                    plans.getOrDefault(key(replanned.plan(), replanned.revision(), replanned.hash()), parcel.plan);
        } else if (fact instanceof Fact.DecisionTooLate late) {
            parcel.tooLateTold = late.wanted();
        } else if (fact instanceof Fact.PromiseAtRisk risk) {
            parcel.riskTold = risk.keeping();
            figures.atRisk(risk.promised());
        } else if (fact instanceof Fact.PickupChanged pickup) {
            parcel.pickupTold = place(pickup.toPoint(), pickup.toSize());
        } else {
            answered(parcel, fact);
        }
    }

    private void answered(Parcel parcel, Fact fact) {
        if (fact instanceof Fact.CommandDropped) {
            parcel.undelivered = true;
            figures.droppedCommand();
        } else if (fact instanceof Fact.CommandAnswered answered) {
            remember(answered.sequence());
            parcel.accepted = answered.answer() == SorterEvent.Answer.ACCEPTED;
        } else if (fact instanceof Fact.ParcelMissed missed) {
            remember(missed.sequence());
        } else if (fact instanceof Fact.DivertReported diverted) {
            remember(diverted.sequence());
            lap(parcel, diverted.lap());
            parcel.unverified = diverted.outcome() == SorterEvent.Outcome.UNVERIFIED;
            if (diverted.outcome() == SorterEvent.Outcome.PASSED
                    || diverted.outcome() == SorterEvent.Outcome.RECIRCULATED) {
                command(parcel, List.of(), diverted.at());
            }
        }
    }

    private void measured(Parcel parcel, Fact.ParcelMeasured fact) {
        remember(fact.sequence());
        parcel.weighed = fact.grams() > 0;
        parcel.grams = fact.grams();
        if (fact.lengthMm() > 0) {
            parcel.lengthMm = fact.lengthMm();
            parcel.sides = Subjects.sorted(fact.lengthMm(), fact.widthMm(), fact.heightMm());
        }
    }

    private void decided(Parcel parcel, Fact.ParcelDecided fact) {
        claims.remove(parcel.reference(), parcel.number);
        parcel.decision = fact;
        if (parcel.firstDecidedAt == 0) {
            parcel.firstDecidedAt = fact.at();
        }
        if (parcel.readOnLap < 0 && fact.cause() != Reasons.Cause.NOREAD) {
            parcel.readOnLap = parcel.lap;
        }
        command(parcel, fact.chutes(), fact.at());
        held.decided(fact, parcel.plan);
        Plan.Destination destination = destinations.find(parcel.plan, fact.destination());
        if (destination != null) {
            steering.decided(fact, destination);
        }
        figures.decided(fact.physical() == Reasons.Physical.DECISION_LATE);
        if (!fact.reference().isEmpty() && fact.cause() != Reasons.Cause.DUPLICATE_ID) {
            claims.put(fact.reference(), fact.parcel());
        }
    }

    private void command(Parcel parcel, List<Integer> chutes, long millis) {
        int before = parcel.commanded.isEmpty() ? 0 : parcel.commanded.get(0);
        int after = chutes.isEmpty() ? 0 : chutes.get(0);
        if (before != 0 && before != after) {
            board.withdrawn(before, parcel.number);
        }
        parcel.commanded = chutes;
        parcel.everCommanded.addAll(chutes);
        if (after != 0) {
            board.committed(after, parcel.number, outlet(parcel, after), millis);
        }
    }

    /** Id of the parcel's destination when the chute is one of its own, also by a plan that is gone; else an empty text. */
    private String outlet(Parcel parcel, int chute) {
        Fact.ParcelDecided decision = parcel.decision;
        if (decision == null || decision.destination().isEmpty()) {
            return "";
        }
        Plan.Destination destination = destinations.find(parcel.plan, decision.destination());
        return destination == null || Destinations.owns(destination, chute) ? decision.destination() : "";
    }

    private void lineChanged(Fact fact) {
        if (fact instanceof Fact.ChuteStateChanged chute) {
            remember(chute.sequence());
            board.changed(chute);
        } else if (fact instanceof Fact.ContainerChanged container) {
            board.container(container);
        } else if (fact instanceof Fact.InductionLimited limited) {
            inductionPercent = limited.percent();
        } else if (fact instanceof Fact.LineStateChanged line) {
            remember(line.sequence());
            packMlState = line.packMlState();
            running = line.speedMmPerSecond() > 0;
        } else if (fact instanceof Fact.SessionOpened session) {
            sessionOpened(session);
        } else if (fact instanceof Fact.HeartbeatSeen beat) {
            alive = beat.alive();
        } else if (fact instanceof Fact.SequenceMissed missed) {
            figures.missedSequences(Math.max(1, missed.toSequence() - missed.fromSequence()));
        } else if (fact instanceof Fact.CodesUnmatched) {
            figures.unmatched();
        } else if (fact instanceof Fact.AllotmentCounted counted) {
            held.counted(counted);
        } else if (fact instanceof Fact.PlanActivated activated) {
            plan = plans.getOrDefault(key(activated.plan(), activated.revision(), activated.hash()), plan);
        } else {
            alarmChanged(fact);
        }
    }

    private void alarmChanged(Fact fact) {
        if (fact instanceof Fact.AlarmRaised raised) {
            alarms.add(raised.alarm());
        } else if (fact instanceof Fact.AlarmCleared cleared) {
            alarms.remove(cleared.alarm());
        }
    }

    private void sessionOpened(Fact.SessionOpened session) {
        alive = true;
        sessionEncoder = session.encoder();
        if (session.epoch() != epoch) {
            sequences.clear();
            sequenceOrder.clear();
            epoch = session.epoch();
        }
    }

    static String place(String point, String size) {
        return point + "/" + size;
    }

    /** A lap further the parcel passes every point once more. */
    private void lap(Parcel parcel, int lap) {
        if (lap > parcel.lap) {
            byPosition.remove(key(parcel.inductEncoder, parcel.number));
            parcel.inductEncoder += (lap - parcel.lap) * lapCounts;
            byPosition.put(key(parcel.inductEncoder, parcel.number), parcel);
            parcel.lap = lap;
        }
    }

    private static String key(String plan, int revision, String hash) {
        return plan + " " + revision + " " + hash;
    }

    private static long key(long encoder, long number) {
        return (encoder << NUMBER_BITS) | (number & ((1L << NUMBER_BITS) - 1));
    }
}
