// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.SorterEvent.Cause;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.ArrayList;
import java.util.List;

/**
 * A chute with its diverter, its entry eye and its fill eye. It counts as full for the diverter as soon as what lies in it
 * and what is on the way reach its capacity; it is reported full once it has been so for a while, and open again once it
 * has been clear for a while.
 */
final class PlcChute {
    /** How long it must be full to be reported full, and clear to be reported open. */
    static final long FULL_NANOS = 2_000_000_000L;

    static final long CLEAR_NANOS = 3_000_000_000L;

    private static final int PERCENT = 100;
    private static final int STEP_PERCENT = 25;

    /** A diverter movement that is not confirmed yet. */
    static final class Divert {
        final Tracked tracked;
        final int commanded;
        final long windowUm;

        /** When the entry eye should see the parcel; {@link Long#MAX_VALUE} until it passed the diverter. */
        long expectedNanos = Long.MAX_VALUE;

        Divert(Tracked tracked, int commanded, long windowUm) {
            this.tracked = tracked;
            this.commanded = commanded;
            this.windowUm = windowUm;
        }
    }

    final SiteModel.Chute model;
    final long atUm;
    final long decisionUm;
    final List<Divert> diverts = new ArrayList<>();
    ChuteState state = ChuteState.OPEN;
    private int content;
    private int reportedStep;
    private ChuteState reportedState = ChuteState.OPEN;
    private long fullSince = Long.MAX_VALUE;
    private long clearSince = Long.MIN_VALUE / 2;
    private long blockedUntil = Long.MIN_VALUE;
    private long jammedUntil = Long.MIN_VALUE;
    private long emptyAt = Long.MAX_VALUE;
    private long drawAt = Long.MAX_VALUE;

    PlcChute(SiteModel.Chute model, long decisionUm) {
        this.model = model;
        this.atUm = model.atMm() * 1_000L;
        this.decisionUm = decisionUm;
    }

    /** True when one more parcel may be sent here. */
    boolean isServiceable() {
        return (state == ChuteState.OPEN || state == ChuteState.HALF_FULL) && !isTaken();
    }

    /** Why it is not serviceable. */
    Cause refusal() {
        return switch (state) {
            case JAM -> Cause.CHUTE_JAM;
            case LOCKED -> Cause.CHUTE_LOCKED;
            case DISABLED, OFFLINE, UNKNOWN -> Cause.CHUTE_DISABLED;
            case OPEN, HALF_FULL, FULL -> Cause.CHUTE_FULL;
        };
    }

    /** True when the diverter stands across the belt for a leading edge that passes it at this travel. */
    boolean divertsAt(long travelUm) {
        for (Divert divert : diverts) {
            if (Math.abs(travelUm - divert.tracked.originUm - atUm) <= divert.windowUm) {
                return true;
            }
        }
        return false;
    }

    int fillPercent() {
        return model.capacity() == 0 ? 0 : Math.min(PERCENT, content * PERCENT / model.capacity());
    }

    /** A parcel fell into it. */
    void drop(long nowNanos) {
        content++;
        if (drawAt == Long.MAX_VALUE && !model.drawOff().isZero()) {
            drawAt = nowNanos + model.drawOff().toNanos();
        }
    }

    void blockUntil(long nanos) {
        blockedUntil = Math.max(blockedUntil, nanos);
    }

    void jamUntil(long nanos) {
        jammedUntil = Math.max(jammedUntil, nanos);
    }

    /** Locks it by hand, as for a change of bag, or opens it again. */
    void lock(boolean locked) {
        state = locked ? ChuteState.LOCKED : ChuteState.OPEN;
    }

    /** Looks at the eyes; true when state or fill step changed and is worth a report. */
    boolean cycle(long nowNanos) {
        takeOut(nowNanos);
        ChuteState before = state;
        if (state != ChuteState.LOCKED && state != ChuteState.DISABLED) {
            state = look(nowNanos);
        }
        if (state == ChuteState.FULL && before != ChuteState.FULL) {
            emptyAt = nowNanos + model.emptyAfter().toNanos();
        }
        int step = fillPercent() / STEP_PERCENT;
        boolean changed = state != reportedState || step != reportedStep;
        reportedState = state;
        reportedStep = step;
        return changed;
    }

    private ChuteState look(long nowNanos) {
        boolean full = isHeld() || nowNanos < blockedUntil;
        fullSince = full ? Math.min(fullSince, nowNanos) : Long.MAX_VALUE;
        if (full || nowNanos < jammedUntil) {
            clearSince = nowNanos;
        }
        if (nowNanos < jammedUntil) {
            return ChuteState.JAM;
        }
        if (full && nowNanos - fullSince >= FULL_NANOS) {
            return ChuteState.FULL;
        }
        boolean closed = state == ChuteState.FULL || state == ChuteState.JAM;
        if (closed && nowNanos - clearSince < CLEAR_NANOS) {
            return state;
        }
        return 2 * fillPercent() >= PERCENT ? ChuteState.HALF_FULL : ChuteState.OPEN;
    }

    private void takeOut(long nowNanos) {
        if (nowNanos >= emptyAt) {
            content = 0;
            emptyAt = Long.MAX_VALUE;
        }
        if (nowNanos >= drawAt) {
            content = Math.max(0, content - 1);
            drawAt = content == 0 ? Long.MAX_VALUE : nowNanos + model.drawOff().toNanos();
        }
    }

    private boolean isHeld() {
        return model.capacity() > 0 && content >= model.capacity();
    }

    private boolean isTaken() {
        return model.capacity() > 0 && content + diverts.size() >= model.capacity();
    }
}
