// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

/**
 * How much of a loop is in use. A loop that fills up stands still for ever, so people are told in three steps, and from
 * the layout's share on the inducts are slowed down until parcels have left.
 */
final class Crowding {
    /** Free belt that a parcel needs behind it. */
    private static final int GAP_MM = 200;

    private static final int[] LEVELS = {60, 75, 85};
    private static final int HYSTERESIS = 5;
    /** Each step above the layout's share slows the inducts down further. */
    private static final int STEP = 5;

    private final LineLayout layout;
    private final LineState state;
    private int lastParcels = -1;

    Crowding(LineLayout layout, LineState state) {
        this.layout = layout;
        this.state = state;
    }

    /** Share of the belt in use, in percent; 0 on a line that is no loop. */
    static int occupancy(LineLayout layout, LineState state) {
        if (!layout.loop()) {
            return 0;
        }
        long used = 0;
        for (Parcel parcel : state.byNumber.values()) {
            used += parcel.lengthMm + GAP_MM;
        }
        return (int) Math.min(100, used * 100 / layout.lengthMm());
    }

    /** Looks whenever the number of parcels on the belt has changed. */
    void watch(Step step) {
        int parcels = state.byNumber.size();
        if (!layout.loop() || parcels == lastParcels) {
            return;
        }
        lastParcels = parcels;
        int occupancy = occupancy(layout, state);
        for (int i = 0; i < LEVELS.length; i++) {
            alarm(step, LEVELS[i], LEVELS.length + 1 - i, occupancy);
        }
        if (layout.throttleAt() > 0) {
            throttle(step, occupancy);
        }
    }

    private void alarm(Step step, int level, int priority, int occupancy) {
        if (occupancy >= level) {
            step.raise(
                    "belt.occupied-" + level,
                    priority,
                    occupancy + " % of the loop is in use",
                    "Look for chutes that are closed or full; empty them, or slow the inducts down.");
        } else if (occupancy <= level - HYSTERESIS) {
            step.clear("belt.occupied-" + level);
        }
    }

    private void throttle(Step step, int occupancy) {
        int allowed = allowed(occupancy);
        if (allowed > state.inductionPercent) {
            allowed = Math.max(state.inductionPercent, allowed(occupancy + HYSTERESIS));
        }
        if (allowed != state.inductionPercent) {
            step.emit(new Fact.InductionLimited(step.now.millis(), allowed, occupancy));
            tell(step);
        }
    }

    private int allowed(int occupancy) {
        int above = occupancy - layout.throttleAt();
        if (above < 0) {
            return 100;
        }
        return above < STEP ? 50 : above < 2 * STEP ? 25 : 0;
    }

    /** Hands the present share to the sorter, which may have forgotten it. */
    void tell(Step step) {
        if (layout.throttleAt() > 0) {
            step.limit(state.inductionPercent);
        }
    }
}
