// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.SourceTree;
import io.tiersort.agent.config.SiteCheck;
import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Figures;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.simulate.Violation;
import io.tiersort.agent.simulate.World;
import io.tiersort.agent.simulate.WorldBuilder;
import io.tiersort.device.Drivers;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sim.Labels;
import io.tiersort.device.sim.SiteLedger;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The hub that the scenarios share, and their words: the city hub of the examples, one line of twelve chutes at 1.5 m/s with
 * hospital 12 and overflow 11, its plan as revision 1, on a Monday at noon. A parcel is named by its number on the line,
 * which is its number in the ledger too as long as nothing but whole parcels was seen at the induct.
 */
final class Hub {
    /** A Monday, noon in Berlin. */
    static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

    /** Longer than any parcel is on the line. */
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private static final Duration ROOM = Duration.ofMillis(1_200);
    private static final SiteCheck.Checked CHECKED = SiteCheck.check(
                    SourceTree.ROOT.resolve("config/examples/city-hub"), Drivers.all(), InstantSource.fixed(NOON))
            .value()
            .orElseThrow();

    private final World world;

    private Hub(World world) {
        this.world = world;
    }

    /** The hub as built. */
    static Hub asBuilt() {
        return of(layout(), plan(), world -> world);
    }

    /** A hub with another layout, plan or world. */
    static Hub of(LineLayout layout, Plan plan, UnaryOperator<WorldBuilder> wishes) {
        int scaleAtMm = CHECKED.site().lines().get(0).scaleAtMm();
        return new Hub(wishes.apply(World.of(layout, plan).scaleAt(scaleAtMm).start(NOON))
                .build());
    }

    static LineLayout layout() {
        return CHECKED.site().layouts().get(0);
    }

    /** The same line bent to a loop, on which a parcel may go round again this often. */
    static LineLayout loop(int laps) {
        LineLayout line = layout();
        return new LineLayout(
                line.line(),
                line.micrometresPerCount(),
                line.speedMmPerSecond(),
                line.lengthMm(),
                line.stations(),
                line.chutes(),
                line.hospital(),
                line.overflow(),
                true,
                laps,
                line.commandLead(),
                line.readGrace(),
                line.reopenAfter(),
                85);
    }

    /** Revision 1. */
    static Plan plan() {
        return CHECKED.plan().numbered(1);
    }

    /** A kilogram for a private customer in the city; the reference and these codes are its codes. */
    static Shipment shipment(String reference, String service, String... codes) {
        return new Shipment(
                reference,
                List.of(codes),
                "private",
                service,
                Set.of(),
                "10115",
                "DE",
                "",
                "",
                "",
                "",
                0,
                0,
                1_000,
                300,
                200,
                100,
                Shipment.Status.OPEN);
    }

    /** A kilogram of 300 mm by 200 mm by 100 mm, with these codes printed on it. */
    static Labels parcel(ScannedCode... codes) {
        return new Labels(List.of(codes), 1_000, 300, 200, 100);
    }

    /** The same with codes of Code 128. */
    static Labels parcel(String... codes) {
        return parcel(Arrays.stream(codes).map(Hub::code128).toArray(ScannedCode[]::new));
    }

    static ScannedCode code128(String data) {
        return new ScannedCode("C0", data);
    }

    /** What happens to the world besides: its site with the fault switches, its clock, inputs from other parts. */
    World world() {
        return world;
    }

    /** The host has told these shipments. */
    Hub given(Shipment... shipments) {
        world.know(shipments);
        return this;
    }

    /** A parcel comes onto the belt behind those before it; returns its number. */
    long arrives(Labels labels) {
        long parcel = world.arrive(labels);
        world.runFor(ROOM);
        return parcel;
    }

    /** The belt runs on. */
    void runs(Duration time) {
        world.runFor(time);
    }

    /** The belt runs until nothing is on it. */
    void runsEmpty() {
        assertTrue(world.runUntilEmpty(PATIENCE), () -> "the belt did not run empty: " + world.facts());
    }

    /** The journal's records of a type, such as {@code parcel.decided}, in order. */
    List<JsonObject> records(String type) {
        return world.records(type);
    }

    /** The journal's records of a type about a parcel, in order. */
    List<JsonObject> records(String type, long parcel) {
        return records(type).stream()
                .filter(record -> record.getLong("parcel", 0L) == parcel)
                .toList();
    }

    /** The only record of a type about a parcel. */
    JsonObject record(String type, long parcel) {
        List<JsonObject> found = records(type, parcel);
        assertEquals(1, found.size(), () -> type + " about parcel " + parcel + ": " + history(parcel) + " " + found);
        return found.get(0);
    }

    /** The types of the records about a parcel, in order. */
    List<String> history(long parcel) {
        return world.facts().stream()
                .filter(fact -> fact.parcel() == parcel)
                .map(FactCodec::type)
                .toList();
    }

    /** The ids of all alarms that were raised so far, in order. */
    List<String> alarms() {
        return world.facts(Fact.AlarmRaised.class).stream()
                .map(Fact.AlarmRaised::alarm)
                .toList();
    }

    /** The line's counts, at most a quarter of a second old. */
    Figures.Snapshot figures() {
        return world.view().figures();
    }

    /** Where a parcel of the ledger physically is. */
    SiteLedger.Entry truth(long parcel) {
        return world.ledger().byParcel(parcel).orElseThrow();
    }

    /** Fails unless the parcel physically lies in this chute and its one outcome says so with these fields. */
    void thenInChute(int chute, long parcel, Map<String, Object> closed) {
        assertEquals(chute, truth(parcel).chute(), () -> "it lies elsewhere: " + truth(parcel));
        thenSays(record("parcel.closed", parcel), closed);
        assertEquals(chute, record("parcel.closed", parcel).getInteger("chute"));
    }

    /** Fails unless the record has these fields. */
    static void thenSays(JsonObject record, Map<String, Object> fields) {
        Map<String, Object> found = fields.keySet().stream()
                .filter(record::containsKey)
                .collect(Collectors.toMap(key -> key, record::getValue));
        assertEquals(new TreeMap<>(fields), new TreeMap<>(found), record::encode);
    }

    /** Fails unless everything that came has ended, the balance is 0 and no invariant was violated. */
    void thenNothingIsWrong() {
        assertEquals("", world.violation().map(Violation::text).orElse(""));
        SiteLedger.Totals totals = world.ledger().totals();
        assertEquals(0, totals.massBalance(), totals::toString);
        assertEquals(0, totals.misdiverts(), totals::toString);
        assertEquals(0, world.view().onSorter(), () -> world.view().toString());
        Figures.Snapshot figures = figures();
        assertEquals(figures.inducted() + figures.strays(), figures.closed(), figures::toString);
    }
}
