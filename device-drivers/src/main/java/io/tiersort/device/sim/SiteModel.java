// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * One virtual sorter line as built. Positions are distances from the induct eye along the belt.
 *
 * @param line id of the line
 * @param micrometresPerCount belt travel of one encoder count, 1..1000000
 * @param speedMmPerSecond belt speed, 1..65535
 * @param lengthMm position of the end of the line, or length of one lap of a loop
 * @param stations scan stations, at least {@value #RUN_IN_MM} mm behind the induct eye
 * @param scaleMm position of scale and dimensioner, 0 for none
 * @param chutes chutes with a diverter, any order
 * @param hospital the default destination: one of the chutes, or the end of the line
 * @param endOfLine chute number of what runs off at the end, always open; 0 on a loop
 * @param loop true when a parcel that nobody diverts comes round again
 * @param maxLaps on a loop, laps that a parcel without a destination makes before it goes to the hospital
 * @param tracking how the PLC follows parcels
 * @param host how the PLC deals with its host
 * @param arrivals how parcels arrive
 */
public record SiteModel(
        String line,
        int micrometresPerCount,
        int speedMmPerSecond,
        int lengthMm,
        List<Station> stations,
        int scaleMm,
        List<Chute> chutes,
        int hospital,
        int endOfLine,
        boolean loop,
        int maxLaps,
        Tracking tracking,
        Host host,
        Arrivals arrivals) {
    /** Free run behind the induct eye: longer than any parcel, so that a parcel is measured before it is scanned. */
    public static final int RUN_IN_MM = 1_500;

    private static final int RUN_OUT_MM = 200;

    public SiteModel {
        stations =
                stations.stream().sorted(Comparator.comparingInt(Station::atMm)).toList();
        chutes = chutes.stream()
                .sorted(Comparator.comparingInt(Chute::atMm).thenComparingInt(Chute::number))
                .toList();
        require(micrometresPerCount >= 1 && micrometresPerCount <= 1_000_000, "micrometres per count 1..1000000");
        require(speedMmPerSecond >= 1 && speedMmPerSecond <= 65_535, "a speed of 1..65535 mm/s");
        int last = lengthMm - RUN_OUT_MM;
        for (Station station : stations) {
            require(within(station.atMm, last), "every station between " + RUN_IN_MM + " mm and " + last + " mm");
        }
        require(scaleMm == 0 || within(scaleMm, last), "the scale between " + RUN_IN_MM + " mm and " + last + " mm");
        Set<Integer> numbers = new HashSet<>();
        for (Chute chute : chutes) {
            require(within(chute.atMm, last), "every chute between " + RUN_IN_MM + " mm and " + last + " mm");
            require(numbers.add(chute.number), "each chute number once, found " + chute.number + " twice");
        }
        require(loop == (endOfLine == 0), "an end-of-line chute exactly when the line is no loop");
        require(!numbers.contains(endOfLine), "the end of the line not among the diverters");
        require(
                numbers.contains(hospital) || (!loop && hospital == endOfLine),
                "the hospital among the chutes or at the end of the line");
    }

    private static boolean within(int atMm, int last) {
        return atMm >= RUN_IN_MM && atMm <= last;
    }

    private static void require(boolean holds, String expectation) {
        if (!holds) {
            throw new IllegalArgumentException("site model does not fit; expected " + expectation);
        }
    }

    /**
     * A scan station.
     *
     * @param point number in scan events, 1..899
     * @param latency from the trailing edge until the result is sent; half of it is fixed, half varies
     */
    public record Station(int point, int atMm, Duration latency) {
        public Station {
            require(point >= 1 && point <= 899, "station points 1..899");
        }
    }

    /**
     * A chute.
     *
     * @param number 1..65535
     * @param capacity parcels it holds, 0 for no limit
     * @param actuation lead time of its diverter
     * @param emptyAfter from being reported full until somebody empties it
     * @param drawOff time between two parcels that somebody takes out while it works, zero for never
     */
    public record Chute(int number, int atMm, int capacity, Duration actuation, Duration emptyAfter, Duration drawOff) {
        public Chute {
            require(number >= 1 && number <= 65_535, "chute numbers 1..65535");
            require(capacity >= 0, "a capacity of 0 or more");
        }
    }

    /**
     * How the PLC follows parcels.
     *
     * @param eyeSpacingMm distance of the check eyes behind the last station or scale, 500 or more
     * @param windowMm half width of the window in which an edge belongs to a parcel, 10..400
     * @param minGapMm smaller gaps are gap errors
     * @param lengthToleranceMm larger changes of length are tracking errors
     * @param encoderStart reading of the encoder at the start, 0..4294967295; a high one lets it wrap early
     */
    public record Tracking(int eyeSpacingMm, int windowMm, int minGapMm, int lengthToleranceMm, long encoderStart) {
        public Tracking {
            require(eyeSpacingMm >= 500, "check eyes 500 mm apart or more");
            require(windowMm >= 10 && windowMm <= 400, "a tracking window of 10..400 mm");
        }
    }

    /**
     * How the PLC deals with its host.
     *
     * @param beatTimeout silence of the host's beat after which the PLC sorts to its default
     * @param answers true when the PLC answers every command
     * @param asks true when the PLC asks for a destination behind each scan station
     * @param eventMemory events the PLC keeps while the event ring is full, 1 or more; what does not fit is lost and its
     *     sequences are skipped
     */
    public record Host(Duration beatTimeout, boolean answers, boolean asks, int eventMemory) {
        public Host {
            require(eventMemory >= 1, "an event memory of 1 or more");
        }
    }

    /**
     * How parcels arrive while the belt runs.
     *
     * @param parcelsPerHour mean rate; the physical minimum limits it
     * @param minGapMm smallest free space between two parcels
     * @param spread sigma of the lognormal free space above the minimum, 0 for an even flow
     */
    public record Arrivals(int parcelsPerHour, int minGapMm, double spread) {
        public Arrivals {
            require(parcelsPerHour >= 1, "1 parcel an hour or more");
            require(minGapMm >= 50, "a minimum gap of 50 mm or more");
            require(spread >= 0 && spread <= 3, "a spread of 0..3");
        }
    }
}
