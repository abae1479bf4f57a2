// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiersort.device.sim.Fault;
import io.tiersort.device.sim.FaultMix;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Parcels that nothing can be read of. */
class NoReadScenariosTest {
    @Test
    @DisplayName("5. No-read, loop sorter")
    void aParcelWithoutALabelTakesNoLapsAndOneThatGoesRoundIsReadAgain() {
        itGoesToTheHospitalOnItsFirstLap();
        withTheHospitalLockedItGoesRoundOnceAndTheSecondReadCounts();
    }

    private static void itGoesToTheHospitalOnItsFirstLap() {
        Hub hub = Hub.of(Hub.loop(3), Hub.plan(), world -> world);
        long parcel = hub.arrives(Hub.parcel(new String[0]));
        hub.runsEmpty();
        hub.thenInChute(12, parcel, Map.of("outcome", "HOSPITAL", "cause", "NOREAD", "physical", "NONE"));
        assertEquals(0, hub.record("parcel.diverted", parcel).getInteger("lap"));
        assertEquals(0, hub.figures().read());
        hub.thenNothingIsWrong();
    }

    private static void withTheHospitalLockedItGoesRoundOnceAndTheSecondReadCounts() {
        Hub hub = blindAtFirst();
        hub.given(Hub.shipment("SHIP-0001", "standard"));
        hub.world().site().lockChute(12, true);
        hub.runs(Duration.ofSeconds(1));
        long parcel = hub.arrives(Hub.parcel("SHIP-0001"));
        hub.world().at(Duration.ofSeconds(22), () -> hub.world().site().lockChute(12, false));
        hub.runsEmpty();
        hub.thenInChute(10, parcel, Map.of("outcome", "SORTED", "cause", "OK", "reference", "SHIP-0001"));
        JsonObject first = hub.records("parcel.decided", parcel).get(0);
        Hub.thenSays(first, Map.of("cause", "NOREAD", "physical", "CHUTE_LOCKED"));
        JsonObject passed = hub.records("parcel.diverted", parcel).get(0);
        Hub.thenSays(passed, Map.of("outcome", "RECIRCULATED", "lap", 1));
        assertEquals(1, hub.figures().read());
        assertEquals(1, hub.figures().readLater());
        hub.thenNothingIsWrong();
    }

    /** The tunnel sees nothing of the first parcel that passes it, and all of the second. */
    private static Hub blindAtFirst() {
        return Hub.of(
                Hub.loop(3),
                Hub.plan(),
                world -> world.faults(FaultMix.none().with(Fault.NO_READ, 0.5)).seed(1));
    }
}
