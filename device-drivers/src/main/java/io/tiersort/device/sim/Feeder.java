// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Puts parcels onto the belt at the induct and decides what will happen to each of them. Distances are belt travel, so a
 * belt that stands brings nothing. Belongs to the thread that advances the site.
 */
final class Feeder {
    private static final long UM = 1_000;
    private static final long RETRY_UM = 50 * UM;
    private static final long HAND_GAP_UM = 300 * UM;
    private static final long TOUCHING_UM = 100 * UM;

    private final SiteModel model;
    private final FaultMix faults;
    private final LabelSource labels;
    private final Streams streams;
    private final SiteLedger ledger;
    private final Belt belt;
    private long nextTravelUm;
    private long parcels;
    private long parcelsMax = Long.MAX_VALUE;
    private long stopNanos = Long.MAX_VALUE;
    private boolean open = true;
    private double pace = 1;

    /** Drawn for the next arrival, kept while the induct is blocked. */
    private Optional<Labels> coming;

    Feeder(SiteModel model, FaultMix faults, LabelSource labels, Streams streams, SiteLedger ledger, Belt belt) {
        this.model = model;
        this.faults = faults;
        this.labels = labels;
        this.streams = streams;
        this.ledger = ledger;
        this.belt = belt;
        this.coming = labels.next(streams.labels());
    }

    void stop() {
        open = false;
    }

    void stopAfter(long count) {
        parcelsMax = count;
    }

    /** Arrivals from the next one on come this many times as fast as the model says; above 0. */
    void pace(double factor) {
        pace = factor;
    }

    /** Puts a parcel down with its leading edge in the induct eye; returns its number, 0 when there is no room for it. */
    long arrive(Labels labels) {
        if (!hasRoom(0, labels.lengthMm() * UM)) {
            return 0;
        }
        put(new PhysicalParcel(++parcels, labels, 0), false);
        nextTravelUm =
                Math.max(nextTravelUm, belt.travelUm() + labels.lengthMm() * UM + freeSpaceUm(labels.lengthMm()));
        return parcels;
    }

    /** Puts a parcel down that touches the rear of this one and comes off it 0.1 m behind the eye; returns its number. */
    long arriveTouching(PhysicalParcel ahead, Labels labels) {
        PhysicalParcel second = new PhysicalParcel(++parcels, labels, ahead.rearUm());
        second.holdFromUm = TOUCHING_UM;
        second.holdUm = TOUCHING_UM;
        put(second, false);
        return parcels;
    }

    /** Lets nothing in from this site time on. */
    void stopAt(long nanos) {
        stopNanos = nanos;
    }

    /** True while further parcels will come. */
    boolean isOpen() {
        return open && coming.isPresent() && parcels < parcelsMax;
    }

    /**
     * Puts down what arrives while the belt moves by {@code deltaUm} from here.
     *
     * @param percent share of the parcels that the inducts let in, 0..100
     */
    void feed(long nowNanos, long deltaUm, int percent) {
        open &= nowNanos < stopNanos;
        long until = belt.travelUm() + deltaUm;
        while (nextTravelUm <= until && isOpen()) {
            Labels next = coming.orElseThrow();
            long front = belt.travelUm() - nextTravelUm;
            if (percent == 0 || !hasRoom(front, next.lengthMm() * UM)) {
                nextTravelUm += Math.max(RETRY_UM, deltaUm);
                return;
            }
            coming = labels.next(streams.labels());
            long rear = place(next, front);
            long free = freeSpaceUm(next.lengthMm());
            long heldBack = (next.lengthMm() * UM + free) * (100 - percent) / percent;
            nextTravelUm = belt.travelUm() - rear + free + heldBack;
        }
    }

    /** A hand puts this parcel behind that one; returns its number. */
    long addBehind(PhysicalParcel ahead, Labels labels) {
        put(new PhysicalParcel(++parcels, labels, ahead.rearUm() - HAND_GAP_UM), true);
        return parcels;
    }

    /** A hand puts a parcel behind this one, when there is room. */
    void addBehind(PhysicalParcel parcel) {
        Optional<Labels> next = coming;
        if (next.isEmpty()) {
            return;
        }
        long front = parcel.rearUm() - HAND_GAP_UM;
        long length = next.get().lengthMm() * UM;
        if (front - length > HAND_GAP_UM && belt.isFree(front - length - HAND_GAP_UM, front + HAND_GAP_UM / 2)) {
            coming = labels.next(streams.labels());
            put(new PhysicalParcel(++parcels, next.get(), front), true);
        }
    }

    /** Puts down one arrival with everything that comes with it; returns the rear end of it all. */
    private long place(Labels next, long front) {
        RandomGenerator random = streams.parcelFaults();
        PhysicalParcel parcel = new PhysicalParcel(++parcels, next, front);
        long line = model.lengthMm() * UM;
        boolean lifted = happens(random, Fault.LIFT_OFF);
        long liftAt = (long) (random.nextDouble() * line);
        boolean joined = happens(random, Fault.ADDED_BY_HAND);
        long joinedAt = SiteModel.RUN_IN_MM * UM + (long) (random.nextDouble() * line);
        boolean slips = happens(random, Fault.SLIP);
        long slipAt = (long) (random.nextDouble() * line);
        long slip = (20 + random.nextInt(380)) * UM;
        boolean touched = happens(random, Fault.TOUCHING);
        long apartAt = (20 + random.nextInt(130)) * UM;
        long apart = (60 + random.nextInt(90)) * UM;
        boolean taped = happens(random, Fault.DOUBLE_TRIGGER);
        long tapeGap = (30 + random.nextInt(40)) * UM;
        long tape = (20 + random.nextInt(30)) * UM;
        parcel.liftAtUm = lifted ? liftAt : PhysicalParcel.NEVER;
        parcel.companionAtUm = joined ? joinedAt : PhysicalParcel.NEVER;
        if (slips) {
            parcel.holdFromUm = slipAt;
            parcel.holdUm = slip;
        }
        put(parcel, false);
        if (touched && coming.isPresent() && !slips) {
            PhysicalParcel second = new PhysicalParcel(++parcels, coming.get(), parcel.rearUm());
            coming = labels.next(streams.labels());
            second.holdFromUm = apartAt;
            second.holdUm = apart;
            put(second, false);
            return second.rearUm();
        }
        if (taped) {
            PhysicalParcel ghost = PhysicalParcel.ghost(tape, parcel.rearUm() - tapeGap);
            belt.put(ghost);
            return ghost.rearUm();
        }
        return parcel.rearUm();
    }

    private void put(PhysicalParcel parcel, boolean byHand) {
        belt.put(parcel);
        ledger.came(parcel, byHand);
    }

    /** Room at the induct, on a loop also for what comes round from the end of the lap. */
    private boolean hasRoom(long front, long length) {
        long gap = model.arrivals().minGapMm() * UM;
        long lap = model.lengthMm() * UM;
        return belt.isFree(front - length, front + gap)
                && (!model.loop() || belt.isFree(lap + front - 2 * length - gap, lap + front + gap));
    }

    /** Free space behind a parcel of this length: the physical minimum and a lognormal rest with the mean that is left. */
    private long freeSpaceUm(int lengthMm) {
        SiteModel.Arrivals arrivals = model.arrivals();
        double pitchMm = model.speedMmPerSecond() * 3_600.0 / arrivals.parcelsPerHour() / pace;
        double restMm = Math.max(0, pitchMm - lengthMm - arrivals.minGapMm());
        double sigma = arrivals.spread();
        double factor = StrictMath.exp(sigma * streams.arrivals().nextGaussian() - sigma * sigma / 2);
        return arrivals.minGapMm() * UM + (long) (restMm * factor * UM);
    }

    private boolean happens(RandomGenerator random, Fault fault) {
        return random.nextDouble() < faults.rate(fault);
    }
}
