// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.sim.ShipmentMaker;
import io.tiersort.device.sim.LabelSource;
import io.tiersort.device.sim.Labels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGenerator.SplittableGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Parcels as they come, and a host that tells of them as hosts do: mostly long before, sometimes seconds late, during an
 * outage minutes late, of some never. Some shipments are cancelled while their parcels are on the line, and some promises
 * are so tight that only a departure of the next hours keeps them. One thread.
 */
final class Traffic implements LabelSource {
    private static final double HOUR_SECONDS = 3_600;
    private static final double TIGHT = 0.1;
    private static final double TIGHT_HOURS = 12;
    private static final double CANCELLED = 0.002;
    private static final double SLOW = 0.01;
    private static final double MEDIAN_SECONDS = 0.04;
    private static final double SPREAD = 0.8;
    private static final double OUTAGES_AN_HOUR = 0.25;

    private final ShipmentMaker maker;
    private final RandomGenerator random;
    private final boolean faults;
    private final Instant start;
    private final List<Told> early = new ArrayList<>();
    private @Nullable World world;
    private double secondsNow;
    private double outageUntil;
    private double nextOutage;

    private record Told(double afterSeconds, Shipment shipment) {}

    /**
     * The traffic of one run.
     *
     * @param faults whether the host is ever late, silent or of another mind
     */
    Traffic(Plan plan, SplittableGenerator random, Instant start, String run, boolean faults) {
        this.random = random;
        this.faults = faults;
        this.start = start;
        maker = new ShipmentMaker(random.split(), plan, this::now, run);
        nextOutage = pause(OUTAGES_AN_HOUR);
    }

    /** Where shipments are told from now on. */
    void join(World there) {
        world = there;
        early.forEach(told -> tell(told.afterSeconds, told.shipment));
        early.clear();
    }

    private Instant now() {
        return world == null ? start : world.now();
    }

    private void tell(double afterSeconds, Shipment shipment) {
        if (world == null) {
            early.add(new Told(afterSeconds, shipment));
            return;
        }
        World there = world;
        Duration due = there.elapsed().plusMillis((long) (afterSeconds * 1_000));
        there.at(due, () -> there.know(shipment));
    }

    /** Virtual time since the start. */
    void clock(Duration elapsed) {
        secondsNow = elapsed.toMillis() / 1_000.0;
        if (secondsNow >= nextOutage) {
            outageUntil = secondsNow + 30 + random.nextDouble() * 270;
            nextOutage = outageUntil + pause(OUTAGES_AN_HOUR);
        }
    }

    /** Seconds until something happens that happens so often an hour. */
    private double pause(double anHour) {
        return -StrictMath.log(1 - random.nextDouble()) * HOUR_SECONDS / anHour;
    }

    @Override
    public Optional<Labels> next(RandomGenerator unused) {
        ShipmentMaker.Made made = maker.next();
        double delay = delay();
        boolean tight = random.nextDouble() < TIGHT;
        double hours = random.nextDouble() * TIGHT_HOURS;
        boolean cancelled = random.nextDouble() < CANCELLED;
        double cancelledAfter = random.nextDouble() * 20;
        Shipment shipment = made.shipment();
        if (tight && shipment.promiseBy() > 0) {
            shipment = shipment.promisedBy(Math.min(
                    shipment.promiseBy(), now().toEpochMilli() + 60_000 + (long) (hours * HOUR_SECONDS * 1_000)));
        }
        if (!made.secret() || !faults) {
            tell(delay, shipment);
            if (cancelled && faults) {
                tell(delay + cancelledAfter, shipment.standing(Shipment.Status.CANCELLED));
            }
        }
        return Optional.of(made.labels());
    }

    private double delay() {
        double answer = MEDIAN_SECONDS * StrictMath.exp(SPREAD * random.nextGaussian());
        double slow = random.nextDouble() < SLOW ? 1 + random.nextDouble() * 9 : 0;
        double outage = Math.max(0, outageUntil - secondsNow);
        return faults ? answer + slow + outage : 0;
    }
}
