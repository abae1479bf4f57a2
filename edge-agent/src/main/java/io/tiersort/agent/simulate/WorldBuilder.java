// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.identify.Policy;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.runtime.LineStep;
import io.tiersort.agent.shipment.CustomerLookup;
import io.tiersort.device.Settings;
import io.tiersort.device.sim.DirectScanner;
import io.tiersort.device.sim.FaultMix;
import io.tiersort.device.sim.LabelSource;
import io.tiersort.device.sorter.ModbusSorter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link World} is made of. Without further wishes: no parcel arrives by itself, nothing goes wrong, no scale, and it
 * is noon on a Monday in Berlin.
 */
public final class WorldBuilder {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

    final LineLayout layout;
    final Plan plan;
    final List<Watcher> watchers = new ArrayList<>();
    long seed = 1;
    int scaleAtMm;
    int parcelsPerHour = 3_000;
    boolean keeps = true;
    Instant start = NOON;
    FaultMix faults = FaultMix.none();
    LabelSource labels = random -> Optional.empty();
    CustomerLookup customers = CustomerLookup.NONE;
    UnaryOperator<LineStep> around = step -> step;
    Policy codes = Policy.standard();
    DirectScanner.Stamp stamp = DirectScanner.Stamp.TRACKING_ID;
    private @Nullable Settings plc;

    WorldBuilder(LineLayout layout, Plan plan) {
        this.layout = layout;
        this.plan = plan;
    }

    /** All chance comes from this seed. */
    public WorldBuilder seed(long number) {
        seed = number;
        return this;
    }

    /** Wall clock at the start. */
    public WorldBuilder start(Instant instant) {
        start = instant;
        return this;
    }

    /** Scale and dimensioner at this distance from the induct eye, 0 for none. */
    public WorldBuilder scaleAt(int mm) {
        scaleAtMm = mm;
        return this;
    }

    /** Parcels that arrive by themselves, until there are no more, and how many an hour. */
    public WorldBuilder arrivals(LabelSource source, int anHour) {
        labels = source;
        parcelsPerHour = anHour;
        return this;
    }

    /** What goes wrong by itself. */
    public WorldBuilder faults(FaultMix mix) {
        faults = mix;
        return this;
    }

    /** What is known of customers. */
    public WorldBuilder customers(CustomerLookup lookup) {
        customers = lookup;
        return this;
    }

    /** What the site decides about its codes; {@link Policy#standard} unless said otherwise. */
    public WorldBuilder codes(Policy policy) {
        codes = policy;
        return this;
    }

    /** What the scanners print next to their codes. */
    public WorldBuilder stamp(DirectScanner.Stamp what) {
        stamp = what;
        return this;
    }

    /** Settings of the PLC and its driver, with the options of {@link ModbusSorter#TYPE}. */
    public WorldBuilder plc(Settings settings) {
        plc = settings;
        return this;
    }

    /** Puts something around the line, to prove that it would be noticed. */
    public WorldBuilder around(UnaryOperator<LineStep> wrapper) {
        around = wrapper;
        return this;
    }

    /** Somebody who sees everything. */
    public WorldBuilder watch(Watcher watcher) {
        watchers.add(watcher);
        return this;
    }

    /** Whether facts and commands are kept for {@link World#facts}; true unless said otherwise. */
    public WorldBuilder keep(boolean facts) {
        keeps = facts;
        return this;
    }

    /** The world, at its start: the line runs and has met its PLC, nothing has moved yet. */
    public World build() {
        World world = new World(this);
        world.start();
        return world;
    }

    Settings plcSettings() {
        if (plc != null) {
            return plc;
        }
        int rows = layout.chutes().stream()
                .mapToInt(LineLayout.Chute::number)
                .max()
                .orElse(0);
        return Settings.parse(
                ModbusSorter.TYPE.options(),
                Map.of(
                        "host", "127.0.0.1",
                        "chutes", String.valueOf(rows),
                        "travel-per-count", String.valueOf(layout.micrometresPerCount())));
    }
}
