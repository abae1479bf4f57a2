// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.LineLayout.Station;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.event.SorterEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * From induct to decision: the parcel exists first, then codes and measures are bound to it, by tracking id or by belt
 * position and window, never by order of arrival.
 */
final class Intake {
    private static final int WAITING_MAX = 4_096;
    private static final long WAITING_NANOS = 500_000_000L;

    private final LineLayout layout;
    private final LineState state;
    private final BeltClock belt;
    private final Decider decider;
    private final Collected collected;
    private final Map<String, Station> stations = new HashMap<>();
    private final Deque<CodesRead> waiting = new ArrayDeque<>();

    Intake(LineLayout layout, LineState state, BeltClock belt, Decider decider, Collected collected) {
        this.layout = layout;
        this.state = state;
        this.belt = belt;
        this.decider = decider;
        this.collected = collected;
        for (Station station : layout.stations()) {
            station.scanners().forEach(scanner -> stations.put(scanner, station));
        }
    }

    void inducted(Step step, SorterEvent.Inducted event) {
        if (appear(step, event, event.trackingId(), event.induct(), event.lengthMm())) {
            waitingFor(step, event.trackingId());
        }
    }

    void stray(Step step, SorterEvent.Stray event) {
        if (appear(step, event, event.trackingId(), 0, event.lengthMm())) {
            Parcel parcel = state.byTrackingId.get(event.trackingId());
            if (parcel != null) {
                decider.decide(step, parcel, event.at());
            }
        }
    }

    /** A parcel is on the line from here on; false when it is there already. */
    private boolean appear(Step step, SorterEvent event, long trackingId, int induct, int lengthMm) {
        if (state.byTrackingId.containsKey(trackingId)) {
            return false;
        }
        step.emit(new Fact.ParcelInducted(
                step.now.millis(),
                state.nextParcel(),
                event.stamp().epoch(),
                trackingId,
                event.stamp().sequence(),
                event.stamp().encoder(),
                induct,
                lengthMm,
                event instanceof SorterEvent.Stray));
        return true;
    }

    void codes(Step step, CodesRead read) {
        Parcel parcel = bind(read);
        if (parcel != null) {
            bound(step, read, parcel);
        } else if (read.trackingId() != CodesRead.NONE && !state.closed.containsKey(read.trackingId())) {
            // The reader's telegram can overtake the PLC's induct event by one poll.
            if (waiting.size() >= WAITING_MAX) {
                unmatched(step, waiting.remove(), "too many results wait for their induct");
            }
            waiting.add(read);
        } else {
            unmatched(step, read, "no parcel within the window");
        }
    }

    private @Nullable Parcel bind(CodesRead read) {
        if (read.trackingId() != CodesRead.NONE) {
            return state.byTrackingId.get(read.trackingId());
        }
        Station station = stations.get(read.device());
        if (station == null) {
            return null;
        }
        long encoder = read.encoder() == CodesRead.NONE ? belt.at(read.at()) : unwrapped(read.encoder(), read.at());
        return state.near(encoder - belt.counts(station.atMm()), belt.counts(station.windowMm()), belt.counts(1_000));
    }

    /** Readers stamp the low 32 bits of the encoder: the count nearest to the belt's position is meant. */
    private long unwrapped(long stamp, long nanos) {
        long here = belt.at(nanos);
        return here + (int) (stamp - here);
    }

    private void bound(Step step, CodesRead read, Parcel parcel) {
        String by = read.trackingId() != CodesRead.NONE
                ? "tracking-id"
                : read.encoder() != CodesRead.NONE ? "encoder" : "position";
        step.emit(new Fact.CodesSeen(step.now.millis(), parcel.number, read.device(), by, seen(read.codes())));
        Station station = stations.get(read.device());
        boolean last = station == null || station.scanners().size() == 1;
        if (!read.codes().isEmpty() || last) {
            decider.decide(step, parcel, read.at());
        }
    }

    private static List<Fact.CodeSeen> seen(List<ScannedCode> codes) {
        return codes.stream()
                .map(code -> new Fact.CodeSeen(code.aim(), code.data()))
                .toList();
    }

    private void unmatched(Step step, CodesRead read, String reason) {
        step.emit(new Fact.CodesUnmatched(step.now.millis(), read.device(), reason, seen(read.codes())));
    }

    private void waitingFor(Step step, long trackingId) {
        if (waiting.isEmpty()) {
            return;
        }
        List<CodesRead> mine =
                waiting.stream().filter(read -> read.trackingId() == trackingId).toList();
        waiting.removeAll(mine);
        mine.forEach(read -> codes(step, read));
    }

    void scanned(Step step, SorterEvent.Scanned event) {
        Parcel parcel = state.byTrackingId.get(event.trackingId());
        if (parcel != null) {
            step.emit(new Fact.StationLeft(
                    step.now.millis(),
                    parcel.number,
                    event.stamp().sequence(),
                    event.point(),
                    event.stamp().encoder()));
        }
    }

    void measured(Step step, SorterEvent.Measured event) {
        Parcel parcel = state.byTrackingId.get(event.trackingId());
        if (parcel == null) {
            return;
        }
        boolean weighed = event.weightStatus() == SorterEvent.Status.OK;
        boolean sized = event.boxStatus() == SorterEvent.Status.OK;
        step.emit(new Fact.ParcelMeasured(
                step.now.millis(),
                parcel.number,
                event.stamp().sequence(),
                weighed ? event.grams() : 0,
                event.weightStatus(),
                sized ? event.box().lengthMm() : 0,
                sized ? event.box().widthMm() : 0,
                sized ? event.box().heightMm() : 0,
                event.boxStatus()));
        if (!parcel.undecided()) {
            decider.decide(step, parcel, event.at());
        }
    }

    void requested(Step step, SorterEvent.DestinationRequested event) {
        Parcel parcel = state.byTrackingId.get(event.trackingId());
        if (parcel == null) {
            return;
        }
        if (parcel.undecided()) {
            decider.decide(step, parcel, event.at());
        } else {
            decider.repeat(step, parcel);
        }
    }

    /** Parcels of these shipments are decided again, and so are parcels that no shipment was known for. */
    void shipmentsChanged(Step step, Input.ShipmentsChanged changed) {
        changed.references().stream().sorted().forEach(reference -> collected.changed(step, reference));
        for (Parcel parcel : List.copyOf(state.byPosition.values())) {
            String reference = parcel.reference();
            boolean concerned = reference.isEmpty()
                    ? !parcel.codes.isEmpty()
                    : changed.references().contains(reference);
            if (concerned && !parcel.undecided()) {
                decider.decide(step, parcel, step.now.nanos());
            }
        }
    }

    /** Decides on parcels whose last station is behind them without a result, and gives up on results without parcel. */
    void overdue(Step step) {
        while (!waiting.isEmpty() && step.now.nanos() - waiting.element().at() > WAITING_NANOS) {
            unmatched(step, waiting.remove(), "its tracking id was never inducted");
        }
        while (!state.undecided.isEmpty() && belt.isWatched(step.now.nanos())) {
            Parcel parcel = state.undecided.element();
            if (!parcel.closed && parcel.undecided() && !passedStations(parcel, step.now.nanos())) {
                return;
            }
            state.undecided.remove();
            if (!parcel.closed && parcel.undecided()) {
                decider.decide(step, parcel, step.now.nanos());
            }
        }
    }

    private boolean passedStations(Parcel parcel, long nanos) {
        if (layout.stations().isEmpty()) {
            return true;
        }
        Station last = layout.stations().get(layout.stations().size() - 1);
        long grace = belt.travelMm(layout.readGrace().toMillis());
        long left = parcel.stationLeft
                ? parcel.leftStationAt
                : parcel.inductEncoder + belt.counts(last.atMm() + parcel.lengthMm + last.windowMm());
        return belt.at(nanos) > left + belt.counts(grace);
    }
}
