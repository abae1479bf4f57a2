// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.config.SiteCheck;
import io.tiersort.agent.config.SiteConfig;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.runtime.LineStep;
import io.tiersort.device.sim.Fault;
import io.tiersort.device.sim.FaultMix;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The simulator itself is proven: it finds every planted bug, finds nothing in the line as it is, and repeats itself. */
class SimulatorProofTest {
    private static final long SEED = 5;
    private static final int ROOM = 1_000;
    private static final SiteCheck.Checked HUB = Hub.config();

    /** More of what the bugs need to show than a usual hour has. */
    private static final FaultMix LIVELY = FaultMix.usual()
            .with(Fault.DOUBLE_TRIGGER, 0.01)
            .with(Fault.MULTI_LABEL, 0.2)
            .with(Fault.CONFLICT, 0.2)
            .with(Fault.FULL_BURST, 20)
            .with(Fault.PLC_RESTART, 30)
            .with(Fault.EMERGENCY_STOP, 6);

    private record Bug(String name, Function<LineStep, LineStep> saboteur, Invariant caughtBy) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Bug> bugs() {
        return Stream.of(
                new Bug("codes bound in order of arrival", Saboteurs::fifoBinding, Invariant.RIGHT_SHIPMENT),
                new Bug("of two labels the last one wins", Saboteurs::lastLabelWins, Invariant.RIGHT_SHIPMENT),
                new Bug("a result of a scanner forgotten", Saboteurs::forgottenRead, Invariant.READ_TOLD),
                new Bug("the command of the neighbour", Saboteurs::neighboursCommand, Invariant.AGREED_COMMAND),
                new Bug("commands sent late", Saboteurs::lateCommands, Invariant.IN_TIME),
                new Bug("a command of the former epoch", Saboteurs::staleEpoch, Invariant.CURRENT_EPOCH),
                new Bug("a second outcome", Saboteurs::secondOutcome, Invariant.ONE_OUTCOME),
                new Bug("an outcome lost", Saboteurs.lost(Fact.ParcelClosed.class, 200), Invariant.ONE_OUTCOME),
                new Bug("an induct lost", Saboteurs.lost(Fact.ParcelInducted.class, 200), Invariant.KNOWN_PARCEL),
                new Bug("a risk not told", Saboteurs.lost(Fact.PromiseAtRisk.class, 0), Invariant.PROMISE_TOLD),
                new Bug(
                        "a dropped command not told",
                        Saboteurs.lost(Fact.CommandDropped.class, 0),
                        Invariant.COMMAND_TOLD),
                new Bug("capacity ignored", Saboteurs.crowded("morning", 1_795_500_000_000L), Invariant.CAPACITY),
                new Bug("a decision changed after commit", Saboteurs::changeOfMind, Invariant.COMMITTED),
                new Bug("a closed chute chosen", Saboteurs::closedChute, Invariant.OPEN_CHUTE),
                new Bug("premium for everybody", Saboteurs.givenAway("SAME_DAY"), Invariant.CLAIMED_TIER));
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void aPlantedBugIsCaught(Bug bug) {
        // Where room runs out, other bugs show there first.
        int room = bug.caughtBy() == Invariant.CAPACITY ? ROOM : 0;
        Shift.Result result = Shift.run(wishes(LIVELY, Duration.ofMinutes(40), room), bug.saboteur()::apply, at -> {});
        Violation violation = result.violation().orElseThrow(() -> new AssertionError("not caught, seed=" + SEED));
        assertEquals(bug.caughtBy(), violation.invariant(), violation::text);
    }

    @Test
    void theLineAsItIsViolatesNothingHoweverLivelyTheShift() {
        Shift.Result result = Shift.run(wishes(LIVELY, Duration.ofMinutes(60)), at -> {});
        assertEquals("", result.violation().map(Violation::text).orElse(""), "seed=" + SEED);
        assertTrue(
                result.tally().parcels() > 3_000,
                () -> "parcels=" + result.tally().parcels());
    }

    @Test
    void theSameSeedDoesTheSameAndAnotherSeedDoesNot() {
        Duration time = Duration.ofMinutes(10);
        String first = Shift.run(wishes(LIVELY, time), at -> {}).hash();
        assertEquals(first, Shift.run(wishes(LIVELY, time), at -> {}).hash());
        Shift.Wishes other = wishes(LIVELY, time);
        Shift.Wishes reseeded = new Shift.Wishes(
                other.layout(),
                other.scaleAtMm(),
                other.plc(),
                other.plan(),
                SEED + 1,
                other.time(),
                other.anHour(),
                other.mix(),
                other.host(),
                other.start());
        assertNotEquals(first, Shift.run(reseeded, at -> {}).hash());
    }

    private static Shift.Wishes wishes(FaultMix mix, Duration time) {
        return wishes(mix, time, ROOM);
    }

    private static Shift.Wishes wishes(FaultMix mix, Duration time, int room) {
        SiteConfig site = HUB.site();
        SiteConfig.Line line = site.lines().get(0);
        return new Shift.Wishes(
                line.layout(),
                line.scaleAtMm(),
                site.device(line.sorter()).settings(),
                small(HUB.plan(), room),
                SEED,
                time,
                6_000,
                mix,
                true,
                Hub.NOON);
    }

    /** The same plan with room for so many parcels on each run of the morning tour, 0 for any, and with room at all points. */
    private static Plan small(Plan plan, int room) {
        List<Plan.Departure> departures = plan.departures().stream()
                .map(departure -> departure.id().equals("morning")
                        ? new Plan.Departure(
                                departure.id(),
                                departure.name(),
                                departure.cutOffs(),
                                departure.holidays(),
                                departure.dwell(),
                                new Plan.Capacity(room, 0, 0),
                                departure.next())
                        : departure)
                .toList();
        return new Plan(
                plan.id(),
                plan.revision(),
                plan.hash(),
                plan.zone(),
                plan.tiers(),
                plan.tierRules(),
                plan.routes(),
                plan.destinations(),
                departures,
                plan.modifiers(),
                plan.refuges(),
                List.of(),
                plan.measureCheck(),
                plan.routeByLabel());
    }
}
