// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Input;
import io.tiersort.agent.line.LineView;
import io.tiersort.agent.line.Reasons.Physical;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios 19 to 21: chutes that are full, being changed, or given too much at once. */
class ChuteScenariosTest {
    private static final String FIRST_CHUTE = "{number: 1, name: Same-day, ";

    @TempDir
    private Path folder = Path.of("");

    private static String name(int number) {
        return "SHIP-%04d".formatted(number);
    }

    /** So many same-day shipments are known, SHIP-0001 and up. */
    private static void givenSameDay(Hub hub, int count) {
        for (int number = 1; number <= count; number++) {
            hub.given(Hub.shipment(name(number), "same-day"));
        }
    }

    private static JsonObject lastDecision(Hub hub, long parcel) {
        List<JsonObject> decided = hub.records("parcel.decided", parcel);
        return decided.get(decided.size() - 1);
    }

    private static List<?> chutes(JsonObject decided) {
        return decided.getJsonArray("chutes").getList();
    }

    private static LineView.ChuteView shown(Hub hub, int chute) {
        return hub.world().view().chutes().get(chute - 1);
    }

    @Test
    @DisplayName("19. Chute full with 3 in flight")
    void aFullChuteGetsNothingMoreUntilItHasBeenOpenForAWhile() {
        Hub hub = Hub.asBuilt();
        givenSameDay(hub, 6);
        long past = hub.world().arrive(Hub.parcel(name(1)));
        // Blocked for two seconds, a chute is told as full: by then the first is past its latest decision point.
        hub.world().at(Duration.ofMillis(1_860), () -> hub.world().site().fillChute(1, 5_000_000_000L));
        hub.runs(Duration.ofMillis(600));
        List<Long> before = new ArrayList<>(List.of(hub.world().arrive(Hub.parcel(name(2)))));
        hub.runs(Duration.ofMillis(600));
        before.add(hub.arrives(Hub.parcel(name(3))));
        hub.runs(Duration.ofSeconds(3));
        assertEquals(Physical.CHUTE_FULL, shown(hub, 1).refusing());
        long whileFull = hub.arrives(Hub.parcel(name(4)));
        hub.runs(Duration.ofMillis(3_600));
        assertEquals("OPEN", shown(hub, 1).state().name());
        assertEquals(Physical.CHUTE_FULL, shown(hub, 1).refusing(), "open, but not for long enough");
        long tooSoon = hub.arrives(Hub.parcel(name(5)));
        hub.runs(Duration.ofSeconds(4));
        long reopened = hub.arrives(Hub.parcel(name(6)));
        hub.runsEmpty();
        Map<String, Object> alternate = Map.of("outcome", "SORTED_ALT", "cause", "OK", "physical", "CHUTE_FULL");
        hub.thenInChute(2, past, alternate);
        assertEquals(1, hub.records("parcel.decided", past).size());
        assertEquals("OK SAME_DAY", hub.record("decision.too_late", past).getString("wanted"));
        for (long each : before) {
            hub.thenInChute(2, each, alternate);
            assertEquals(List.of(2), chutes(lastDecision(hub, each)));
            assertEquals(2, lastDecision(hub, each).getInteger("revision"));
        }
        hub.thenInChute(2, whileFull, alternate);
        hub.thenInChute(1, reopened, Map.of("outcome", "SORTED", "physical", "NONE"));
        assertEquals(List.of(2), chutes(hub.record("parcel.decided", whileFull)));
        hub.thenInChute(2, tooSoon, alternate);
        hub.thenNothingIsWrong();
    }

    @Test
    @DisplayName("20. Chute locked for bag change, container unbound")
    void aChuteWithoutABagTakesNothingAndTheManifestHoldsVerifiedDropsOnly() {
        Hub hub = HubFolder.in(folder)
                .site(FIRST_CHUTE, FIRST_CHUTE + "container: true, ")
                .hub();
        givenSameDay(hub, 6);
        long unbound = sorted(hub, 1);
        assertEquals(List.of("chute.1.container"), hub.alarms());
        hub.world().submit(new Input.ContainerBound(1, "BAG-1"));
        long bagged = sorted(hub, 2);
        long slipped = hub.arrives(Hub.parcel(name(3)));
        hub.runs(Duration.ofMillis(2_740));
        hub.world().site().slip(slipped, 350);
        hub.runsEmpty();
        hub.runs(Duration.ofSeconds(40));
        hub.world().site().lockChute(1, true);
        hub.runs(Duration.ofMillis(100));
        long locked = sorted(hub, 4);
        hub.world().site().lockChute(1, false);
        hub.runs(Duration.ofSeconds(4));
        long openUnbound = sorted(hub, 5);
        hub.world().submit(new Input.ContainerBound(1, "BAG-2"));
        long bound = sorted(hub, 6);

        thenDropped(hub, 2, unbound, "SORTED_ALT", "NO_CONTAINER");
        thenDropped(hub, 1, bagged, "SORTED", "NONE");
        thenDropped(hub, 2, locked, "SORTED_ALT", "CHUTE_LOCKED");
        thenDropped(hub, 2, openUnbound, "SORTED_ALT", "NO_CONTAINER");
        thenDropped(hub, 1, bound, "SORTED", "NONE");
        assertEquals(12, hub.truth(slipped).chute());
        assertEquals("UNVERIFIED", hub.record("parcel.diverted", slipped).getString("outcome"));
        List<JsonObject> bags = hub.records("container.changed");
        Hub.thenSays(bags.get(0), Map.of("chute", 1, "container", "BAG-1", "former", ""));
        Hub.thenSays(bags.get(1), Map.of("chute", 1, "container", "BAG-2", "former", "BAG-1"));
        assertEquals(List.of((int) bagged), bags.get(1).getJsonArray("parcels").getList(), "verified drops only");
        assertEquals(
                List.of("same-day"), bags.get(1).getJsonArray("destinations").getList());
        hub.thenNothingIsWrong();
    }

    /** A parcel on its own, until it has left the belt. */
    private static long sorted(Hub hub, int shipment) {
        long parcel = hub.arrives(Hub.parcel(name(shipment)));
        hub.runsEmpty();
        return parcel;
    }

    /** Parcels behind a stray have another number on the line than in the ledger, so they are found by shipment. */
    private static void thenDropped(Hub hub, int chute, long parcel, String outcome, String physical) {
        String reference = hub.truth(parcel).labels().codes().get(0).data();
        List<JsonObject> closed = hub.records("parcel.closed").stream()
                .filter(record -> record.getString("reference").equals(reference))
                .toList();
        assertEquals(1, closed.size(), closed::toString);
        assertEquals(chute, hub.truth(parcel).chute(), closed::toString);
        Hub.thenSays(closed.get(0), Map.of("outcome", outcome, "physical", physical, "chute", chute));
    }

    @Test
    @DisplayName("21. Rate limit")
    void whatAChuteMayNotTakeAtOnceGoesToItsAlternateForAReasonEverybodySees() {
        Hub hub = HubFolder.in(folder)
                .site(FIRST_CHUTE, FIRST_CHUTE + "rate-limit: {parcels: 3, within: 6s}, ")
                .hub();
        givenSameDay(hub, 5);
        List<Long> parcels = new ArrayList<>();
        for (int number = 1; number <= 5; number++) {
            parcels.add(hub.arrives(Hub.parcel(name(number))));
        }
        hub.runs(Duration.ofMillis(600));
        assertEquals(Physical.RATE_LIMIT, shown(hub, 1).refusing());
        hub.runsEmpty();
        for (long within : parcels.subList(0, 3)) {
            hub.thenInChute(1, within, Map.of("outcome", "SORTED", "physical", "NONE"));
        }
        for (long surplus : parcels.subList(3, 5)) {
            hub.thenInChute(2, surplus, Map.of("outcome", "SORTED_ALT", "cause", "OK", "physical", "RATE_LIMIT"));
            JsonObject decided = hub.record("parcel.decided", surplus);
            assertEquals(List.of(2), chutes(decided));
            assertTrue(
                    decided.getJsonArray("candidates").encode().contains("rate limit: 3 of 3 parcels within 6000 ms"));
        }
        assertEquals(2L, hub.figures().physicals().get(Physical.RATE_LIMIT));
        hub.thenNothingIsWrong();
    }
}
