// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Allotments;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenarios 24 to 26: what was promised or planned changes while parcels are on the way. */
class PromiseScenariosTest {
    /** The evening tour cuts off at 17:38 in Berlin. */
    private static final Instant CUT_OFF = Instant.parse("2026-11-23T16:38:00Z");

    private static final int IN_FLIGHT = 20;
    private static final int LOCKER_PARCEL = 15;

    @TempDir
    private Path folder = Path.of("");

    private static String name(int number) {
        return "SHIP-%04d".formatted(number);
    }

    @Test
    @DisplayName("24. Cut-off missed")
    void aParcelFourMinutesLateTravelsInTheBestTierThatCanBeKeptAndIsToldAtOnce() {
        Hub hub = Hub.of(Hub.layout(), Hub.plan(), world -> world.start(CUT_OFF.minus(Duration.ofMinutes(5))));
        long tomorrow = CUT_OFF.plus(Duration.ofHours(6)).toEpochMilli();
        hub.given(
                Hub.shipment("SHIP-0001", "same-day").promisedBy(tomorrow),
                Hub.shipment("SHIP-0002", "same-day").promisedBy(tomorrow));
        long inTime = hub.arrives(Hub.parcel("SHIP-0001"));
        hub.runsEmpty();
        Allotments allotments = hub.world().allotments();
        String evening = Allotments.departure("evening", CUT_OFF.toEpochMilli());
        assertEquals(1, allotments.counted(evening).parcels());
        hub.world().stepClock(Duration.ofMinutes(9));
        long late = hub.arrives(Hub.parcel("SHIP-0002"));
        hub.runsEmpty();

        hub.thenInChute(1, inTime, Map.of("outcome", "SORTED", "tier", "SAME_DAY"));
        hub.thenInChute(3, late, Map.of("outcome", "SORTED", "tier", "NEXT_DAY"));
        JsonObject decided = hub.record("parcel.decided", late);
        JsonObject told = hub.record("promise.at_risk", late);
        Hub.thenSays(
                told,
                Map.of(
                        "promised", "SAME_DAY",
                        "keeping", "NEXT_DAY",
                        "cause", "CUTOFF_MISSED",
                        "departure", "evening",
                        "promiseBy", tomorrow));
        assertTrue(told.getLong("at") - decided.getLong("at") <= 1_000);
        assertEquals("night", decided.getString("departure"));
        assertEquals(decided.getLong("leaves"), told.getLong("expected"));
        assertEquals(1, allotments.counted(evening).parcels(), "the manifest of the closed departure is unchanged");
        assertEquals(List.of(), hub.records("promise.at_risk", inTime));
        hub.thenNothingIsWrong();
    }

    @Test
    @DisplayName("25. Plan v2 activated while 20 parcels in flight, one destination removed")
    void underANewPlanOnlyTheParcelWhoseDestinationIsGoneIsDecidedAgain() {
        HubFolder files = HubFolder.in(folder);
        Hub hub = files.hub();
        List<Long> parcels = twentyInFlight(hub);
        files.plan("  - {id: locker, when: {tier: LOCKER}, destination: lockers}\n", "")
                .plan(
                        "  - {id: pickup, when: {tier: PICKUP_POINT}",
                        "  - {id: pickup, when: {tier: [PICKUP_POINT, LOCKER]}")
                .plan("  - {id: lockers, chutes: [5]}\n", "");
        Plan second = files.planAs(2);
        hub.world().activate(second);
        hub.runs(Duration.ofMillis(50));
        files.plan("{id: weekend, chutes: [4]}", "{id: weekend, chutes: [44]}");
        assertEquals(List.of("plans/weekday/plan.yaml:47:28 no line has a chute 44"), files.problems());
        long later = hub.arrives(Hub.parcel(name(IN_FLIGHT + 1)));
        hub.runsEmpty();

        for (long parcel : parcels.subList(0, IN_FLIGHT - 1)) {
            boolean moved = parcel == LOCKER_PARCEL;
            Hub.thenSays(lastDecision(hub, parcel), Map.of("planRevision", moved ? 2 : 1, "revision", moved ? 2 : 1));
            hub.thenInChute(moved ? 6 : 10, parcel, Map.of("outcome", "SORTED"));
        }
        Hub.thenSays(hub.records("parcel.replanned").get(0), Map.of("parcel", LOCKER_PARCEL, "revision", 2));
        assertEquals(1, hub.records("parcel.replanned").size());
        Hub.thenSays(hub.record("parcel.decided", later), Map.of("planRevision", 2));
        assertEquals(
                List.of(1, 2),
                hub.world().facts(Fact.PlanActivated.class).stream()
                        .map(Fact.PlanActivated::revision)
                        .toList());
        hub.thenNothingIsWrong();
    }

    private static List<Long> twentyInFlight(Hub hub) {
        List<Long> parcels = new ArrayList<>();
        for (int number = 1; number <= IN_FLIGHT + 1; number++) {
            hub.given(Hub.shipment(name(number), number == LOCKER_PARCEL ? "locker" : "standard"));
        }
        for (int number = 1; number <= IN_FLIGHT; number++) {
            parcels.add(hub.world().arrive(Hub.parcel(name(number))));
            hub.runs(Duration.ofMillis(350));
        }
        hub.runs(Duration.ofMillis(1_600));
        assertEquals(IN_FLIGHT, hub.records("parcel.decided").size());
        assertEquals(List.of(), hub.records("parcel.closed"));
        return parcels;
    }

    private static JsonObject lastDecision(Hub hub, long parcel) {
        List<JsonObject> decided = hub.records("parcel.decided", parcel);
        return decided.get(decided.size() - 1);
    }

    @Test
    @DisplayName("26. Cancelled/intercepted order")
    void aCancellationBeforeTheLatestDecisionPointDivertsAndALaterOneSendsSomebodyToTheChute() {
        Hub hub = Hub.asBuilt();
        hub.given(Hub.shipment("SHIP-0001", "same-day"), Hub.shipment("SHIP-0002", "same-day"));
        // The latest decision point of chute 1 lies 5.73 m behind the induct eye, 3.82 s away.
        long caught = hub.arrives(Hub.parcel("SHIP-0001"));
        hub.runs(Duration.ofMillis(3_520 - 1_200));
        hub.given(Hub.shipment("SHIP-0001", "same-day").standing(Shipment.Status.CANCELLED));
        hub.runsEmpty();
        hub.thenInChute(12, caught, Map.of("outcome", "HOSPITAL", "cause", "CANCELLED"));
        Hub.thenSays(lastDecision(hub, caught), Map.of("revision", 2, "cause", "CANCELLED"));
        assertTrue(lastDecision(hub, caught).getLong("slackMillis") > 0);
        assertEquals(List.of(), hub.records("decision.too_late"));
        assertEquals(List.of(), hub.alarms());

        long gone = hub.arrives(Hub.parcel("SHIP-0002"));
        hub.runs(Duration.ofMillis(3_850 - 1_200));
        hub.given(Hub.shipment("SHIP-0002", "same-day").standing(Shipment.Status.CANCELLED));
        hub.runsEmpty();
        hub.thenInChute(1, gone, Map.of("outcome", "SORTED"));
        assertEquals(1, hub.records("parcel.decided", gone).size());
        JsonObject late = hub.record("decision.too_late", gone);
        assertEquals("CANCELLED", late.getString("wanted"));
        assertTrue(late.getLong("lateMillis") >= 0 && late.getLong("lateMillis") < 100, late::encode);
        Fact.AlarmRaised intercept = hub.world().facts(Fact.AlarmRaised.class).get(0);
        assertEquals("intercept.chute-1", intercept.alarm());
        assertTrue(intercept.text().contains("L1-" + gone + " (SHIP-0002)"), intercept.text());
        assertTrue(hub.records("alarm.cleared").isEmpty(), "it lies in the chute");
        hub.thenNothingIsWrong();
    }
}
