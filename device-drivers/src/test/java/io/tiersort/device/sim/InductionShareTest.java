// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.sorter.EventRecord;
import io.tiersort.device.sorter.RegisterMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The virtual inducts obey the share that the host allows. */
class InductionShareTest {
    private static final int REGISTER = 900;

    private final ScriptedHost host = new ScriptedHost();
    private final VirtualSite site = new VirtualSite(
            Sites.line(),
            FaultMix.none(),
            Sites.parcels(10_000),
            new RegisterMap(
                    Sites.MAP.order(),
                    Sites.MAP.header(),
                    Sites.MAP.events(),
                    Sites.MAP.commands(),
                    Sites.MAP.chuteBase(),
                    Sites.MAP.chutes(),
                    REGISTER),
            Map.of(Sites.STATION, host),
            42);

    private int inductedWithin(double seconds) {
        int before = host.of(EventRecord.INDUCT).size();
        host.run(seconds);
        return host.of(EventRecord.INDUCT).size() - before;
    }

    private void allow(int percent) {
        assertTrue(site.image().hostWrite(REGISTER, new byte[] {0, (byte) percent}));
    }

    @Test
    void theInductsLetInTheShareThatTheHostAllows() {
        host.connect(site);
        int free = inductedWithin(120);
        allow(25);
        assertEquals(free / 4.0, inductedWithin(120), free * 0.06);
        allow(0);
        inductedWithin(5);
        assertEquals(0, inductedWithin(60));
        allow(100);
        assertTrue(inductedWithin(30) > free / 8);
    }

    @Test
    void aRestartedPlcHasForgottenTheShare() {
        host.connect(site);
        allow(0);
        site.restartPlc();
        inductedWithin(10);
        assertTrue(inductedWithin(30) > 0);
    }
}
