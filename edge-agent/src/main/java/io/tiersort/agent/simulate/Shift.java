// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.runtime.LineStep;
import io.tiersort.device.Settings;
import io.tiersort.device.sim.FaultMix;
import io.tiersort.device.sim.SiteLedger;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator.SplittableGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * One line through some hours of work, from a seed, with every {@link Invariant} held against it. The belt runs empty at the
 * end, so that each parcel has its outcome. One thread per shift.
 */
public final class Shift {
    private static final Duration SLICE = Duration.ofMillis(500);
    private static final Duration DRAIN = Duration.ofMinutes(10);
    private static final Duration PROGRESS = Duration.ofMinutes(15);

    /** A parcel whose end the PLC never told is given up when it is far past the end of the line. */
    private static final Duration SETTLE = Duration.ofSeconds(40);

    /** Share of the mean rate by hour of the day: a first wave in the morning, the peak in the evening. */
    private static final double[] DAY = {
        0.5, 0.4, 0.4, 0.6, 0.9, 1.1, 1.0, 0.8, 0.7, 0.8, 0.9, 1.0, 1.0, 1.0, 1.1, 1.3, 1.5, 1.7, 1.8, 1.7, 1.5, 1.2,
        0.9, 0.7
    };

    /**
     * What is simulated.
     *
     * @param plc settings of the line's PLC
     * @param anHour mean of parcels an hour over a day
     * @param mix what goes wrong on the line by itself
     * @param host whether the host, the clock, the PLC's link and hands at the chutes do wrong too
     */
    public record Wishes(
            LineLayout layout,
            int scaleAtMm,
            Settings plc,
            Plan plan,
            long seed,
            Duration time,
            int anHour,
            FaultMix mix,
            boolean host,
            Instant start) {}

    /**
     * How it went.
     *
     * @param hash SHA-256 over every fact and command in order
     * @param virtual time that was simulated, until the line was empty or the first violation
     */
    public record Result(
            long seed,
            Duration virtual,
            String hash,
            Tally tally,
            SiteLedger.Totals physical,
            Optional<Violation> violation) {}

    private final Wishes wishes;
    private final Traffic traffic;
    private final World world;
    private final Trace trace;
    private final Tally tally = new Tally();
    private final Optional<Mischief> mischief;

    private Shift(Wishes wishes, UnaryOperator<LineStep> around) {
        this.wishes = wishes;
        SplittableGenerator root = RandomGeneratorFactory.<SplittableGenerator>of("L64X128MixRandom")
                .create(wishes.seed());
        traffic = new Traffic(
                wishes.plan(), root.split(), wishes.start(), Long.toString(wishes.seed(), 36), wishes.host());
        world = new World(World.of(wishes.layout(), wishes.plan())
                .scaleAt(wishes.scaleAtMm())
                .plc(wishes.plc())
                .seed(root.nextLong())
                .start(wishes.start())
                .faults(wishes.mix())
                .arrivals(traffic, wishes.anHour())
                .keep(false)
                .around(around));
        trace = new Trace(wishes.layout().line());
        mischief = wishes.host() ? Optional.of(new Mischief(world, wishes.layout(), root.split())) : Optional.empty();
    }

    /** Simulates a shift. {@code progress} is told the virtual time every virtual quarter of an hour. */
    public static Result run(Wishes wishes, Consumer<Duration> progress) {
        return run(wishes, step -> step, progress);
    }

    /** The same with something around the line, to prove that it would be noticed. */
    static Result run(Wishes wishes, UnaryOperator<LineStep> around, Consumer<Duration> progress) {
        Shift shift = new Shift(wishes, around);
        shift.work(progress);
        return new Result(
                wishes.seed(),
                shift.world.elapsed(),
                shift.trace.hash(),
                shift.tally,
                shift.world.ledger().totals(),
                shift.checker().violation());
    }

    private void work(Consumer<Duration> progress) {
        world.watch(tally);
        world.watch(trace);
        world.start();
        traffic.join(world);
        Duration told = Duration.ZERO;
        while (world.elapsed().compareTo(wishes.time()) < 0
                && checker().violation().isEmpty()) {
            slice();
            if (world.elapsed().compareTo(told.plus(PROGRESS)) >= 0) {
                told = world.elapsed();
                progress.accept(told);
            }
        }
        drain();
    }

    private Checker checker() {
        return world.checker();
    }

    private void slice() {
        int hour = world.now().atZone(wishes.plan().zone()).getHour();
        world.site().pace(DAY[hour]);
        traffic.clock(world.elapsed());
        mischief.ifPresent(Mischief::act);
        world.runFor(SLICE);
        checker().checkChutes();
    }

    private void drain() {
        world.site().stopInducting();
        Duration end = world.elapsed().plus(DRAIN);
        while (!world.site().isEmpty()
                && world.elapsed().compareTo(end) < 0
                && checker().violation().isEmpty()) {
            world.runFor(SLICE);
        }
        world.runFor(SETTLE);
        if (checker().violation().isEmpty()) {
            checker().checkEmpty();
        }
    }
}
