// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Input;
import io.tiersort.agent.line.Output;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.runtime.LineStep;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.sim.Labels;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scenario 30: a peak on a loop with part of its chutes dead. */
class PeakScenariosTest {
    private static final int USUAL_AN_HOUR = 1_700;
    private static final int PEAK = 7;
    private static final int LAPS = 3;
    private static final int PARCELS = 4_000;
    private static final int ROOM_OF_THE_NIGHT_TRUNK = 150;
    private static final Duration SHIFT = Duration.ofMinutes(15);

    /** A parcel that nobody else waits behind may go all its laps alone, at 30 m each, until it drops. */
    private static final long LONGEST_WAY = (LAPS + 1) * 20_000L;

    /** Results before this one meet a cold Java; an agent rehearses before its first parcel. */
    private static final int COLD = 1_000;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    @TempDir
    private Path folder = Path.of("");

    private final List<Long> decisionNanos = new ArrayList<>();
    private int reads;
    private int made;

    /** One of five is for the dead chutes, two are for the night trunk, two for the morning tour. */
    private static String service(int number) {
        int kind = number % 5;
        return kind == 0 ? "same-day" : kind < 3 ? "next-day" : "standard";
    }

    private static String name(int number) {
        return "SHIP-%05d".formatted(number);
    }

    private Optional<Labels> next() {
        made++;
        return Optional.of(Hub.parcel(name(made)));
    }

    /** Time of the processor only, so that other work on this machine does not count. */
    private LineStep timed(LineStep step) {
        return (input, now) -> {
            long from = THREADS.getCurrentThreadCpuTime();
            List<Output> outputs = step.step(input, now);
            boolean read = input instanceof Input.Device device && device.event() instanceof CodesRead;
            if (read && ++reads > COLD) {
                decisionNanos.add(THREADS.getCurrentThreadCpuTime() - from);
            }
            return outputs;
        };
    }

    @Test
    @DisplayName("30. Peak ×7 with one chute group (20 %) dead on a loop")
    void aCrowdedLoopWithDeadChutesNeverStandsStillAndTellsExactlyWhatRolledOver() {
        String trunk = "{id: night, name: Night trunk, dwell: 5min, ";
        HubFolder files =
                HubFolder.in(folder).plan(trunk, trunk + "capacity: {parcels: " + ROOM_OF_THE_NIGHT_TRUNK + "}, ");
        Hub hub = Hub.of(
                Hub.loop(LAPS),
                files.planAs(1),
                world -> world.arrivals(random -> next(), PEAK * USUAL_AN_HOUR).around(this::timed));
        long promised = Hub.NOON.plus(Duration.ofHours(20)).toEpochMilli();
        for (int number = 1; number <= PARCELS; number++) {
            hub.given(Hub.shipment(name(number), service(number)).promisedBy(promised));
        }
        hub.world().site().jamChute(1, SHIFT.plusHours(1).toNanos());
        hub.world().site().jamChute(2, SHIFT.plusHours(1).toNanos());
        hub.runs(SHIFT);
        hub.world().site().stopInducting();
        hub.runsEmpty();
        thenTheInductsWereSlowedFrom85PercentOn(hub);
        thenNothingWentRoundTooOftenOrStoodStill(hub);
        thenTheDeadGroupsParcelsWentToTheOverflow(hub);
        thenExactlyTheRolledParcelsAreReported(hub);
        decisionNanos.sort(null);
        long slowest = decisionNanos.get(decisionNanos.size() * 999 / 1_000);
        assertTrue(slowest < 10_000_000, () -> "p99.9 of a decision: " + slowest + " ns");
        hub.thenNothingIsWrong();
    }

    private static void thenTheInductsWereSlowedFrom85PercentOn(Hub hub) {
        List<Fact.InductionLimited> limits = hub.world().facts(Fact.InductionLimited.class);
        assertEquals(50, limits.get(0).percent());
        assertTrue(limits.stream().anyMatch(limit -> limit.percent() == 100), "and let go again");
        for (Fact.InductionLimited limit : limits) {
            assertTrue(limit.percent() == 100 || limit.occupancy() >= 80, limit::toString);
            assertTrue(limit.percent() < 100 || limit.occupancy() < 85, limit::toString);
        }
        assertEquals(100, hub.world().view().inductionPercent());
        assertTrue(hub.alarms().contains("belt.occupied-85"));
    }

    private static void thenNothingWentRoundTooOftenOrStoodStill(Hub hub) {
        hub.world()
                .facts(Fact.DivertReported.class)
                .forEach(divert -> assertTrue(divert.lap() <= LAPS + 1, divert::toString));
        List<Fact.ParcelClosed> closed = hub.world().facts(Fact.ParcelClosed.class);
        for (int i = 1; i < closed.size(); i++) {
            Fact.ParcelClosed next = closed.get(i);
            assertTrue(
                    next.at() - closed.get(i - 1).at() < LONGEST_WAY, () -> "nothing dropped for long before " + next);
        }
        assertTrue(closed.size() > 1_000, () -> closed.size() + " parcels");
    }

    private static void thenTheDeadGroupsParcelsWentToTheOverflow(Hub hub) {
        Map<Integer, Long> perChute = hub.world().ledger().totals().perChute();
        assertEquals(Set.of(3, 10, 11, 12), perChute.keySet());
        assertTrue(hub.figures().outcomes().getOrDefault(Outcome.OVERFLOW, 0L) > 100);
        assertEquals(0L, hub.figures().outcomes().getOrDefault(Outcome.LOST, 0L));
    }

    private static void thenExactlyTheRolledParcelsAreReported(Hub hub) {
        Map<Long, Fact.ParcelDecided> last = new HashMap<>();
        hub.world().facts(Fact.ParcelDecided.class).forEach(decided -> last.put(decided.parcel(), decided));
        Set<Long> rolled = last.values().stream()
                .filter(decided -> !decided.tier().equals(decided.promised()))
                .map(Fact.ParcelDecided::parcel)
                .collect(Collectors.toSet());
        Set<Long> told = hub.world().facts(Fact.PromiseAtRisk.class).stream()
                .map(Fact.PromiseAtRisk::parcel)
                .collect(Collectors.toSet());
        assertEquals(rolled, told);
        assertTrue(rolled.size() > 100, () -> rolled.size() + " parcels rolled over");
        long onTheTrunk = last.values().stream()
                .filter(decided -> decided.departure().equals("night"))
                .count();
        assertTrue(onTheTrunk >= ROOM_OF_THE_NIGHT_TRUNK, () -> onTheTrunk + " parcels for the night trunk");
    }
}
