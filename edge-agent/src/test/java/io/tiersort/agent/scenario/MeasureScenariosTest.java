// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Allotments;
import io.tiersort.agent.line.Input;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.sim.Labels;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios 22, 23 and 29: parcels that are heavier or larger than they were said to be. */
class MeasureScenariosTest {
    private static final String LOCKER_RULE =
            "when: {service: locker, length: {at-most: 640mm}, weight: {at-most: 20kg}}";
    private static final String HIGH_VALUE = "{flag: high-value, verified: true, overflow: false}";
    private static final String BANK_AND_SHOP = """
            points:
              - id: locker-7
                clearance: 8mm
                alternative: shop-3
                compartments:
                  - {size: A, length: 640mm, width: 380mm, height: 80mm, count: 2}
                  - {size: B, length: 640mm, width: 380mm, height: 190mm, count: 1}
              - {id: shop-3, room: {parcels: 60}}
            """;

    @TempDir
    private Path folder = Path.of("");

    /** A parcel of this mass, 300 mm by 200 mm and this high. */
    private static Labels measuring(String code, int grams, int heightMm) {
        return new Labels(List.of(Hub.code128(code)), grams, 300, 200, heightMm);
    }

    private static Shipment valuable(String reference) {
        return Hub.shipment(reference, "standard").flagged(Set.of(Shipment.Flag.HIGH_VALUE));
    }

    private static JsonObject lastDecision(Hub hub, long parcel) {
        List<JsonObject> decided = hub.records("parcel.decided", parcel);
        return decided.get(decided.size() - 1);
    }

    @Test
    @DisplayName("22. Over-weight for locker tier / manual chute")
    void aParcelTooHeavyForTheLockersTakesTheHeavyLaneAndItsPromiseIsLookedAtAgain() {
        Hub hub = HubFolder.in(folder)
                .plan(LOCKER_RULE, "when: {service: locker}")
                .plan("{id: lockers, chutes: [5]}", "{id: lockers, chutes: [5], overflow: [7]}")
                .hub();
        hub.given(Hub.shipment("SHIP-0001", "locker"));
        long parcel = hub.arrives(measuring("SHIP-0001", 24_000, 100));
        hub.runsEmpty();
        hub.thenInChute(7, parcel, Map.of("outcome", "OVERFLOW", "cause", "OVERWEIGHT", "physical", "NONE"));
        Hub.thenSays(
                hub.record("promise.at_risk", parcel),
                Map.of("reference", "SHIP-0001", "promised", "LOCKER", "cause", "OVERWEIGHT"));
        JsonObject decided = lastDecision(hub, parcel);
        Hub.thenSays(decided, Map.of("cause", "OVERWEIGHT", "revision", 2));
        assertTrue(decided.getJsonArray("candidates").encode().contains("too heavy: 24000 g of 20000 g"));
        assertEquals(
                List.of(
                        "parcel.inducted",
                        "parcel.station",
                        "parcel.codes",
                        "parcel.decided",
                        "command.answered",
                        "parcel.measured",
                        "parcel.decided",
                        "promise.at_risk",
                        "command.answered",
                        "parcel.diverted",
                        "parcel.closed"),
                hub.history(parcel));
        hub.thenNothingIsWrong();
    }

    @Test
    @DisplayName("23. Weight mismatch")
    void aWeightThatContradictsHoldsBackHighValueAndMarksTheRestAndAnUnstableOneIsNoWeight() {
        Hub hub = HubFolder.in(folder)
                .plan(HIGH_VALUE, "{flag: high-value, verified: true, overflow: false, weighed: true}")
                .hub();
        hub.given(valuable("SHIP-0001"), Hub.shipment("SHIP-0002", "standard"), Hub.shipment("SHIP-0003", "standard"));
        long held = hub.arrives(measuring("SHIP-0001", 1_600, 100));
        long marked = hub.arrives(measuring("SHIP-0002", 1_600, 100));
        long within = hub.arrives(measuring("SHIP-0003", 1_099, 100));
        hub.runsEmpty();
        hub.thenInChute(12, held, Map.of("outcome", "HOSPITAL", "cause", "WEIGHT_MISMATCH"));
        hub.thenInChute(10, marked, Map.of("outcome", "SORTED", "cause", "OK"));
        assertTrue(lastDecision(hub, marked).getBoolean("weightMismatch"), "sorted and marked");
        hub.thenInChute(10, within, Map.of("outcome", "SORTED", "cause", "OK"));
        assertFalse(lastDecision(hub, within).getBoolean("weightMismatch"));
        hub.thenNothingIsWrong();

        Hub unstable = Hub.of(
                hub.world().view().layout(),
                HubFolder.in(folder.resolve("second"))
                        .plan(HIGH_VALUE, "{flag: high-value, verified: true, overflow: false, weighed: true}")
                        .planAs(1),
                world -> world.scaleAt(0));
        unstable.given(valuable("SHIP-0001"), Hub.shipment("SHIP-0002", "standard"));
        long unknown = unstable.arrives(measuring("SHIP-0001", 1_600, 100));
        long sorted = unstable.arrives(measuring("SHIP-0002", 1_600, 100));
        weighedUnstable(unstable, 1);
        weighedUnstable(unstable, 2);
        unstable.runsEmpty();
        unstable.thenInChute(12, unknown, Map.of("outcome", "HOSPITAL", "cause", "NO_WEIGHT"));
        unstable.thenInChute(10, sorted, Map.of("outcome", "SORTED", "cause", "OK"));
        assertFalse(lastDecision(unstable, sorted).getBoolean("weightMismatch"));
        Hub.thenSays(unstable.record("parcel.measured", sorted), Map.of("grams", 0, "weightStatus", "UNSTABLE"));
        unstable.thenNothingIsWrong();
    }

    /** The scale tells 1.6 kg of a parcel that still swings. */
    private static void weighedUnstable(Hub hub, long trackingId) {
        hub.world()
                .submit(new Input.Device(new SorterEvent.Measured(
                        "plc",
                        hub.world().elapsed().toNanos(),
                        new SorterEvent.Stamp(1, 0, 0, 0),
                        trackingId,
                        1_600,
                        SorterEvent.Status.UNSTABLE,
                        new SorterEvent.Box(300, 200, 100),
                        SorterEvent.Status.OK)));
        hub.runs(Duration.ofMillis(50));
    }

    @Test
    @DisplayName("29. Locker parcel measured larger than reserved")
    void aParcelLargerThanItsCompartmentIsBookedLargerElsewhereOrSentBackAndTheCustomerToldOnce() {
        Hub hub = HubFolder.in(folder)
                .plan("points:\n  - id", BANK_AND_SHOP + "  - id")
                .plan("routes:\n", "routes:\n  - {id: shop, when: {point: shop-3}, destination: points}\n")
                .hub();
        hub.given(atTheBank("SHIP-0001"), atTheBank("SHIP-0002"));
        long larger = hub.arrives(measuring("SHIP-0001", 1_000, 150));
        hub.runsEmpty();
        hub.thenInChute(5, larger, Map.of("outcome", "SORTED", "tier", "LOCKER"));
        Hub.thenSays(
                hub.record("pickup.changed", larger),
                Map.of("fromSize", "A", "toPoint", "locker-7", "toSize", "B", "cause", "LOCKER_NOFIT"));
        assertEquals(0, taken(hub, "A"), "the reservation is released");
        assertEquals(1, taken(hub, "B"));

        long elsewhere = hub.arrives(measuring("SHIP-0002", 1_000, 150));
        hub.runsEmpty();
        hub.thenInChute(6, elsewhere, Map.of("outcome", "SORTED"));
        Hub.thenSays(
                hub.record("pickup.changed", elsewhere),
                Map.of("fromPoint", "locker-7", "toPoint", "shop-3", "toSize", "", "cause", "LOCKER_NOFIT"));

        hub.given(atTheBank("SHIP-0001").standing(Shipment.Status.CLOSED));
        hub.runs(Duration.ofMillis(50));
        assertEquals(0, taken(hub, "B"), "nobody came for it, and its compartment is free again");
        hub.given(Hub.shipment("BACK-0001", "return", "SHIP-0001"));
        long back = hub.arrives(measuring("SHIP-0001", 1_000, 150));
        hub.runsEmpty();
        hub.thenInChute(9, back, Map.of("outcome", "SORTED", "tier", "RETURNS", "reference", "BACK-0001"));
        hub.thenNothingIsWrong();
    }

    /** A flat parcel for which a flat compartment is reserved. */
    private static Shipment atTheBank(String reference) {
        return new Shipment(
                reference,
                List.of(),
                "private",
                "locker",
                Set.of(),
                "10115",
                "DE",
                "locker-7",
                "",
                "",
                "A",
                0,
                0,
                1_000,
                300,
                200,
                60,
                Shipment.Status.OPEN);
    }

    private static int taken(Hub hub, String size) {
        return hub.world()
                .allotments()
                .counted(Allotments.compartment("locker-7", size))
                .parcels();
    }
}
