// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every day of eight weeks: 10 parcels each quarter from 8 to 22 h, all for one departure, destination and locker. */
class RisksTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 7, 27);
    private static final LocalDateTime NOON = TODAY.atTime(12, 0);
    private static final Series NIGHT = new Series(Series.Kind.DEPARTURE, "night");
    private static final Series HUB = new Series(Series.Kind.DESTINATION, "hub");
    private static final Series LOCKER = new Series(Series.Kind.POINT, "L9");

    private final Volumes volumes = new Volumes();

    private void days(int perQuarterToday) {
        for (int back = 56; back >= 0; back--) {
            int count = back == 0 ? perQuarterToday : 10;
            for (int quarter = 32; quarter < (back == 0 ? 48 : 88); quarter++) {
                for (Series series : List.of(Series.SITE, NIGHT, HUB, LOCKER)) {
                    volumes.add(series, TODAY.minusDays(back), quarter, count + (back + quarter) % 3 - 1);
                }
            }
        }
    }

    private Optional<Risk> risk(String alarm, Plan plan, LineLayout... layouts) {
        return new Risks(plan, List.of(layouts), volumes, NOON.toInstant(ZoneOffset.UTC), ZoneOffset.UTC)
                .all().stream().filter(risk -> risk.alarm().equals(alarm)).findFirst();
    }

    private double chance(String alarm, Plan plan, LineLayout... layouts) {
        return risk(alarm, plan, layouts).orElseThrow().chance();
    }

    private static Plan capacity(int parcels) {
        return Plans.of(Set.of(), parcels, List.of(), List.of());
    }

    @Test
    void aDepartureWithTooLittleRoomIsToldHoursBeforeItIsFull() {
        days(10);
        // From 20:00 the day before to noon: 8 + 16 quarters, until 20:00 another 32.
        assertTrue(chance("forecast.capacity.night", capacity(450)) > 0.9);
        assertTrue(chance("forecast.capacity.night", capacity(700)) < 0.1);
        assertTrue(risk("forecast.capacity.night", capacity(0)).isEmpty());
        String text =
                risk("forecast.capacity.night", capacity(450)).orElseThrow().text();
        assertTrue(text.startsWith("Departure Night line may not take all its parcels: 2"), text);
        assertTrue(text.endsWith("more are expected until 20:00"), text);
    }

    @Test
    void aDayOfTwiceTheVolumeFillsADepartureThatUsuallyHasRoom() {
        days(25);
        assertTrue(chance("forecast.capacity.night", capacity(700)) > 0.9);
    }

    @Test
    void aCutOffIsAtRiskWhenMoreComesThanTheSiteEverSortedInThatTime() {
        days(10);
        assertTrue(chance("forecast.cutoff.night", capacity(0)) < 0.1);
        for (int quarter = 32; quarter < 48; quarter++) {
            volumes.add(Series.SITE, TODAY, quarter, 15);
        }
        assertTrue(chance("forecast.cutoff.night", capacity(0)) > 0.9);
        String text = risk("forecast.cutoff.night", capacity(0)).orElseThrow().text();
        assertTrue(text.contains("until 20:00, in such a time the site has sorted at most "), text);
    }

    private static Plan toHub(Plan.Point... points) {
        Plan.Destination hub =
                new Plan.Destination("hub", List.of(new Plan.Outlet(3, 1)), false, List.of(), -1, Duration.ZERO, null);
        return Plans.of(Set.of(), 0, List.of(hub), List.of(points));
    }

    private static LineLayout layout(int perMinute) {
        LineLayout.Chute chute = new LineLayout.Chute(
                3,
                "3",
                1_000,
                Duration.ZERO,
                0,
                0,
                0,
                Set.of(),
                perMinute,
                perMinute == 0 ? Duration.ZERO : Duration.ofMinutes(2),
                false);
        return new LineLayout(
                "L1",
                1_000,
                1_500,
                10_000,
                List.of(),
                List.of(chute),
                12,
                11,
                false,
                0,
                Duration.ZERO,
                Duration.ZERO,
                Duration.ZERO,
                0);
    }

    @Test
    void aChuteGroupIsHeldAgainstTheRateOfItsChutes() {
        days(10);
        assertTrue(chance("forecast.chutes.hub", toHub(), layout(1)) > 0.9);
        assertTrue(chance("forecast.chutes.hub", toHub(), layout(3)) < 0.1);
    }

    @Test
    void aChuteGroupWithoutARateIsHeldAgainstItsBestHour() {
        days(10);
        assertTrue(chance("forecast.chutes.hub", toHub(), layout(0)) < 0.25);
        for (int quarter = 32; quarter < 48; quarter++) {
            volumes.add(HUB, TODAY, quarter, quarter % 2 == 0 ? 1 : 30);
        }
        assertEquals(102.0, (double) volumes.best(HUB, 4), 3.0);
    }

    @Test
    void aLockerBankIsHeldAgainstItsCompartments() {
        days(10);
        Plan.Compartment small = new Plan.Compartment("S", 640, 380, 80, 25_000, 300);
        Plan.Compartment large = new Plan.Compartment("L", 640, 380, 410, 25_000, 400);
        Plan.Point tight = new Plan.Point("L9", List.of(small), 5, Plan.Capacity.UNLIMITED, null);
        Plan.Point roomy = new Plan.Point("L9", List.of(small, large), 5, Plan.Capacity.UNLIMITED, null);
        assertTrue(chance("forecast.point.L9", toHub(tight)) > 0.9);
        assertTrue(chance("forecast.point.L9", toHub(roomy)) < 0.1);
    }

    @Test
    void withoutAHistoryNothingIsAtRisk() {
        assertEquals(
                List.of(),
                new Risks(capacity(1), List.of(), volumes, NOON.toInstant(ZoneOffset.UTC), ZoneOffset.UTC).all());
    }
}
