// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.sim.Fault;
import io.tiersort.device.sim.FaultMix;
import io.tiersort.device.sim.Labels;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Scenarios 16 to 18 and 27: edges that are not what they should be, and a belt that stops under its parcels. */
class TrackingScenariosTest {
    /** A parcel whose end is never told is given up far past the end of the line. */
    private static final Duration GIVEN_UP = Duration.ofSeconds(40);

    private static Labels long400(String code) {
        return new Labels(List.of(Hub.code128(code)), 1_000, 400, 200, 100);
    }

    @Test
    @DisplayName("16. Two touching parcels")
    void twoTouchingParcelsGoToTheHospitalAndHitNobody() {
        Hub hub = Hub.asBuilt();
        hub.given(
                Hub.shipment("SHIP-0001", "same-day"),
                Hub.shipment("SHIP-0002", "next-day"),
                Hub.shipment("SHIP-0003", "standard"));
        long first = hub.world().arrive(long400("SHIP-0001"));
        long second = hub.world().site().arriveTouching(first, long400("SHIP-0002"));
        hub.runs(Duration.ofMillis(1_200));
        long neighbour = hub.arrives(Hub.parcel("SHIP-0003"));
        hub.runsEmpty();
        assertTrue(hub.record("parcel.inducted", first).getInteger("lengthMm") >= 800);
        hub.thenInChute(12, first, Map.of("outcome", "HOSPITAL", "physical", "LENGTH_CHANGE"));
        assertEquals(12, hub.truth(second).chute());
        List<JsonObject> strays = closed(hub, "STRAY");
        assertEquals(1, strays.size());
        Hub.thenSays(strays.get(0), Map.of("chute", 12, "cause", "STRAY"));
        assertEquals(10, hub.truth(neighbour).chute());
        Hub.thenSays(closed(hub, "SORTED").get(0), Map.of("reference", "SHIP-0003", "chute", 10));
        hub.thenNothingIsWrong();
    }

    private static List<JsonObject> closed(Hub hub, String outcome) {
        return hub.records("parcel.closed").stream()
                .filter(record -> record.getString("outcome").equals(outcome))
                .toList();
    }

    @Test
    @DisplayName("17. Double trigger from strap within one parcel")
    void aLooseStrapMakesNoSecondParcel() {
        int parcels = 10;
        Iterator<Labels> labels = IntStream.rangeClosed(1, parcels)
                .mapToObj(number -> Hub.parcel("SHIP-%04d".formatted(number)))
                .iterator();
        Hub hub = Hub.of(
                Hub.layout(),
                Hub.plan(),
                world -> world.faults(FaultMix.none().with(Fault.DOUBLE_TRIGGER, 1))
                        .arrivals(random -> labels.hasNext() ? Optional.of(labels.next()) : Optional.empty(), 3_000));
        for (int number = 1; number <= parcels; number++) {
            hub.given(Hub.shipment("SHIP-%04d".formatted(number), "same-day"));
        }
        hub.runsEmpty();
        assertEquals(parcels, hub.records("parcel.inducted").size(), "one tracking id each");
        for (long parcel = 1; parcel <= parcels; parcel++) {
            hub.thenInChute(1, parcel, Map.of("outcome", "SORTED", "physical", "NONE"));
        }
        assertEquals(List.of(), hub.records("parcel.missed"));
        hub.thenNothingIsWrong();
    }

    @Test
    @DisplayName("18. Diverter commanded, verify eye silent")
    void aParcelThatNoEntryEyeSawIsNotCalledSortedAndIsFollowedFurther() {
        Hub hub = Hub.asBuilt();
        hub.given(Hub.shipment("SHIP-0001", "standard").flagged(Set.of(Shipment.Flag.HIGH_VALUE)));
        long parcel = hub.arrives(Hub.parcel("SHIP-0001"));
        // It slips when the diverter of chute 8, at 20 m, is set for it already.
        hub.runs(Duration.ofMillis(12_080));
        hub.world().site().slip(parcel, 350);
        hub.runsEmpty();
        hub.runs(GIVEN_UP);
        Hub.thenSays(
                hub.record("parcel.diverted", parcel), Map.of("commanded", 8, "actual", 0, "outcome", "UNVERIFIED"));
        assertEquals(12, hub.truth(parcel).chute());
        Fact.AlarmRaised alarm = hub.world().facts(Fact.AlarmRaised.class).get(0);
        assertEquals("unverified." + parcel, alarm.alarm());
        assertEquals(1, alarm.priority());
        long passedDiverter = Hub.NOON.toEpochMilli() + 13_333;
        assertTrue(alarm.at() - passedDiverter < 2_000, () -> "told after " + (alarm.at() - passedDiverter) + " ms");
        List<Fact.ParcelInducted> inducted = hub.world().facts(Fact.ParcelInducted.class);
        assertEquals(2, inducted.size(), "the next eye saw it");
        assertTrue(inducted.get(1).stray());
        long stray = inducted.get(1).parcel();
        JsonObject seenAgain = hub.records("parcel.closed").stream()
                .filter(closed -> closed.getLong("parcel") == stray)
                .findFirst()
                .orElseThrow();
        Hub.thenSays(seenAgain, Map.of("outcome", "STRAY", "chute", 12));
        Hub.thenSays(
                hub.record("parcel.closed", parcel),
                Map.of("outcome", "LOST", "physical", "VERIFY_MISSING", "tier", "HIGH_VALUE"));
        hub.thenNothingIsWrong();
    }

    @Test
    @DisplayName("27. E-stop mid-belt and PLC restart")
    void afterAnEmergencyStopAndARestartEverythingOnTheBeltIsFlushedAndNoOldCommandIsExecuted() {
        Hub hub = Hub.asBuilt();
        hub.given(
                Hub.shipment("SHIP-0001", "same-day"),
                Hub.shipment("SHIP-0002", "next-day"),
                Hub.shipment("SHIP-0003", "standard"));
        long first = hub.arrives(Hub.parcel("SHIP-0001"));
        hub.runs(Duration.ofMillis(800));
        long second = hub.arrives(Hub.parcel("SHIP-0002"));
        hub.world().site().emergencyStop(Duration.ofSeconds(20).toNanos());
        hub.runs(Duration.ofSeconds(2));
        long stoodStill = hub.world().now().toEpochMilli();
        hub.world().site().restartPlc();
        hub.runs(Duration.ofSeconds(30));
        long third = hub.arrives(Hub.parcel("SHIP-0003"));
        hub.runsEmpty();

        for (long parcel : List.of(first, second)) {
            Hub.thenSays(
                    hub.record("parcel.closed", parcel),
                    Map.of("outcome", "FLUSHED", "physical", "PLC_RESTART", "chute", 0));
            assertEquals(12, hub.truth(parcel).chute());
        }
        Hub.thenSays(hub.records("plc.session").get(1), Map.of("epoch", 2, "previousEpoch", 1));
        assertEquals(List.of(10), chutesOfEpoch(hub, 2), "after the restart the refuge, and the new parcel's chute");
        assertEquals(10, hub.truth(third).chute());
        Fact.AlarmRaised silent = hub.world().facts(Fact.AlarmRaised.class).get(0);
        assertEquals("plc.silent", silent.alarm());
        assertTrue(silent.at() - stoodStill < 3_000, () -> "after " + (silent.at() - stoodStill) + " ms");
        assertTrue(hub.world().view().alarms().isEmpty());
        hub.thenNothingIsWrong();
    }

    /** Every chute but the refuge that was commanded in this epoch of the PLC. */
    private static List<Integer> chutesOfEpoch(Hub hub, int epoch) {
        return hub.world().commands().stream()
                .filter(command -> command.epoch() == epoch)
                .map(DestinationCommand::destinations)
                .flatMap(List::stream)
                .filter(chute -> chute != 12)
                .toList();
    }
}
