// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static io.tiersort.agent.line.ShipmentSketch.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Allotments.Load;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.SorterEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/** Room on departures and in lockers over whole shifts, with several lines and with restarts. */
class SharedRoomTest {
    private static final int ROOM = 25;
    private static final String BY = "2026-11-23T22:00:00Z";

    private final Allotments shared = new Allotments();

    private static Plan plan() {
        PlanSketch sketch = new PlanSketch().room("evening", ROOM).room("night", ROOM);
        sketch.points.add(new Plan.Point(
                "locker-7",
                List.of(new Plan.Compartment("M", 640, 380, 190, 0, 6), new Plan.Compartment("L", 640, 380, 410, 0, 4)),
                5,
                Plan.Capacity.UNLIMITED,
                null));
        return sketch.plan();
    }

    private static LineLayout line(String id) {
        LineLayout of = LineRig.layout(false, 0);
        return new LineLayout(
                id,
                of.micrometresPerCount(),
                of.speedMmPerSecond(),
                of.lengthMm(),
                of.stations(),
                of.chutes(),
                of.hospital(),
                of.overflow(),
                of.loop(),
                of.maxLaps(),
                of.commandLead(),
                of.readGrace(),
                of.reopenAfter(),
                of.throttleAt());
    }

    private static RandomGenerator random(int seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    /** One parcel comes, is decided, perhaps decided again, and perhaps an earlier one ends. */
    private static void play(LineRig rig, RandomGenerator random, int number, List<Integer> onBelt) {
        String reference = "PKG-" + (10_000 + number);
        ShipmentSketch shipment = named(reference).grams(500 + random.nextInt(3_000));
        switch (random.nextInt(4)) {
            case 0 -> shipment.service("same-day").by(BY);
            case 1 -> shipment.service("same-day");
            case 2 -> shipment.service("next-day").by(BY);
            default -> shipment.service("locker").at("locker-7", random.nextBoolean() ? "M" : "");
        }
        rig.know(shipment.made());
        rig.decide(number, reference);
        onBelt.add(number);
        if (random.nextInt(4) == 0) {
            Shipment known = rig.known(reference);
            rig.know(random.nextBoolean() ? known.standing(Shipment.Status.CANCELLED) : known.promisedBy(1));
            rig.step(new Input.ShipmentsChanged(Set.of(reference)));
        }
        if (onBelt.size() > 2) {
            end(rig, random, onBelt.remove(0));
        }
    }

    private static void end(LineRig rig, RandomGenerator random, int number) {
        switch (random.nextInt(6)) {
            case 0 -> rig.give(new SorterEvent.Lost(LineRig.PLC, rig.now().nanos(), rig.stamp(), number, 1));
            case 1 -> rig.divert(number, 1, 12);
            default -> rig.arrive(number);
        }
    }

    @Test
    void twoLinesNeverGiveMoreThanThereIsAndBothKeepCountOfTheirOwn() {
        for (int seed = 1; seed <= 20; seed++) {
            Allotments room = new Allotments();
            LineRig first = new LineRig(line("L1"), plan(), room);
            LineRig second = new LineRig(line("L2"), plan(), room);
            RandomGenerator random = random(seed);
            List<Integer> onFirst = new ArrayList<>();
            List<Integer> onSecond = new ArrayList<>();
            for (int number = 1; number <= 60; number++) {
                play(first, random, number, onFirst);
                play(second, random, number, onSecond);
                Map<String, Load> counted = recounted(first);
                recounted(second).forEach((pool, load) -> counted.merge(pool, load, SharedRoomTest::sum));
                for (Map.Entry<String, Load> pool : counted.entrySet()) {
                    String where = "seed " + seed + " pool " + pool.getKey();
                    assertEquals(pool.getValue(), room.counted(pool.getKey()), where);
                    assertTrue(pool.getValue().parcels() <= limit(pool.getKey()), where);
                }
            }
        }
    }

    @Test
    void linesThatDecideAtTheSameTimeNeverGiveMoreThanThereIs() throws Exception {
        ExecutorService loops = Executors.newFixedThreadPool(2);
        try {
            List<Future<LineRig>> done = List.of(loops.submit(() -> shift("L1")), loops.submit(() -> shift("L2")));
            Map<String, Load> counted = recounted(done.get(0).get(60, TimeUnit.SECONDS));
            recounted(done.get(1).get(60, TimeUnit.SECONDS))
                    .forEach((pool, load) -> counted.merge(pool, load, SharedRoomTest::sum));
            assertTrue(counted.values().stream().anyMatch(load -> load.parcels() == ROOM), "some run must be full");
            counted.forEach((pool, load) -> {
                assertEquals(load, shared.counted(pool), pool);
                assertTrue(load.parcels() <= limit(pool), pool);
            });
        } finally {
            loops.shutdownNow();
        }
    }

    private LineRig shift(String id) {
        LineRig rig = new LineRig(line(id), plan(), shared);
        RandomGenerator random = random(id.hashCode());
        List<Integer> onBelt = new ArrayList<>();
        for (int number = 1; number <= 100; number++) {
            play(rig, random, number, onBelt);
        }
        return rig;
    }

    private static int limit(String pool) {
        if (pool.startsWith("departure:")) {
            return ROOM;
        }
        return pool.endsWith("/M") ? 6 : 4;
    }

    private static Load sum(Load one, Load other) {
        return new Load(
                one.parcels() + other.parcels(), one.grams() + other.grams(), one.millilitres() + other.millilitres());
    }

    /** What the facts alone say is taken: the last decision of each parcel that has not ended elsewhere. */
    private static Map<String, Load> recounted(LineRig rig) {
        Map<Long, Fact.ParcelDecided> decided = new HashMap<>();
        rig.facts(Fact.ParcelDecided.class).forEach(fact -> decided.put(fact.parcel(), fact));
        for (Fact.ParcelClosed closed : rig.facts(Fact.ParcelClosed.class)) {
            if (closed.outcome() != Reasons.Outcome.SORTED && closed.outcome() != Reasons.Outcome.SORTED_ALT) {
                decided.remove(closed.parcel());
            }
        }
        Map<String, Load> taken = new HashMap<>();
        for (Fact.ParcelDecided fact : decided.values()) {
            Fact.Basis basis = fact.basis();
            long volume = (long) basis.lengthMm() * basis.widthMm() * basis.heightMm() / 1_000;
            Load load = new Load(1, basis.grams(), volume);
            if (fact.leaves() > 0) {
                taken.merge("departure:" + fact.departure() + "@" + fact.leaves(), load, SharedRoomTest::sum);
            }
            if (!fact.compartment().isEmpty()) {
                taken.merge("compartment:" + fact.point() + "/" + fact.compartment(), load, SharedRoomTest::sum);
            }
        }
        return taken;
    }

    @Test
    void aRestartCountsOnFromTheLastStretchOfFactsAsIfNothingHadHappened() {
        for (int seed = 1; seed <= 8; seed++) {
            LineRig before = new LineRig(line("L1"), plan(), new Allotments());
            RandomGenerator random = random(seed);
            List<Integer> onBelt = new ArrayList<>();
            for (int number = 1; number <= 150; number++) {
                play(before, random, number, onBelt);
                before.run(random.nextInt(6_000));
            }
            LineRig after = new LineRig(line("L1"), plan(), new Allotments());
            lastStretch(before).forEach(after.line::restore);
            after.line.restored();
            assertEquals(taken(before), taken(after), "seed " + seed);
        }
    }

    private static Map<String, Load> taken(LineRig rig) {
        Map<String, Load> taken = new HashMap<>(rig.allotments.takenBy("L1"));
        taken.values().removeIf(Load.NONE::equals);
        return taken;
    }

    /** What a restart reads: five minutes and three ways before the newest parcel, and all of older parcels still open. */
    private static List<Fact> lastStretch(LineRig rig) {
        long newest = 0;
        Set<Long> open = new HashSet<>();
        for (Fact fact : rig.facts) {
            newest = fact.parcel() == 0 ? newest : fact.at();
            if (fact instanceof Fact.ParcelInducted) {
                open.add(fact.parcel());
            } else if (fact instanceof Fact.ParcelClosed) {
                open.remove(fact.parcel());
            }
        }
        long from = newest - Duration.ofMinutes(5).toMillis() - 3 * 25_000 * 1_000 / LineRig.SPEED;
        List<Fact> kept = rig.facts.stream()
                .filter(fact -> fact.at() >= from || open.contains(fact.parcel()))
                .toList();
        assertTrue(kept.size() < rig.facts.size() * 3 / 4, "the stretch must leave something out");
        return kept;
    }

    @Test
    void thePlanGivesTheSameAnswerAgainFromTheFactsAlone() {
        for (int seed = 1; seed <= 20; seed++) {
            LineRig rig = new LineRig(line("L1"), plan(), new Allotments());
            RandomGenerator random = random(seed);
            List<Integer> onBelt = new ArrayList<>();
            for (int number = 1; number <= 80; number++) {
                play(rig, random, number, onBelt);
            }
            Allotments again = new Allotments();
            LineState state = new LineState(line("L1"), plan(), again);
            Assignment assignment = new Assignment(plan(), 12, again);
            for (Fact fact : rig.facts) {
                if (fact instanceof Fact.ParcelDecided decided) {
                    assertEquals(answer(decided), answer(ask(assignment, state, decided)), "seed " + seed);
                }
                state.apply(fact);
            }
        }
    }

    private static Assignment.Result ask(Assignment assignment, LineState state, Fact.ParcelDecided decided) {
        Parcel parcel = Objects.requireNonNull(state.byNumber.get(decided.parcel()));
        return assignment.assign(new Enquiry(
                Enquiry.veto(decided),
                decided.basis(),
                state.held.owner(decided.parcel()),
                decided.at(),
                parcel.firstDecidedAt == 0 ? decided.at() : parcel.firstDecidedAt,
                new Enquiry.Way(line("L1"), parcel.inductEncoder, decided.encoder())));
    }

    private static List<Object> answer(Fact.ParcelDecided decided) {
        return List.of(
                decided.cause(),
                decided.tier(),
                decided.promised(),
                decided.tierRule(),
                decided.route(),
                decided.destination(),
                decided.departure(),
                decided.leaves(),
                decided.point(),
                decided.compartment());
    }

    private static List<Object> answer(Assignment.Result result) {
        return List.of(
                result.cause(),
                result.tier(),
                result.promised(),
                result.tierRule(),
                result.route(),
                result.destination(),
                result.run().departure(),
                result.run().cutOff(),
                result.spot().point(),
                result.spot().size());
    }

    @Test
    void countsAreToldOnceAMinuteWhileParcelsComeAndNotWhenNothingHappens() {
        LineRig rig = new LineRig(line("L1"), plan(), shared);
        rig.know(named("PKG-10001").service("same-day").by(BY).made());
        rig.decide(1, "PKG-10001");
        rig.arrive(1);
        rig.run(120_000);
        assertTrue(rig.facts(Fact.AllotmentCounted.class).isEmpty(), "nothing happened to a parcel since");
        rig.induct(2);
        Fact.AllotmentCounted counted = rig.last(Fact.AllotmentCounted.class);
        assertEquals(1, counted.parcels());
        assertEquals(1_000, counted.grams());
        assertEquals(6_000, counted.millilitres());
        rig.induct(3);
        rig.run(61_000);
        rig.induct(4);
        assertEquals(1, rig.facts(Fact.AllotmentCounted.class).size(), "nothing changed");
        rig.run(181_000);
        rig.induct(5);
        assertEquals(2, rig.facts(Fact.AllotmentCounted.class).size(), "a restart would not find the first one");
    }

    @Test
    void aRunIsForgottenAnHourAfterItsCutOff() {
        LineRig rig = new LineRig(line("L1"), plan(), shared);
        rig.know(named("PKG-10001").service("same-day").by(BY).made());
        Fact.ParcelDecided decided = rig.decide(1, "PKG-10001");
        rig.arrive(1);
        String pool = Allotments.departure("evening", decided.leaves());
        rig.at("2026-11-23T17:36:00Z");
        rig.run(61_000);
        rig.induct(2);
        assertEquals(1, shared.counted(pool).parcels());
        rig.at("2026-11-23T17:37:00Z");
        rig.run(61_000);
        rig.induct(3);
        assertEquals(0, shared.counted(pool).parcels());
    }
}
