// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.shipment.Shipment;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The layout of the tests, open to changes until it is made. */
final class LayoutSketch {
    private final LineLayout base;
    private final List<LineLayout.Chute> chutes;
    List<LineLayout.Station> stations;
    int lengthMm;
    int overflow;
    Duration reopenAfter = Duration.ZERO;
    int throttleAt;

    LayoutSketch(boolean loop, int laps) {
        base = LineRig.layout(loop, laps);
        chutes = new ArrayList<>(base.chutes());
        stations = base.stations();
        lengthMm = base.lengthMm();
        overflow = base.overflow();
    }

    LayoutSketch capacity(int number, int capacity) {
        return chute(number, old -> copy(old, capacity, old.accepts(), old.rateParcels(), old.container()));
    }

    LayoutSketch accepts(int number, Shipment.Flag... flags) {
        return chute(number, old -> copy(old, old.capacity(), Set.of(flags), old.rateParcels(), old.container()));
    }

    /** At most this many parcels within six seconds. */
    LayoutSketch rate(int number, int parcels) {
        return chute(number, old -> copy(old, old.capacity(), old.accepts(), parcels, old.container()));
    }

    LayoutSketch container(int number) {
        return chute(number, old -> copy(old, old.capacity(), old.accepts(), old.rateParcels(), true));
    }

    private LayoutSketch chute(int number, UnaryOperator<LineLayout.Chute> change) {
        chutes.replaceAll(chute -> chute.number() == number ? change.apply(chute) : chute);
        return this;
    }

    private static LineLayout.Chute copy(
            LineLayout.Chute old, int capacity, Set<Shipment.Flag> accepts, int rate, boolean container) {
        return new LineLayout.Chute(
                old.number(),
                old.name(),
                old.atMm(),
                old.actuation(),
                old.maxGrams(),
                old.maxLengthMm(),
                capacity,
                accepts,
                rate,
                Duration.ofSeconds(6),
                container);
    }

    LineLayout layout() {
        return new LineLayout(
                base.line(),
                base.micrometresPerCount(),
                base.speedMmPerSecond(),
                lengthMm,
                stations,
                chutes,
                base.hospital(),
                overflow,
                base.loop(),
                base.maxLaps(),
                base.commandLead(),
                base.readGrace(),
                reopenAfter,
                throttleAt);
    }
}
