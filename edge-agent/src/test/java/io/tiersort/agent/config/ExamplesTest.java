// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Plan;
import io.tiersort.device.Drivers;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExamplesTest {
    static final Path EXAMPLES = Path.of("..", "config", "examples");
    static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-11-22T12:00:00Z"));

    @ParameterizedTest
    @ValueSource(strings = {"minimal", "city-hub", "next-day-hub", "returns-centre", "peak-day"})
    void anExampleHasNoProblems(String name) {
        Loaded<SiteCheck.Checked> loaded = SiteCheck.check(EXAMPLES.resolve(name), Drivers.all(), CLOCK);
        assertEquals("0 errors, 0 warnings\n", loaded.problems().text());
        assertTrue(loaded.value().isPresent());
    }

    @Test
    void everyValueOfTheCityHubArrives() {
        SiteConfig site =
                SiteFile.load(EXAMPLES.resolve("city-hub"), Drivers.all()).orThrow();
        assertEquals(new SiteConfig.Site("city-hub", "City hub", ZoneId.of("Europe/Berlin")), site.site());
        LineLayout layout = site.layouts().get(0);
        assertEquals(1000, layout.micrometresPerCount());
        assertEquals(1500, layout.speedMmPerSecond());
        assertEquals(30_000, layout.lengthMm());
        assertEquals(List.of(new LineLayout.Station(1, List.of("tunnel-1"), 2500, 200)), layout.stations());
        assertEquals(12, layout.chutes().size());
        assertEquals(
                new LineLayout.Chute(
                        1,
                        "Same-day",
                        6000,
                        Duration.ofMillis(60),
                        31_500,
                        1200,
                        40,
                        Set.of(),
                        0,
                        Duration.ZERO,
                        false),
                layout.chutes().get(0));
        assertEquals(0, layout.chutes().get(11).maxGrams());
        assertEquals(Duration.ofMillis(120), layout.commandLead());
        assertEquals(3500, site.lines().get(0).scaleAtMm());
        assertEquals(60, layout.chutes().get(2).capacity());
        assertEquals(2112, site.device("tunnel-1").settings().number("port"));
        assertEquals(
                List.of("NOREAD", "NoRead", "?"),
                site.device("tunnel-1").settings().texts("no-read"));
        assertEquals("tiersort/city-hub/gw1/records", site.uplinks().get(0).topic());
        assertEquals("city-hub-gw1-cloud", site.uplinks().get(0).broker().clientId());
        assertEquals(List.of("tiersort/city-hub/shipments"), site.feeds().get(0).topics());
        assertEquals(0.0005, site.simulation().orElseThrow().faults().added());
        assertEquals(
                EXAMPLES.resolve("city-hub/shipments.csv"), site.shipments().orElseThrow());
    }

    @Test
    void defaultsFillWhatTheMinimalExampleLeavesOut() {
        SiteConfig site =
                SiteFile.load(EXAMPLES.resolve("minimal"), Drivers.all()).orThrow();
        assertEquals(new SiteConfig.Console("127.0.0.1", 8080), site.console());
        assertEquals(new SiteConfig.Journal(Duration.ofMillis(5), 50_000), site.journal());
        assertEquals(0, site.layouts().get(0).overflow());
        assertEquals(
                Duration.ofMillis(60), site.layouts().get(0).chutes().get(0).actuation());
        assertTrue(site.uplinks().isEmpty());
        assertTrue(site.simulation().isEmpty());
    }

    @Test
    void thePlanOfTheCityHubIsReadAsWritten() {
        Plan plan = SiteCheck.check(EXAMPLES.resolve("city-hub"), Drivers.all(), CLOCK)
                .orThrow()
                .plan();
        assertEquals(10, plan.tiers().size());
        assertEquals("NEXT_DAY", plan.tiers().get(0).fallback());
        assertEquals(new Condition.All(List.of()), plan.tierRules().get(11).when());
        Condition sameDayCity = new Condition.All(List.of(
                new Condition.Text(Condition.TextField.SERVICE, Condition.TextOperator.IS, List.of("same-day")),
                new Condition.Text(
                        Condition.TextField.POSTCODE, Condition.TextOperator.STARTS_WITH, List.of("10", "12", "13"))));
        assertEquals(sameDayCity, plan.tierRules().get(2).when());
        assertEquals(List.of(1, 2), plan.destinations().get(0).chutes());
        Plan.CutOff saturday = plan.departures().get(0).cutOffs().get(1);
        assertEquals(new Plan.CutOff(Set.of(DayOfWeek.SATURDAY), Set.of(), LocalTime.of(14, 0)), saturday);
        assertEquals(5, plan.departures().get(0).cutOffs().get(0).days().size());
        assertEquals(new Plan.MeasureCheck(100, 10, 0, 0, 0, Set.of("high-value")), plan.measureCheck());
        assertEquals(12, plan.hash().length());
    }

    /** Best of several and time of the processor, so that a busy machine does not decide. */
    @Test
    void aCheckTakesLessThanHalfASecond() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 5; round++) {
            long start = threads.getCurrentThreadCpuTime();
            SiteCheck.check(EXAMPLES.resolve("city-hub"), Drivers.all(), CLOCK);
            best = Math.min(best, threads.getCurrentThreadCpuTime() - start);
        }
        assertTrue(best < 500_000_000L, "checking took " + best + " ns");
    }
}
