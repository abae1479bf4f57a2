// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.SorterEvent.Cause;
import io.tiersort.device.event.SorterEvent.ChuteState;
import io.tiersort.device.event.SorterEvent.Outcome;
import io.tiersort.device.sim.PlcChute.Divert;
import io.tiersort.device.sorter.ChuteRow;
import io.tiersort.device.sorter.EventRecord;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All chutes of the line: which one a parcel is sent to at which point of the belt, and whether it got there. Belongs to the
 * thread that advances the site.
 */
final class ChuteBank {
    /** A parcel needs this long from the diverter to the entry eye of the chute. */
    static final long FALL_NANOS = 300_000_000L;

    private static final long CONFIRM_MARGIN_NANOS = 100_000_000L;
    private static final long CYCLE_LEAD_NANOS = 2 * VirtualSite.CYCLE_NANOS;

    private final SiteModel model;
    private final HostMailbox host;
    private final PlcClock clock;
    private final TrackingTable table;

    /** By decision point, first one first. */
    private final List<PlcChute> chutes = new ArrayList<>();

    private final Map<Integer, Integer> places = new HashMap<>();

    ChuteBank(SiteModel model, HostMailbox host, PlcClock clock, TrackingTable table) {
        this.model = model;
        this.host = host;
        this.clock = clock;
        this.table = table;
        for (SiteModel.Chute chute : model.chutes()) {
            long lead = Math.max(chute.actuation().toNanos(), CYCLE_LEAD_NANOS);
            long leadUm = lead / 1_000 * model.speedMmPerSecond() / 1_000;
            chutes.add(new PlcChute(chute, chute.atMm() * 1_000L - leadUm));
        }
        chutes.sort(Comparator.comparingLong(chute -> chute.decisionUm));
        for (int i = 0; i < chutes.size(); i++) {
            places.put(chutes.get(i).model.number(), i);
        }
    }

    List<PlcChute> all() {
        return chutes;
    }

    @Nullable
    PlcChute find(int number) {
        Integer place = places.get(number);
        return place == null ? null : chutes.get(place);
    }

    /** Place in the order of decision points, -1 for a number that is no chute. */
    int indexOf(int number) {
        return places.getOrDefault(number, -1);
    }

    /** The first chute whose decision point is ahead of this position. */
    int firstBeyond(long frontUm) {
        int i = 0;
        while (i < chutes.size() && chutes.get(i).decisionUm <= frontUm) {
            i++;
        }
        return i;
    }

    boolean isIdle() {
        for (PlcChute chute : chutes) {
            if (!chute.diverts.isEmpty()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Looks at every decision point that the parcel has reached and sets the diverter where the point is its own.
     *
     * @return true when the parcel has passed the diverter that was set for it
     */
    boolean decide(Tracked tracked, long travelUm, boolean hostAlive) {
        long front = tracked.frontUm(travelUm);
        while (!tracked.committed
                && tracked.nextChute < chutes.size()
                && front >= chutes.get(tracked.nextChute).decisionUm) {
            PlcChute chute = chutes.get(tracked.nextChute);
            if (choose(tracked) == chute.model.number()) {
                commit(tracked, chute, hostAlive);
            }
            tracked.nextChute++;
        }
        return tracked.committed && passed(tracked, front);
    }

    private boolean passed(Tracked tracked, long front) {
        PlcChute chute = chutes.get(tracked.nextChute - 1);
        if (front < chute.atUm) {
            return false;
        }
        for (Divert divert : chute.diverts) {
            if (divert.tracked == tracked) {
                long since = (front - chute.atUm) * 1_000_000 / model.speedMmPerSecond();
                divert.expectedNanos = clock.nanos() - since + FALL_NANOS;
            }
        }
        return true;
    }

    private void commit(Tracked tracked, PlcChute chute, boolean hostAlive) {
        int acted = commandApplies(tracked) && tracked.destinations.contains(chute.model.number())
                ? chute.model.number()
                : 0;
        if (acted == 0) {
            tracked.cause = causeOf(tracked, hostAlive);
        }
        tracked.committed = true;
        chute.diverts.add(new Divert(tracked, acted, table.window(tracked)));
        show(chute);
    }

    /** The destination as things are now: the first commanded one that can serve, else the default. */
    private int choose(Tracked tracked) {
        if (commandApplies(tracked)) {
            for (int destination : tracked.destinations) {
                if (destination == model.endOfLine()) {
                    return destination;
                }
                PlcChute chute = find(destination);
                boolean ahead = indexOf(destination) >= tracked.nextChute;
                if (chute != null && ahead && chute.isServiceable()) {
                    return destination;
                }
                if (chute != null && tracked.cause == Cause.NONE) {
                    tracked.cause = ahead ? chute.refusal() : Cause.COMMAND_LATE;
                }
            }
        }
        return fallback(tracked);
    }

    /** The default destination; 0 for one more lap of a loop. */
    private int fallback(Tracked tracked) {
        boolean patient = !tracked.unsafe && !tracked.flushed && !tracked.stray;
        if (model.loop() && patient && tracked.lap < model.maxLaps()) {
            return 0;
        }
        PlcChute hospital = find(model.hospital());
        boolean reachable =
                hospital != null && indexOf(model.hospital()) >= tracked.nextChute && hospital.isServiceable();
        return reachable ? model.hospital() : model.endOfLine();
    }

    private static boolean commandApplies(Tracked tracked) {
        return !tracked.destinations.isEmpty() && !tracked.unsafe && !tracked.flushed && !tracked.stray;
    }

    /** Why a parcel goes to the default destination. */
    Cause causeOf(Tracked tracked, boolean hostAlive) {
        if (tracked.cause != Cause.NONE || tracked.flushed || !tracked.destinations.isEmpty()) {
            return tracked.cause;
        }
        return hostAlive ? Cause.NO_COMMAND : Cause.HOST_SILENT;
    }

    /** Takes a diverter movement back that has not happened yet. */
    void cancel(Tracked tracked) {
        if (tracked.committed) {
            PlcChute chute = chutes.get(tracked.nextChute - 1);
            chute.diverts.removeIf(divert -> divert.tracked == tracked);
            tracked.committed = false;
            show(chute);
        }
    }

    /** The entry eye of a chute saw a parcel. */
    void entered(PlcChute chute) {
        chute.drop(clock.nanos());
        Divert nearest = null;
        long distance = Long.MAX_VALUE;
        for (Divert divert : chute.diverts) {
            long off = Math.abs(divert.expectedNanos - clock.nanos());
            if (divert.expectedNanos != Long.MAX_VALUE && off <= tolerance(divert) && off < distance) {
                nearest = divert;
                distance = off;
            }
        }
        if (nearest != null) {
            confirm(chute, nearest, chute.model.number());
        }
    }

    /** States, and diverts that were never confirmed. */
    void cycle() {
        for (PlcChute chute : chutes) {
            for (Iterator<Divert> i = chute.diverts.iterator(); i.hasNext(); ) {
                Divert divert = i.next();
                boolean waits = divert.expectedNanos == Long.MAX_VALUE;
                if (!waits && clock.nanos() - divert.expectedNanos > tolerance(divert) + CONFIRM_MARGIN_NANOS) {
                    i.remove();
                    report(chute, divert, 0);
                }
            }
            if (chute.cycle(clock.nanos())) {
                long encoder = clock.encoder(clock.travelUm());
                host.post(new EventDraft(EventRecord.CHUTE, 0, encoder, clock.millis())
                        .point(chute.model.number())
                        .detail(WireValue.of(chute.state), chute.fillPercent())
                        .record());
                show(chute);
            }
        }
    }

    void restart() {
        for (PlcChute chute : chutes) {
            chute.diverts.clear();
            show(chute);
        }
    }

    void showAll() {
        host.showNoChutes();
        chutes.forEach(this::show);
        if (model.endOfLine() != 0) {
            host.show(model.endOfLine(), new ChuteRow(WireValue.of(ChuteState.OPEN), 0, 0));
        }
    }

    private void confirm(PlcChute chute, Divert divert, int actual) {
        chute.diverts.remove(divert);
        report(chute, divert, actual);
        show(chute);
    }

    private void report(PlcChute chute, Divert divert, int actual) {
        Tracked tracked = divert.tracked;
        Outcome outcome = actual == 0 ? Outcome.UNVERIFIED : tracked.flushed ? Outcome.FLUSHED : Outcome.VERIFIED;
        boolean asWanted = divert.commanded != 0 && divert.commanded == tracked.destinations.get(0);
        table.forget(tracked);
        host.post(
                new EventDraft(EventRecord.DIVERT, tracked.trackingId, clock.encoder(clock.travelUm()), clock.millis())
                        .point(chute.model.number())
                        .divert(divert.commanded, actual)
                        .ended(outcome, asWanted ? Cause.NONE : tracked.cause, tracked.lap)
                        .record());
    }

    private long tolerance(Divert divert) {
        return divert.windowUm * 1_000_000 / model.speedMmPerSecond() + 2 * CYCLE_LEAD_NANOS;
    }

    private void show(PlcChute chute) {
        host.show(
                chute.model.number(),
                new ChuteRow(WireValue.of(chute.state), chute.fillPercent(), chute.diverts.size()));
    }
}
