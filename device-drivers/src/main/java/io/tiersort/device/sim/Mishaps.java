// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import java.util.List;
import java.util.random.RandomGenerator;

/** Faults of the line as a whole, by the hour. Draws the same number of values in every cycle. */
final class Mishaps {
    private static final double CYCLES_PER_HOUR = 3_600e9 / VirtualSite.CYCLE_NANOS;
    private static final double SECOND = 1e9;

    private final FaultMix faults;
    private final RandomGenerator random;

    Mishaps(FaultMix faults, RandomGenerator random) {
        this.faults = faults;
        this.random = random;
    }

    void cycle(VirtualSite site, List<PlcChute> chutes) {
        boolean full = happens(Fault.FULL_BURST);
        boolean jam = happens(Fault.JAM);
        boolean restart = happens(Fault.PLC_RESTART);
        boolean stop = happens(Fault.EMERGENCY_STOP);
        double which = random.nextDouble();
        double howLong = random.nextDouble();
        if (full && !chutes.isEmpty()) {
            site.fillChute(chuteAt(chutes, which), seconds(10, 60, howLong));
        }
        if (jam && !chutes.isEmpty()) {
            site.jamChute(chuteAt(chutes, which), seconds(20, 120, howLong));
        }
        if (restart) {
            site.restartPlc();
        }
        if (stop) {
            site.emergencyStop(seconds(5, 20, howLong));
        }
    }

    private boolean happens(Fault fault) {
        return random.nextDouble() < faults.rate(fault) / CYCLES_PER_HOUR;
    }

    private static int chuteAt(List<PlcChute> chutes, double share) {
        return chutes.get((int) (share * chutes.size())).model.number();
    }

    private static long seconds(int least, int most, double share) {
        return (long) ((least + share * (most - least)) * SECOND);
    }
}
