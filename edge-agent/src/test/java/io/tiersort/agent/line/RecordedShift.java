// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.Journal;
import io.tiersort.agent.journal.JournalEntry;
import io.tiersort.agent.journal.JournalSettings;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.SorterEvent;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * The journal of a line that sorted parcels of every service with faults: unreadable labels, unknown shipments, full and
 * jammed chutes, a belt that stops, late decisions. The same seed gives the same journal.
 */
public final class RecordedShift {
    private static final List<String> SERVICES = List.of("same-day", "next-day", "locker", "standard", "unheard-of");

    private final Random random;
    private final LineRig rig = new LineRig();
    private int parcels;

    private RecordedShift(long seed) {
        random = new Random(seed);
    }

    /** The plan the line followed. */
    public static Plan plan() {
        return LineRig.plan();
    }

    /** The same plan with another destination for the next-day tier, and the locker tier given to nobody. */
    public static Plan changed() {
        PlanSketch sketch = new PlanSketch();
        sketch.revision = 2;
        sketch.routes.replaceAll(
                route -> route.id().equals("next-day") ? PlanSketch.route("next-day", route.when(), "city") : route);
        sketch.rules.removeIf(rule -> rule.id().equals("locker"));
        return sketch.plan();
    }

    /** The line. */
    public static LineLayout layout() {
        return LineRig.layout(false, 0);
    }

    /** Sorts parcels and writes what happened into the journal of a data folder. */
    public static List<Fact> record(Path data, int parcels, long seed) throws InterruptedException {
        RecordedShift shift = new RecordedShift(seed);
        for (int i = 0; i < parcels; i++) {
            shift.parcel();
        }
        shift.rig.travel(30_000);
        List<Fact> facts = List.copyOf(shift.rig.facts);
        List<JournalEntry> entries =
                facts.stream().map(fact -> FactCodec.entry("L1", fact)).toList();
        CountDownLatch durable = new CountDownLatch(1);
        try (Journal journal = Journal.open(JournalSettings.in(data), InstantSource.system())) {
            if (!journal.append(entries, durable::countDown) || !durable.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("not journaled");
            }
        }
        return facts;
    }

    private void parcel() {
        parcels++;
        String reference = "PKG-" + (10_000 + parcels);
        Shipment shipment = LineRig.shipment(reference, SERVICES.get(random.nextInt(SERVICES.size())));
        if (random.nextInt(20) != 0) {
            rig.know(random.nextInt(4) == 0 ? LineRig.promised(shipment, "2026-11-23T15:00:00Z") : shipment);
        }
        rig.induct(parcels);
        rig.travel(1_500);
        if (random.nextInt(30) == 0) {
            rig.chute(1 + random.nextInt(10), SorterEvent.ChuteState.FULL);
        } else if (random.nextInt(15) == 0) {
            rig.chute(1 + random.nextInt(10), SorterEvent.ChuteState.OPEN);
        }
        rig.travel(1_200);
        if (random.nextInt(25) != 0) {
            rig.read(parcels, reference);
        }
        if (random.nextInt(50) == 0) {
            rig.belt(false);
            rig.run(500);
            rig.belt(true);
        }
        if (random.nextInt(10) == 0) {
            rig.measure(parcels, 500 + random.nextInt(8_000), SorterEvent.Status.OK);
        }
        rig.travel(2_000);
        confirm();
    }

    private void confirm() {
        List<Fact.ParcelDecided> decided = rig.facts(Fact.ParcelDecided.class).stream()
                .filter(fact -> fact.parcel() == parcels)
                .toList();
        if (!decided.isEmpty() && random.nextInt(40) != 0) {
            int chute = decided.get(decided.size() - 1).chutes().get(0);
            rig.divert(parcels, chute, chute);
        }
    }
}
