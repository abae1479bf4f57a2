// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.device.sim.VirtualSite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What happens to a whole line in a shift beyond what the virtual site does by itself: chutes locked for a change of bag,
 * a PLC whose beat stands still, events skipped and repeated, steps of the wall clock. One thread.
 */
final class Mischief {
    private static final double HOUR_NANOS = 3_600e9;
    private static final double SECOND = 1e9;

    private final World world;
    private final RandomGenerator random;
    private final List<Kind> kinds = new ArrayList<>();

    private static final class Kind {
        private final double anHour;
        private final Runnable action;
        private double nextNanos;

        Kind(double anHour, Runnable action) {
            this.anHour = anHour;
            this.action = action;
        }
    }

    Mischief(World world, LineLayout layout, RandomGenerator random) {
        this.world = world;
        this.random = random;
        VirtualSite site = world.site();
        kinds.add(new Kind(2, () -> lock(layout)));
        kinds.add(new Kind(0.5, this::stopBeat));
        kinds.add(new Kind(0.25, () -> site.skipSequences(1 + random.nextInt(5))));
        kinds.add(new Kind(0.5, () -> site.repeatEvents(1 + random.nextInt(5))));
        kinds.add(new Kind(0.5, () -> world.stepClock(Duration.ofMillis(random.nextInt(4_001) - 2_000))));
        kinds.forEach(this::plan);
    }

    /** Does what is due. */
    void act() {
        for (Kind kind : kinds) {
            if (world.elapsed().toNanos() >= kind.nextNanos) {
                kind.action.run();
                plan(kind);
            }
        }
    }

    private void plan(Kind kind) {
        kind.nextNanos = world.elapsed().toNanos() - StrictMath.log(1 - random.nextDouble()) * HOUR_NANOS / kind.anHour;
    }

    private void lock(LineLayout layout) {
        int chute = layout.chutes().get(random.nextInt(layout.chutes().size())).number();
        world.site().lockChute(chute, true);
        after(30 + random.nextInt(90), () -> world.site().lockChute(chute, false));
    }

    private void stopBeat() {
        world.site().stopBeat(true);
        after(1 + random.nextInt(5), () -> world.site().stopBeat(false));
    }

    private void after(int seconds, Runnable action) {
        world.at(world.elapsed().plusNanos((long) (seconds * SECOND)), action);
    }
}
