// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.SorterEvent.Cause;
import io.tiersort.device.event.SorterEvent.Outcome;
import io.tiersort.device.event.SorterEvent.Status;
import io.tiersort.device.sorter.EventRecord;
import io.tiersort.device.sorter.Header;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The program of a sorter PLC that owns the tracking. It knows edges, the encoder and what the host wrote, never the
 * parcels themselves. Belongs to the thread that advances the site.
 *
 * <ul>
 *   <li>INDUCT is reported when the trailing edge has left the induct eye, so that the length is known; its stamp carries
 *       the encoder at the leading edge. STRAY is reported at the leading edge, with length 0.
 *   <li>A strap or a flap of tape right behind a parcel in the induct eye is counted to that parcel.
 *   <li>A lost parcel that turns up again is a stray with a tracking id of its own: after an unexplained absence nothing
 *       proves that it is the same parcel.
 *   <li>Commands that the host wrote before or during a silence of its beat are void; none of them is acted on when the
 *       beat returns. While the beat is silent every command is answered as too late.
 * </ul>
 */
final class VirtualPlc {
    /** PackML state numbers (OPC UA 30050). */
    static final int EXECUTE = 6;

    static final int ABORTING = 8;
    static final int ABORTED = 9;
    static final int CLEARING = 1;

    private static final int PRODUCING = 1;
    private static final int EPOCHS = 65_536;
    private static final long TRACKING_IDS = 0xFFFF_FFFFL;

    /** Shorter than any parcel, and nearer to one than the next may be: a strap or a flap of tape. */
    private static final long STRAP_UM = 80_000;

    private final SiteModel model;
    private final List<Mark> marks;
    private final HostMailbox host;
    private final ChuteBank chutes;
    private final CommandDesk desk;
    private final SiteLedger ledger;
    private final PlcClock clock;
    private final TrackingTable table;
    private final @Nullable Tracked[] atEye;
    private final long[] leadingUm;
    private final long[] trailingUm;
    private int epoch = 1;
    private long lastTrackingId;
    private long flushUntilUm = Long.MIN_VALUE;
    private long inductGapUm;
    private @Nullable Tracked inductedBefore;
    private int state = EXECUTE;
    private int speed;
    private boolean hostAlive;
    private boolean halted;

    VirtualPlc(SiteModel model, List<Mark> marks, HostMailbox host, SiteLedger ledger) {
        this.model = model;
        this.marks = marks;
        this.host = host;
        this.ledger = ledger;
        this.clock = new PlcClock(model);
        this.table = new TrackingTable(marks, model.tracking().windowMm() * 1_000L);
        this.chutes = new ChuteBank(model, host, clock, table);
        this.desk = new CommandDesk(model, host, clock, table, chutes, ledger);
        this.atEye = new Tracked[marks.size()];
        this.leadingUm = new long[marks.size()];
        this.trailingUm = new long[marks.size()];
        this.speed = model.speedMmPerSecond();
        forgetEyes();
        chutes.showAll();
    }

    int epoch() {
        return epoch;
    }

    ChuteBank chutes() {
        return chutes;
    }

    /** True when nothing is tracked and no divert waits for its confirmation. */
    boolean isIdle() {
        return table.rows().isEmpty() && chutes.isIdle();
    }

    /** The encoder register at this belt travel. */
    long encoder(long travelUm) {
        return clock.encoder(travelUm);
    }

    /** First half of a cycle: what the host wrote. */
    void begin(long nanos, long travelUm) {
        clock.set(nanos, travelUm);
        host.in(nanos);
        boolean alive = host.hostAlive(nanos);
        if (hostAlive && !alive) {
            withdrawAll(Cause.HOST_SILENT);
        }
        hostAlive = alive;
        desk.takeAll(epoch, alive);
    }

    /** Second half of a cycle, after the edges: decisions, confirmations, what the host may see. */
    void end(long nanos, long travelUm) {
        clock.set(nanos, travelUm);
        decide();
        chutes.cycle();
        host.out(header());
    }

    /** A leading edge at an eye; returns the tracking id that the PLC gives to it. */
    long leading(int eye, long trueUm) {
        long travel = clock.counted(trueUm);
        Tracked before = atEye[eye];
        Tracked tracked = eye == 0 ? fresh(eye, travel, false) : table.match(eye, travel);
        if (tracked == null) {
            tracked = fresh(eye, travel, true);
            ledger.strayed();
            host.post(draft(EventRecord.STRAY, tracked.trackingId, travel)
                    .point(marks.get(eye).point())
                    .record());
        }
        if (eye == 0) {
            inductGapUm = travel - trailingUm[eye];
            inductedBefore = before;
        } else {
            judgeGap(travel - trailingUm[eye], before, tracked);
        }
        atEye[eye] = tracked;
        leadingUm[eye] = travel;
        return tracked.trackingId;
    }

    /** A trailing edge at an eye; returns the tracking id of the parcel that left it, 0 when it is no longer tracked. */
    long trailing(int eye, long trueUm) {
        long travel = clock.counted(trueUm);
        trailingUm[eye] = travel;
        Tracked tracked = atEye[eye];
        if (tracked == null || tracked.gone) {
            return 0;
        }
        measureLength(tracked, travel - leadingUm[eye]);
        switch (marks.get(eye).kind()) {
            case INDUCT -> {
                return leftInduct(tracked, leadingUm[eye]);
            }
            case SCAN -> scanned(tracked, marks.get(eye).point(), travel);
            case END -> atTheEnd(tracked, travel);
            case SCALE, CHECK, DIVERT -> {}
        }
        return tracked.trackingId;
    }

    /** Result of scale and dimensioner for the parcel that just left them. */
    void measured(long trackingId, Labels truth, boolean valid, long trueUm) {
        EventDraft draft = draft(EventRecord.MEASURE, trackingId, trueUm);
        host.post((valid ? draft.measured(truth) : draft.status(Status.NOT_MEASURED)).record());
    }

    /** A new state of the drive. */
    void line(int packMlState, int mmPerSecond) {
        if (packMlState == ABORTING) {
            flush();
        }
        state = packMlState;
        speed = mmPerSecond;
        host.post(draft(EventRecord.LINE, 0, clock.travelUm())
                .detail(packMlState, mmPerSecond)
                .record());
    }

    /** The program starts anew: next epoch, nothing is known of what lies on the belt, which is flushed as strays. */
    void restart(long nanos, long travelUm) {
        clock.set(nanos, travelUm);
        halted = false;
        epoch = (epoch + 1) % EPOCHS;
        lastTrackingId = 0;
        table.clear();
        chutes.restart();
        forgetEyes();
        clock.boot();
        flushUntilUm = clock.travelUm() + model.lengthMm() * 1_000L;
        hostAlive = false;
        host.restart();
        line(EXECUTE, model.speedMmPerSecond());
        host.out(header());
    }

    boolean isHalted() {
        return halted;
    }

    /** The entry eye of a chute saw a parcel; while the program stands still nobody hears of it. */
    void entered(PlcChute chute) {
        if (halted) {
            chute.drop(clock.nanos());
        } else {
            chutes.entered(chute);
        }
    }

    /** The program halts; its state shows as aborted until the restart. */
    void halt() {
        halted = true;
        state = ABORTED;
        speed = 0;
        host.out(header());
    }

    private Tracked fresh(int eye, long travel, boolean stray) {
        lastTrackingId = lastTrackingId % TRACKING_IDS + 1;
        Tracked tracked =
                new Tracked(lastTrackingId, stray, travel - marks.get(eye).atUm());
        tracked.flushed = travel < flushUntilUm && stray;
        tracked.nextChute = chutes.firstBeyond(tracked.frontUm(travel));
        table.add(tracked, eye);
        return tracked;
    }

    private void measureLength(Tracked tracked, long lengthUm) {
        long tolerance = model.tracking().lengthToleranceMm() * 1_000L;
        if (tracked.lengthUm == 0) {
            tracked.lengthUm = lengthUm;
        } else if (Math.abs(tracked.lengthUm - lengthUm) > tolerance) {
            tracked.distrust(Cause.LENGTH_CHANGE);
        }
    }

    private void judgeGap(long gapUm, @Nullable Tracked before, Tracked tracked) {
        if (gapUm < model.tracking().minGapMm() * 1_000L) {
            tracked.distrust(Cause.GAP_ERROR);
            if (before != null && !before.gone) {
                before.distrust(Cause.GAP_ERROR);
            }
        }
    }

    /** What was in the induct eye is a parcel, or a strap of the one before: that has no tracking id of its own. */
    private long leftInduct(Tracked tracked, long leadingEdgeUm) {
        if (inductGapUm < STRAP_UM && tracked.lengthUm < STRAP_UM) {
            table.remove(tracked);
            table.forget(tracked);
            if (lastTrackingId == tracked.trackingId) {
                // Nobody was told of it; a stray elsewhere may have taken the next one meanwhile.
                lastTrackingId--;
            }
            return 0;
        }
        judgeGap(inductGapUm, inductedBefore, tracked);
        inducted(tracked, leadingEdgeUm);
        return tracked.trackingId;
    }

    private void inducted(Tracked tracked, long leadingEdgeUm) {
        host.post(draft(EventRecord.INDUCT, tracked.trackingId, leadingEdgeUm)
                .point(1)
                .length(tracked.lengthUm)
                .record());
    }

    private void scanned(Tracked tracked, int point, long travel) {
        host.post(draft(EventRecord.SCAN, tracked.trackingId, travel)
                .point(point)
                .lap(tracked.lap)
                .record());
        if (model.host().asks()) {
            host.post(draft(EventRecord.DESTINATION_REQUEST, tracked.trackingId, travel)
                    .point(point)
                    .lap(tracked.lap)
                    .record());
        }
    }

    /** Asks for the destination of a parcel that is tracked. */
    void ask(long trackingId) {
        Tracked tracked = table.find(trackingId);
        if (tracked != null) {
            host.post(draft(EventRecord.DESTINATION_REQUEST, trackingId, clock.travelUm())
                    .point(tracked.lastPoint)
                    .lap(tracked.lap)
                    .record());
        }
    }

    /** Losses, and every decision point that a parcel has reached since the last cycle. */
    private void decide() {
        long travel = clock.travelUm();
        List<Tracked> lost = new ArrayList<>(0);
        List<Tracked> diverted = new ArrayList<>(0);
        for (Tracked tracked : table.rows()) {
            if (table.isOverdue(tracked, travel)) {
                lost.add(tracked);
            } else if (chutes.decide(tracked, travel, hostAlive)) {
                diverted.add(tracked);
            }
        }
        diverted.forEach(table::remove);
        lost.forEach(tracked -> lose(tracked, travel));
    }

    private void lose(Tracked tracked, long travel) {
        chutes.cancel(tracked);
        table.remove(tracked);
        table.forget(tracked);
        ledger.lost();
        boolean vanishedInTheInductEye = tracked.lengthUm == 0 && tracked.lastPoint == Mark.INDUCT_POINT;
        if (vanishedInTheInductEye) {
            inducted(tracked, tracked.originUm);
        }
        host.post(draft(EventRecord.LOST, tracked.trackingId, travel)
                .point(tracked.lastPoint)
                .record());
    }

    private void atTheEnd(Tracked tracked, long travel) {
        int wanted = tracked.destinations.isEmpty() ? 0 : tracked.destinations.get(0);
        if (model.loop()) {
            tracked.lap++;
            host.post(draft(EventRecord.DIVERT, tracked.trackingId, travel)
                    .divert(wanted, 0)
                    .ended(Outcome.RECIRCULATED, chutes.causeOf(tracked, hostAlive), tracked.lap)
                    .record());
            tracked.withdraw(Cause.NONE);
            table.wrap(tracked, model.lengthMm() * 1_000L);
            return;
        }
        boolean asCommanded = wanted == model.endOfLine() && !tracked.unsafe && !tracked.flushed;
        Outcome outcome = tracked.flushed ? Outcome.FLUSHED : asCommanded ? Outcome.VERIFIED : Outcome.END_OF_LINE;
        host.post(draft(EventRecord.DIVERT, tracked.trackingId, travel)
                .divert(asCommanded ? wanted : 0, model.endOfLine())
                .ended(outcome, asCommanded ? Cause.NONE : chutes.causeOf(tracked, hostAlive), tracked.lap)
                .record());
        table.remove(tracked);
        table.forget(tracked);
    }

    /** Positions are no longer certain: everything on the belt goes to the default destination. */
    private void flush() {
        withdrawAll(Cause.NONE);
        for (Tracked tracked : table.rows()) {
            tracked.flushed = true;
        }
    }

    private void withdrawAll(Cause cause) {
        for (Tracked tracked : table.rows()) {
            chutes.cancel(tracked);
            tracked.withdraw(cause);
        }
    }

    private void forgetEyes() {
        Arrays.fill(atEye, null);
        Arrays.fill(trailingUm, Long.MIN_VALUE / 2);
    }

    private EventDraft draft(int type, long trackingId, long travelUm) {
        return new EventDraft(type, trackingId, clock.encoder(travelUm), clock.millis());
    }

    private Header header() {
        long encoder = clock.encoder(clock.travelUm());
        return new Header(Header.VERSION, epoch, 0, 0, clock.millis(), encoder, 0, 0, 0, 0, state, PRODUCING, speed, 0);
    }
}
