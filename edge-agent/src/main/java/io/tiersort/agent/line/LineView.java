// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A copy of what a line looks like at one moment, for people. Safe to hand to any thread.
 *
 * @param onSorter parcels without an outcome yet, all of them; {@code parcels} lists at most the {@link #PARCELS_SHOWN}
 *     nearest to the end of the line
 * @param occupancyPercent share of a loop that parcels and the gaps behind them take up, 0 on a line that is no loop
 * @param inductionPercent share of inducts allowed
 */
public record LineView(
        LineLayout layout,
        int epoch,
        boolean plcAlive,
        boolean running,
        int packMlState,
        int speedMmPerSecond,
        int onSorter,
        int occupancyPercent,
        int inductionPercent,
        List<ParcelView> parcels,
        List<ChuteView> chutes,
        Figures.Snapshot figures,
        List<String> alarms) {
    /** Parcels listed at most. */
    public static final int PARCELS_SHOWN = 200;

    public LineView {
        parcels = List.copyOf(parcels);
        chutes = List.copyOf(chutes);
        alarms = List.copyOf(alarms);
    }

    /** A parcel on the belt; its leading edge is {@code atMm} from the induct eye. */
    public record ParcelView(
            long number, long trackingId, long atMm, int lengthMm, String tier, int chute, String state) {}

    /**
     * A chute.
     *
     * @param container what is bound to it, or an empty text
     * @param refusing what keeps a further parcel out now, {@link Physical#NONE} for nothing
     */
    public record ChuteView(
            int number,
            String name,
            int atMm,
            ChuteState state,
            int fillPercent,
            int inFlight,
            long arrived,
            String container,
            Physical refusing) {}

    static LineView of(LineLayout layout, LineState state, BeltClock belt, Moment now) {
        long encoder = belt.at(now.nanos());
        List<ParcelView> parcels = new ArrayList<>();
        for (Parcel parcel : state.byPosition.values()) {
            if (parcels.size() == PARCELS_SHOWN) {
                break;
            }
            parcels.add(new ParcelView(
                    parcel.number,
                    parcel.trackingId,
                    belt.mm(encoder - parcel.inductEncoder),
                    parcel.lengthMm,
                    parcel.tier(),
                    parcel.commanded.isEmpty() ? 0 : parcel.commanded.get(0),
                    stage(parcel)));
        }
        List<ChuteView> chutes = new ArrayList<>();
        Admission admission = new Admission(layout, state.destinations);
        for (LineLayout.Chute chute : layout.chutes()) {
            ChuteBoard.Chute known = Objects.requireNonNull(state.board.find(chute.number()));
            chutes.add(new ChuteView(
                    chute.number(),
                    chute.name(),
                    chute.atMm(),
                    known.state,
                    known.fillPercent,
                    known.inFlight(),
                    known.arrived,
                    known.container,
                    admission.refusing(known, now.millis())));
        }
        return new LineView(
                layout,
                state.epoch,
                state.alive,
                state.running,
                state.packMlState,
                belt.speed(),
                state.byNumber.size(),
                Crowding.occupancy(layout, state),
                state.inductionPercent,
                parcels,
                chutes,
                state.figures.snapshot(),
                List.copyOf(state.alarms));
    }

    private static String stage(Parcel parcel) {
        if (parcel.stray) {
            return "STRAY";
        }
        if (parcel.unverified) {
            return "UNVERIFIED";
        }
        if (!parcel.undecided()) {
            return parcel.accepted ? "COMMITTED" : "DECIDED";
        }
        return parcel.results ? "READ" : "DETECTED";
    }
}
