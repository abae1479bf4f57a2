// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.shipment.Shipment;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * Geometry and timing of one sorter line as built.
 *
 * @param line id of the line, such as {@code L1}
 * @param micrometresPerCount belt travel of one encoder count, 1..1000000
 * @param speedMmPerSecond design speed, used until the PLC reports one
 * @param lengthMm from the induct eye to the end of the line (or one lap of a loop)
 * @param stations scan stations in belt order
 * @param chutes every chute, ascending by position
 * @param hospital chute number of the defined refuge
 * @param overflow chute number for what its own chutes cannot take, or 0
 * @param loop true when a parcel that passes its chute comes round again
 * @param maxLaps recirculations before a parcel goes to the hospital; 0 on a line that is no loop
 * @param commandLead time from handing a command over until the PLC has acted on it, with margin
 * @param reopenAfter time a chute must have been open before new parcels are sent to it again
 * @param throttleAt share of the belt in use, in percent, from which on inducts are slowed down; 0 for never
 * @param readGrace wait for a late scanner result after the parcel left the scan station
 */
public record LineLayout(
        String line,
        int micrometresPerCount,
        int speedMmPerSecond,
        int lengthMm,
        List<Station> stations,
        List<Chute> chutes,
        int hospital,
        int overflow,
        boolean loop,
        int maxLaps,
        Duration commandLead,
        Duration readGrace,
        Duration reopenAfter,
        int throttleAt) {
    public LineLayout {
        stations = List.copyOf(stations);
        chutes = List.copyOf(chutes);
    }

    /**
     * A scan station.
     *
     * @param point number the PLC uses for it in scan events
     * @param scanners ids of the code readers there
     * @param atMm distance of the reading position from the induct eye
     * @param windowMm how far outside a parcel's edges a stamped or timed result still belongs to it
     */
    public record Station(int point, List<String> scanners, int atMm, int windowMm) {
        public Station {
            scanners = List.copyOf(scanners);
        }
    }

    /**
     * A chute.
     *
     * @param number number the PLC uses, 1..65535
     * @param atMm distance of its divert point from the induct eye
     * @param actuation time the diverter needs before the parcel's leading edge
     * @param maxGrams heaviest parcel it takes, 0 for no limit
     * @param maxLengthMm longest parcel it takes, 0 for no limit
     * @param capacity parcels it holds, 0 when not known
     * @param accepts flags of restricted handling that it may take, such as hazmat
     * @param rateParcels most parcels to send to it within {@code rateWithin}, 0 for no limit
     * @param container true when it takes parcels only while a bag, cage or trolley is bound to it
     */
    public record Chute(
            int number,
            String name,
            int atMm,
            Duration actuation,
            int maxGrams,
            int maxLengthMm,
            int capacity,
            Set<Shipment.Flag> accepts,
            int rateParcels,
            Duration rateWithin,
            boolean container) {
        public Chute {
            accepts = Set.copyOf(accepts);
        }
    }
}
