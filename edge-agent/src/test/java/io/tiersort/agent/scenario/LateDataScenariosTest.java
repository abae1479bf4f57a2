// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Plan;
import io.tiersort.device.event.ScannedCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the host says comes late, or never. */
class LateDataScenariosTest {
    private final Hub hub = Hub.asBuilt();

    @Test
    @DisplayName("9. Host down, unknown parcel, label carries postcode")
    void aParcelThatNobodyToldOfIsRoutedByThePostcodeOnItsLabel() {
        Hub byLabel = Hub.of(Hub.layout(), routedByLabel(), world -> world);
        long gs1 = byLabel.arrives(Hub.parcel(new ScannedCode("C1", "0034012345000000001742010115")));
        long impb = byLabel.arrives(Hub.parcel(new ScannedCode("C1", "420221539101026837331000039521")));
        long silent = byLabel.arrives(Hub.parcel(new ScannedCode("C1", "00006141410000000012")));
        byLabel.runsEmpty();
        Map<String, Object> sorted = Map.of("outcome", "SORTED", "cause", "NO_DATA", "physical", "NONE");
        byLabel.thenInChute(3, gs1, sorted);
        byLabel.thenInChute(9, impb, sorted);
        byLabel.thenInChute(12, silent, Map.of("outcome", "HOSPITAL", "cause", "NO_DATA", "physical", "NONE"));
        JsonObject decided = byLabel.record("parcel.decided", gs1);
        Hub.thenSays(decided, Map.of("reference", "", "route", "berlin", "cause", "NO_DATA"));
        Hub.thenSays(decided.getJsonObject("basis"), Map.of("source", "label", "postcode", "10115"));
        byLabel.thenNothingIsWrong();
    }

    /** The plan, with postcodes of Berlin to chute 3 and those of the United States to chute 9. */
    private static Plan routedByLabel() {
        Plan plan = Hub.plan();
        List<Plan.Route> routes = new ArrayList<>(plan.routes());
        routes.add(0, between("berlin", "10000", "14999", "next-day"));
        routes.add(1, between("overseas", "22000", "22999", "returns"));
        return new Plan(
                plan.id(),
                plan.revision(),
                plan.hash(),
                plan.zone(),
                plan.tiers(),
                plan.tierRules(),
                routes,
                plan.destinations(),
                plan.departures(),
                plan.modifiers(),
                plan.refuges(),
                plan.points(),
                plan.measureCheck(),
                true);
    }

    private static Plan.Route between(String id, String first, String last, String destination) {
        return new Plan.Route(id, new Condition.Between(Condition.TextField.POSTCODE, first, last), destination, null);
    }

    @Test
    @DisplayName("10. Decision late for primary, alternate still reachable")
    void theAlternateTakesWhatTheFirstWishCanNoLongerReach() {
        long parcel = hub.arrives(Hub.parcel("SHIP-0001"));
        hub.runs(Duration.ofSeconds(3));
        hub.given(Hub.shipment("SHIP-0001", "same-day"));
        hub.runsEmpty();
        hub.thenInChute(2, parcel, Map.of("outcome", "SORTED_ALT", "cause", "OK", "physical", "DECISION_LATE"));
        JsonObject decided = hub.records("parcel.decided", parcel).get(1);
        Hub.thenSays(decided, Map.of("revision", 2, "tier", "SAME_DAY", "physical", "DECISION_LATE"));
        assertEquals(new JsonArray(List.of(2)), decided.getJsonArray("chutes"));
        String passed = decided.getJsonArray("candidates").getJsonObject(0).getString("verdict");
        assertTrue(
                passed.matches("passed its latest decision point [0-9]+ mm, [0-9]+ ms ago"),
                () -> "how late it was: " + passed);
        assertTrue(
                hub.world().commands().stream()
                        .noneMatch(command -> command.destinations().contains(1)),
                () -> "a command for the passed chute: " + hub.world().commands());
        assertEquals(1, hub.figures().late());
        assertEquals(List.of(), hub.records("promise.at_risk"));
        hub.thenNothingIsWrong();
    }

    @Test
    @DisplayName("11. Host answer arrives after LDP")
    void anAnswerAfterTheLatestDecisionPointIsJournaledAndChangesNothing() {
        long late = hub.arrives(Hub.parcel("SHIP-0001"));
        long next = hub.arrives(Hub.parcel("SHIP-0002"));
        hub.given(Hub.shipment("SHIP-0002", "standard"));
        hub.runs(Duration.ofMillis(16_160));
        assertFalse(hub.history(late).contains("parcel.diverted"), "it has not dropped yet");
        hub.given(Hub.shipment("SHIP-0001", "same-day"));
        hub.runsEmpty();
        JsonObject rejected = hub.record("decision.too_late", late);
        assertEquals("OK SAME_DAY", rejected.getString("wanted"));
        long lateness = rejected.getLong("lateMillis");
        assertTrue(lateness > 0 && lateness < 180, () -> "lateness in ms: " + lateness);
        assertEquals(1, hub.records("parcel.decided", late).size());
        hub.thenInChute(12, late, Map.of("outcome", "HOSPITAL", "cause", "NO_DATA", "physical", "NONE"));
        hub.thenInChute(10, next, Map.of("outcome", "SORTED", "cause", "OK", "physical", "NONE"));
        assertEquals(List.of(), hub.records("decision.too_late", next));
        hub.thenNothingIsWrong();
    }
}
