// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.tiersort.agent.identify.Identifier;
import io.tiersort.agent.identify.Policy;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Input;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.line.Lookups;
import io.tiersort.agent.line.Moment;
import io.tiersort.agent.line.Output;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.SortLine;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.shipment.ShipmentTable;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.event.SorterEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * A real line with all its shipments under scripted time, one parcel at a time: inducted, read and decided, confirmed. Every
 * shipment comes once, neighbours far apart; then the line begins anew with its memory of parcels empty. One owner.
 */
final class DecideLine {
    private static final String PLC = "plc-1";
    private static final String SCANNER = "tunnel-1";
    private static final int SPEED = 2_500;
    private static final int LENGTH = 200;
    private static final int PITCH_MILLIS = 100;
    private static final int SEQUENCES = 65_535;
    private static final int HOSPITAL = DecidePlan.CHUTES + 1;
    /** Greater than any number of shipments, and prime, so that it has no divisor in common with one. */
    private static final long STRIDE = 1_000_000_007;

    private static final long MORNING = Instant.parse("2026-11-23T05:00:00Z").toEpochMilli();
    private static final long PROMISED = MORNING + Duration.ofDays(7).toMillis();

    private final int shipments;
    private final long seed;
    private final Plan plan;
    private final ShipmentTable table = new ShipmentTable();
    private SortLine line;
    private long parcel;
    private Moment now = new Moment(0, MORNING);
    private Input read = new Input.Tick();
    private List<Output> outputs = List.of();

    DecideLine(int shipments, int rules, long seed) {
        this.shipments = shipments;
        this.seed = seed;
        plan = DecidePlan.of(rules, seed);
        for (int number = 0; number < shipments; number++) {
            table.put(shipment(number));
        }
        line = line();
    }

    private SortLine line() {
        SortLine fresh =
                new SortLine(layout(), plan, Lookups.of(codes -> Identifier.resolve(codes, table, Policy.standard())));
        give(fresh, new SorterEvent.SessionStarted(PLC, now.nanos(), stamp(0), List.of()));
        return fresh;
    }

    /** What upstream said about the shipment with this number. */
    private Shipment shipment(int number) {
        SplittableRandom random = new SplittableRandom(seed + number);
        return new Shipment(
                "B" + (10_000_000 + number),
                List.of(BenchParcels.sscc(number)),
                DecidePlan.SEGMENTS.get(random.nextInt(DecidePlan.SEGMENTS.size())),
                DecidePlan.SERVICES.get(random.nextInt(DecidePlan.SERVICES.size())),
                flags(random),
                Integer.toString(10_000 + random.nextInt(90_000)),
                "DE",
                "",
                "",
                "",
                "",
                random.nextBoolean() ? PROMISED : 0,
                0,
                200 + random.nextInt(20_000),
                150 + random.nextInt(450),
                100 + random.nextInt(50),
                20 + random.nextInt(80),
                Shipment.Status.OPEN);
    }

    private static Set<Shipment.Flag> flags(SplittableRandom random) {
        Set<Shipment.Flag> flags = EnumSet.noneOf(Shipment.Flag.class);
        for (Shipment.Flag flag :
                List.of(Shipment.Flag.HIGH_VALUE, Shipment.Flag.FRAGILE, Shipment.Flag.SIGNATURE, Shipment.Flag.COLD)) {
            if (random.nextInt(20) == 0) {
                flags.add(flag);
            }
        }
        return flags;
    }

    private static LineLayout layout() {
        List<LineLayout.Chute> chutes = new ArrayList<>();
        for (int number = 1; number <= HOSPITAL; number++) {
            chutes.add(new LineLayout.Chute(
                    number,
                    "Chute " + number,
                    10_000 + 1_000 * number,
                    Duration.ofMillis(60),
                    number == HOSPITAL ? 0 : 31_500,
                    number == HOSPITAL ? 0 : 1_200,
                    0,
                    Set.of(),
                    0,
                    Duration.ZERO,
                    false));
        }
        return new LineLayout(
                "L1",
                1_000,
                SPEED,
                10_000 + 1_000 * (HOSPITAL + 2),
                List.of(new LineLayout.Station(1, List.of(SCANNER), 2_500, 200)),
                chutes,
                HOSPITAL,
                0,
                false,
                0,
                Duration.ofMillis(120),
                Duration.ofMillis(40),
                Duration.ZERO,
                0);
    }

    /** Takes the former parcel off the line and lets the next one in. */
    void next() {
        if (parcel > 0) {
            confirm(decided());
        }
        if (parcel > 0 && parcel % shipments == 0) {
            line = line();
        }
        parcel++;
        now = new Moment(now.nanos() + Duration.ofMillis(PITCH_MILLIS).toNanos(), now.millis() + PITCH_MILLIS);
        give(line, new SorterEvent.Inducted(PLC, now.nanos(), stamp(sequence(1)), trackingId(), 1, LENGTH));
        read = new Input.Device(new CodesRead(SCANNER, now.nanos(), trackingId(), CodesRead.NONE, codes()));
    }

    /** What the readers see; every fourth parcel shows the number of what is inside, too. */
    private List<ScannedCode> codes() {
        ScannedCode label = new ScannedCode("C1", "00" + BenchParcels.sscc((int) (parcel * STRIDE % shipments)));
        return parcel % 4 == 0 ? List.of(new ScannedCode("E0", "4006381333931"), label) : List.of(label);
    }

    /** The step that decides: from codes to the command. */
    List<Output> decide() {
        outputs = line.step(read, now);
        return outputs;
    }

    /** The decision of the former step; a parcel that was not sent where the plan says measures something else. */
    Fact.ParcelDecided decided() {
        for (Output output : outputs) {
            if (output instanceof Output.Happened happened
                    && happened.fact() instanceof Fact.ParcelDecided decided
                    && decided.cause() == Cause.OK
                    && !decided.chutes().isEmpty()) {
                return decided;
            }
        }
        throw new IllegalStateException(
                "not decided as planned: parcel=" + parcel + "; expected one decision; found " + outputs);
    }

    private void confirm(Fact.ParcelDecided decided) {
        int chute = decided.chutes().get(0);
        give(
                line,
                new SorterEvent.Diverted(
                        PLC,
                        now.nanos(),
                        stamp(sequence(0)),
                        trackingId(),
                        chute,
                        chute,
                        SorterEvent.Outcome.VERIFIED,
                        SorterEvent.Cause.NONE,
                        0));
    }

    private long trackingId() {
        return parcel;
    }

    /** Two of the PLC's sequence numbers are used for each parcel; they begin again after 1..65535. */
    private int sequence(int event) {
        return (int) ((2 * parcel + event) % SEQUENCES) + 1;
    }

    private SorterEvent.Stamp stamp(int sequence) {
        long encoder = now.nanos() / 1_000_000 * SPEED / 1_000;
        return new SorterEvent.Stamp(1, sequence, encoder, now.nanos() / 1_000_000);
    }

    private void give(SortLine to, DeviceEvent event) {
        to.step(new Input.Device(event), now);
    }
}
