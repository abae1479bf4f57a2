// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sim.SiteLedger.Ending;
import io.tiersort.device.sorter.RegisterAccess;
import io.tiersort.device.sorter.RegisterMap;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * A whole virtual line as a pure step function: belt, parcels, PLC and tunnel readers, without clock, thread or socket. The
 * same model, faults, seed, labels and host behaviour at the same site times give the same ledger to the byte, however the
 * time is cut into steps. One thread calls it; only the ledger and the registers may be used by others.
 */
public final class VirtualSite {
    /** Cycle time of the virtual PLC. */
    public static final long CYCLE_NANOS = 5_000_000;

    private static final long RESTART_NANOS = 3_000_000_000L;
    private static final int LEDGER_MAX = 100_000;

    /** Something that happens at a later cycle; {@code order} keeps equal times in the order they were planned. */
    private record Later(long atNanos, long order, Runnable action) {}

    private final SiteModel model;
    private final FaultMix faults;
    private final Map<Integer, ScannerPort> scanners;
    private final Streams streams;
    private final SiteLedger ledger;
    private final RegisterImage image;
    private final HostMailbox mailbox;
    private final VirtualPlc plc;
    private final List<Mark> marks;
    private final Belt belt;
    private final Feeder feeder;
    private final Drive drive;
    private final Mishaps mishaps;
    private final Map<Integer, TunnelReader> readers = new HashMap<>();
    private final PriorityQueue<Later> later =
            new PriorityQueue<>(Comparator.comparingLong(Later::atNanos).thenComparingLong(Later::order));
    private final Deque<PhysicalParcel> leaving = new ArrayDeque<>();
    private long nowNanos;
    private long owedNanos;
    private long planned;
    private int falling;

    /**
     * A line at rest with an empty belt, in the first PLC epoch.
     *
     * @param map where the PLC keeps its registers
     * @param scanners where the results of a scan station go, by station point; a station without one reads for nobody
     */
    public VirtualSite(
            SiteModel model,
            FaultMix faults,
            LabelSource labels,
            RegisterMap map,
            Map<Integer, ScannerPort> scanners,
            long seed) {
        this.model = model;
        this.faults = faults;
        this.scanners = Map.copyOf(scanners);
        this.streams = Streams.of(seed);
        this.ledger = new SiteLedger(model.hospital(), model.endOfLine(), LEDGER_MAX);
        this.image = new RegisterImage(map);
        this.mailbox = new HostMailbox(image, model.host());
        this.marks = Mark.of(model);
        this.plc = new VirtualPlc(model, marks, mailbox, ledger);
        this.belt = new Belt(marks);
        this.feeder = new Feeder(model, faults, labels, streams, ledger, belt);
        this.drive = new Drive(model.speedMmPerSecond());
        this.mishaps = new Mishaps(faults, streams.lineFaults());
        for (SiteModel.Station station : model.stations()) {
            readers.put(station.point(), new TunnelReader(faults, streams.reader()));
        }
        plc.end(0, 0);
    }

    /** The truth about every parcel. */
    public SiteLedger ledger() {
        return ledger;
    }

    /** Site time since the start, nanoseconds, a multiple of {@link #CYCLE_NANOS}. */
    public long nanos() {
        return nowNanos;
    }

    /** Runs as many PLC cycles as fit into this time; the rest is kept for the next call. */
    public void advance(long nanos) {
        owedNanos += nanos;
        while (owedNanos >= CYCLE_NANOS) {
            owedNanos -= CYCLE_NANOS;
            cycle();
        }
    }

    /** Lets no further parcel in. */
    public void stopInducting() {
        feeder.stop();
    }

    /** Lets parcels in only until this many have been on the line. */
    public void stopInductingAfter(long parcels) {
        feeder.stopAfter(parcels);
    }

    /** Lets parcels in only for this long from now, in site time. */
    public void stopInductingAfter(Duration time) {
        feeder.stopAt(nowNanos + time.toNanos());
    }

    /** Lets parcels arrive this many times as fast as the model says, above 0, from the next but one on. */
    public void pace(double factor) {
        feeder.pace(factor);
    }

    /**
     * Puts a parcel into the induct eye now, on top of those that arrive by themselves.
     *
     * @return its number in the ledger, 0 when the induct is not free and nothing was done
     */
    public long arrive(Labels labels) {
        return feeder.arrive(labels);
    }

    /**
     * Puts a parcel down that touches the one with this number, which must still lie in the induct eye, and comes off it
     * 0.1 m behind that eye. Returns its number.
     */
    public long arriveTouching(long ahead, Labels labels) {
        return feeder.arriveTouching(onBelt(ahead), labels);
    }

    /**
     * A hand puts a parcel down 0.3 m behind the one with this number, which must have left the induct eye that far.
     *
     * @return its number in the ledger
     */
    public long addBehind(long ahead, Labels labels) {
        return feeder.addBehind(onBelt(ahead), labels);
    }

    /** A hand takes the parcel with this number off the belt. */
    public void lift(long parcel) {
        PhysicalParcel lifted = onBelt(parcel);
        belt.remove(lifted);
        ledger.endedAt(lifted, Ending.REMOVED, 0, nowNanos);
    }

    /** Lets a parcel on the belt slip back by this many mm while the belt moves on below it. */
    public void slip(long parcel, int mm) {
        PhysicalParcel slipping = onBelt(parcel);
        slipping.holdFromUm = slipping.frontUm;
        slipping.holdUm = mm * 1_000L;
    }

    private PhysicalParcel onBelt(long number) {
        return belt.parcels().stream()
                .filter(parcel -> parcel.id == number && !parcel.ghost)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such parcel on the belt: number=" + number));
    }

    /** True when no parcel is on the belt, none will come, and the PLC has closed every parcel it tracked. */
    public boolean isEmpty() {
        return !feeder.isOpen() && belt.parcels().isEmpty() && falling == 0 && plc.isIdle() && later.isEmpty();
    }

    /** True when the host has fetched and released every event so far. */
    public boolean isSettled() {
        return mailbox.isSettled();
    }

    /** Events that were lost: the host did not fetch them in time, or {@link #loseEvents} took them. */
    public long lostEvents() {
        return mailbox.lostEvents();
    }

    /** Restarts the PLC: the belt stands for 3 s, then a new epoch begins and everything on the belt is flushed. */
    public void restartPlc() {
        if (drive.mode() != Drive.Mode.DEAD) {
            drive.die(nowNanos, RESTART_NANOS);
            plc.halt();
        }
    }

    /** Pulls the emergency stop; the belt coasts to a stop and starts again after {@code nanos}. */
    public void emergencyStop(long nanos) {
        if (drive.mode() == Drive.Mode.RUNNING) {
            drive.emergencyStop(nowNanos, nanos);
            plc.line(VirtualPlc.ABORTING, 0);
        }
    }

    /** Blocks the fill eye of a chute for this long. Throws {@link IllegalArgumentException} for an unknown chute. */
    public void fillChute(int chute, long nanos) {
        chute(chute).blockUntil(nowNanos + nanos);
    }

    /** Jams a chute for this long. Throws {@link IllegalArgumentException} for an unknown chute. */
    public void jamChute(int chute, long nanos) {
        chute(chute).jamUntil(nowNanos + nanos);
    }

    /** Locks a chute, as for a change of bag, or opens it again. Throws for an unknown chute. */
    public void lockChute(int chute, boolean locked) {
        chute(chute).lock(locked);
    }

    /** Lets the PLC's beat stand still, or move again. */
    public void stopBeat(boolean stopped) {
        mailbox.beating(!stopped);
    }

    /** Leaves out this many event sequences. */
    public void skipSequences(int count) {
        mailbox.skip(count);
    }

    /** Loses this many of the next events: their sequences are used up, and no host ever sees them. */
    public void loseEvents(int count) {
        mailbox.lose(count);
    }

    /** Lets the PLC ask once more for the destination of the parcel with this number, as if it had heard nothing. */
    public void askAgain(long parcel) {
        onBelt(parcel);
        ledger.byParcel(parcel).orElseThrow().identities().forEach(identity -> plc.ask(identity.trackingId()));
    }

    /** Lets the event head fall back by up to this many unreleased events for 20 ms. */
    public void repeatEvents(int count) {
        mailbox.repeat(count);
    }

    /** The PLC's registers as a host sees them; for the thread that advances the site. */
    public RegisterAccess registers() {
        return new RegisterAccess() {
            @Override
            public byte[] read(int address, int count) {
                return image.hostRead(address, count)
                        .orElseThrow(() -> new IllegalArgumentException("not for a host: " + address + " to "
                                + (address + count - 1) + "; expected registers of one area"));
            }

            @Override
            public void write(int address, byte[] registers) {
                if (!image.hostWrite(address, registers)) {
                    throw new IllegalArgumentException(
                            "not for a host to write: " + address + "; expected its beat, event tail or commands");
                }
            }
        };
    }

    /** The PLC's registers, for the face that shows them to a host. */
    RegisterImage image() {
        return image;
    }

    private PlcChute chute(int number) {
        PlcChute chute = plc.chutes().find(number);
        if (chute == null) {
            throw new IllegalArgumentException("no such chute: number=" + number + "; expected one with a diverter");
        }
        return chute;
    }

    private void cycle() {
        nowNanos += CYCLE_NANOS;
        mishaps.cycle(this, plc.chutes().all());
        if (drive.update(nowNanos)) {
            driveChanged();
        }
        boolean plcRuns = drive.mode() != Drive.Mode.DEAD;
        if (plcRuns) {
            plc.begin(nowNanos, belt.travelUm());
        }
        long delta = drive.travelUm(nowNanos, CYCLE_NANOS);
        feeder.feed(nowNanos, delta, mailbox.inductionPercent());
        for (Belt.Edge edge : belt.move(delta)) {
            pass(edge);
        }
        leave();
        handle();
        while (!later.isEmpty() && later.element().atNanos <= nowNanos) {
            later.remove().action.run();
        }
        if (plcRuns) {
            plc.end(nowNanos, belt.travelUm());
        }
        ledger.counted(belt.parcelsCount() + falling);
    }

    private void driveChanged() {
        switch (drive.mode()) {
            case STOPPED -> plc.line(VirtualPlc.ABORTED, 0);
            case RUNNING -> {
                if (plc.isHalted()) {
                    plc.restart(nowNanos, belt.travelUm());
                } else {
                    plc.line(VirtualPlc.CLEARING, 0);
                    plc.line(VirtualPlc.EXECUTE, model.speedMmPerSecond());
                }
            }
            case COASTING, DEAD -> {}
        }
    }

    private void pass(Belt.Edge edge) {
        PhysicalParcel parcel = edge.parcel();
        Mark mark = marks.get(edge.mark());
        if (leaving.contains(parcel)) {
            return;
        }
        if (mark.kind() == Mark.Kind.DIVERT) {
            if (edge.leading() && !parcel.ghost) {
                passDiverter(parcel, mark, edge.travelUm());
            }
        } else if (edge.leading()) {
            if (!belt.joinsTheOneAhead(parcel)) {
                bind(parcel, plc.leading(edge.mark(), edge.travelUm()));
            }
        } else if (!belt.joinsTheNext(parcel)) {
            trailing(parcel, mark, edge, plc.trailing(edge.mark(), edge.travelUm()));
        }
    }

    private void bind(PhysicalParcel parcel, long trackingId) {
        if (!parcel.ghost) {
            ledger.seenAs(parcel.id, plc.epoch(), trackingId);
        }
    }

    private void trailing(PhysicalParcel parcel, Mark mark, Belt.Edge edge, long trackingId) {
        switch (mark.kind()) {
            case INDUCT -> {
                if (parcel.ghost) {
                    leaving.add(parcel);
                }
            }
            case SCAN -> {
                if (trackingId != 0) {
                    scan(parcel, mark.point(), trackingId, edge.travelUm());
                }
            }
            case SCALE -> {
                boolean valid = streams.scale().nextDouble() >= faults.rate(Fault.UNWEIGHED);
                if (trackingId != 0) {
                    plc.measured(trackingId, parcel.labels, valid, edge.travelUm());
                }
            }
            case END -> reachEnd(parcel);
            case CHECK, DIVERT -> {}
        }
    }

    private void reachEnd(PhysicalParcel parcel) {
        if (model.loop()) {
            belt.wrap(parcel, model.lengthMm() * 1_000L);
        } else {
            leaving.add(parcel);
            ledger.endedAt(parcel, Ending.END_OF_LINE, model.endOfLine(), nowNanos);
        }
    }

    private void scan(PhysicalParcel parcel, int point, long trackingId, long travelUm) {
        TunnelReader reader = readers.get(point);
        ScannerPort port = scanners.get(point);
        if (reader == null || port == null) {
            return;
        }
        List<ScannedCode> codes = reader.read(parcel.labels);
        long latency = model.stations().stream()
                .filter(station -> station.point() == point)
                .findFirst()
                .orElseThrow()
                .latency()
                .toNanos();
        long encoder = plc.encoder(travelUm);
        at(
                nowNanos + latency / 2 + (long) (latency / 2.0 * reader.delayShare()),
                () -> port.send(trackingId, encoder, codes));
    }

    private void passDiverter(PhysicalParcel parcel, Mark mark, long travelUm) {
        PlcChute chute = chute(mark.point());
        if (!chute.divertsAt(travelUm)) {
            return;
        }
        leaving.add(parcel);
        falling++;
        at(nowNanos + ChuteBank.FALL_NANOS, () -> {
            falling--;
            ledger.endedAt(parcel, Ending.IN_CHUTE, mark.point(), nowNanos);
            plc.entered(chute);
        });
    }

    private void leave() {
        while (!leaving.isEmpty()) {
            belt.remove(leaving.remove());
        }
    }

    /** What hands do on the belt. */
    private void handle() {
        for (PhysicalParcel parcel : belt.handled()) {
            if (parcel.frontUm >= parcel.companionAtUm) {
                parcel.companionAtUm = PhysicalParcel.NEVER;
                feeder.addBehind(parcel);
            }
            if (parcel.frontUm >= parcel.liftAtUm) {
                belt.remove(parcel);
                ledger.endedAt(parcel, Ending.REMOVED, 0, nowNanos);
            }
        }
    }

    private void at(long nanos, Runnable action) {
        later.add(new Later(nanos, planned++, action));
    }
}
