// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sorter.CommandRecord;
import io.tiersort.device.sorter.EventRecord;
import io.tiersort.device.sorter.RegisterMap;
import io.tiersort.device.sorter.Ring;
import io.tiersort.device.sorter.WordOrder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Small lines to test on. */
final class Sites {
    static final int STATION = 1;
    static final int HOSPITAL = 9;
    static final int END = 10;
    static final long SECOND = 1_000_000_000L;
    static final RegisterMap MAP = new RegisterMap(
            WordOrder.ABCD,
            0,
            new Ring(4_000, 256, EventRecord.REGISTERS),
            new Ring(1_000, 64, CommandRecord.REGISTERS),
            100,
            10);

    private Sites() {}

    /** Four chutes behind the tunnel and the scale, a hospital behind them, run-out at the end. */
    static SiteModel line() {
        return line(new SiteModel.Host(Duration.ofMillis(500), true, false, 1_000), 0, 0);
    }

    static SiteModel line(SiteModel.Host host, int capacity, long encoderStart) {
        return new SiteModel(
                "L1",
                300,
                1_500,
                22_000,
                List.of(new SiteModel.Station(STATION, 2_000, Duration.ofMillis(30))),
                3_000,
                chutes(capacity),
                HOSPITAL,
                END,
                false,
                0,
                new SiteModel.Tracking(1_500, 80, 50, 40, encoderStart),
                host,
                new SiteModel.Arrivals(3_000, 300, 0.5));
    }

    /** The same chutes on a loop of 22 m. */
    static SiteModel loop(int maxLaps) {
        SiteModel line = line();
        return new SiteModel(
                "L2",
                300,
                1_500,
                22_000,
                line.stations(),
                line.scaleMm(),
                line.chutes(),
                HOSPITAL,
                0,
                true,
                maxLaps,
                line.tracking(),
                line.host(),
                line.arrivals());
    }

    private static List<SiteModel.Chute> chutes(int capacity) {
        return List.of(
                chute(1, 7_000, capacity),
                chute(2, 9_000, capacity),
                chute(3, 11_000, capacity),
                chute(4, 13_000, capacity),
                chute(HOSPITAL, 18_000, 0));
    }

    private static SiteModel.Chute chute(int number, int atMm, int capacity) {
        return new SiteModel.Chute(
                number, atMm, capacity, Duration.ofMillis(60), Duration.ofSeconds(10), Duration.ZERO);
    }

    /** So many parcels of 400 mm, each with a code of its own. */
    static LabelSource parcels(int count) {
        AtomicInteger next = new AtomicInteger();
        return random -> next.get() == count ? Optional.empty() : Optional.of(parcel(next.incrementAndGet()));
    }

    /** Parcels of every shape. */
    static LabelSource shapes(int count) {
        AtomicInteger next = new AtomicInteger();
        return random -> {
            ParcelShapes.Shape shape = ParcelShapes.draw(random);
            return next.get() == count
                    ? Optional.empty()
                    : Optional.of(new Labels(
                            List.of(new ScannedCode("C0", "P" + next.incrementAndGet())),
                            shape.grams(),
                            shape.lengthMm(),
                            shape.widthMm(),
                            shape.heightMm()));
        };
    }

    private static Labels parcel(int number) {
        return new Labels(List.of(new ScannedCode("C0", "P" + number)), 750, 400, 300, 200);
    }
}
