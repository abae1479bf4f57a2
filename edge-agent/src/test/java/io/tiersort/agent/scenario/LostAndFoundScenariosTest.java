// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.sim.LabelSource;
import io.tiersort.device.sim.SiteLedger;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Hands take parcels off the belt and put others onto it. */
class LostAndFoundScenariosTest {
    private static final int FOLLOWING = 1_000;
    private static final Map<String, Integer> CHUTES =
            Map.of("next-day", 3, "consolidated", 7, "return", 9, "standard", 10);
    private static final List<String> SERVICES = List.of("next-day", "consolidated", "return", "standard");

    @Test
    @DisplayName("14. Parcel lifted off between scan and divert")
    void aLiftedParcelIsLostOnceAndThousandFollowingParcelsAreSortedRight() {
        Hub hub = Hub.of(Hub.layout(), Hub.plan(), world -> world.arrivals(parcels(), 4_000));
        hub.given(IntStream.rangeClosed(1, FOLLOWING + 1)
                .mapToObj(LostAndFoundScenariosTest::shipment)
                .toArray(Shipment[]::new));
        hub.world().at(Duration.ofSeconds(4), () -> hub.world().site().lift(1));
        assertTrue(hub.world().runUntilEmpty(Duration.ofHours(1)), "the belt did not run empty");
        assertEquals(SiteLedger.Ending.REMOVED, hub.truth(1).ending());
        int lastSeen = hub.record("parcel.missed", 1).getInteger("lastPoint");
        assertTrue(lastSeen > 0, () -> "the eye that saw it last: " + lastSeen);
        Hub.thenSays(
                hub.record("parcel.closed", 1),
                Map.of("outcome", "LOST", "physical", "MISTRACK", "chute", 0, "reference", "SHIP-00001"));
        List<String> history = hub.history(1);
        assertEquals(List.of("parcel.missed", "parcel.closed"), history.subList(history.size() - 2, history.size()));
        assertTrue(
                hub.world().view().chutes().stream().allMatch(chute -> chute.inFlight() == 0),
                "a command that is still counted");
        for (long parcel = 2; parcel <= FOLLOWING + 1; parcel++) {
            hub.thenInChute(CHUTES.getOrDefault(service(parcel), 0), parcel, Map.of("outcome", "SORTED"));
        }
        hub.thenNothingIsWrong();
    }

    private static Shipment shipment(int number) {
        return Hub.shipment(reference(number), service(number));
    }

    private static String reference(long number) {
        return String.format("SHIP-%05d", number);
    }

    private static String service(long number) {
        return SERVICES.get((int) (number % SERVICES.size()));
    }

    private static LabelSource parcels() {
        Deque<String> coming = new ArrayDeque<>();
        IntStream.rangeClosed(1, FOLLOWING + 1).forEach(number -> coming.add(reference(number)));
        return random -> Optional.ofNullable(coming.poll()).map(Hub::parcel);
    }

    @Test
    @DisplayName("15. Stray parcel added by hand")
    void aParcelPutOntoTheBeltGoesToTheHospitalAndItsNeighboursAreSorted() {
        Hub hub = Hub.asBuilt();
        hub.given(
                Hub.shipment("SHIP-0001", "next-day"),
                Hub.shipment("SHIP-0002", "same-day"),
                Hub.shipment("SHIP-0003", "standard"));
        long ahead = hub.arrives(Hub.parcel("SHIP-0001"));
        long stray = hub.world().site().addBehind(ahead, Hub.parcel("SHIP-0002"));
        long behind = hub.arrives(Hub.parcel("SHIP-0003"));
        hub.runsEmpty();
        Hub.thenSays(hub.record("parcel.inducted", stray), Map.of("stray", true, "induct", 0));
        Hub.thenSays(hub.records("parcel.decided", stray).get(0), Map.of("cause", "STRAY", "tier", ""));
        hub.thenInChute(12, stray, Map.of("outcome", "STRAY", "cause", "STRAY"));
        hub.thenInChute(3, ahead, Map.of("outcome", "SORTED", "reference", "SHIP-0001"));
        hub.thenInChute(10, behind, Map.of("outcome", "SORTED", "reference", "SHIP-0003"));
        assertEquals(1, hub.figures().strays());
        assertEquals(2, hub.figures().inducted());
        hub.thenNothingIsWrong();
    }
}
