// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.device.sim.*;
import java.time.*;

final class SpeedProbe {
    public static void main(String[] args) {
        var config = Hub.config();
        var line = config.site().lines().get(0);
        int n = Integer.parseInt(args[1]);
        for (int seed = Integer.parseInt(args[0]); seed < Integer.parseInt(args[0]) + n; seed++) {
            long t = java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            var r = Shift.run(
                    new Shift.Wishes(
                            line.layout(),
                            line.scaleAtMm(),
                            config.site().device(line.sorter()).settings(),
                            config.plan(),
                            seed,
                            Duration.ofHours(Integer.parseInt(args[2])),
                            6000,
                            FaultMix.usual().with(Fault.PLC_RESTART, 0.125).with(Fault.EMERGENCY_STOP, 0.5),
                            true,
                            Hub.NOON),
                    d -> {});
            double s = (java.lang.management.ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - t) / 1e9;
            System.out.println(seed + " " + r.virtual() + " in " + s + " s cpu = "
                    + r.virtual().toSeconds() / s + " x; " + r.hash() + " " + r.physical());
            System.out.println(r.tally().figures());
            r.violation().ifPresent(v -> System.out.println(v.text()));
        }
    }
}
