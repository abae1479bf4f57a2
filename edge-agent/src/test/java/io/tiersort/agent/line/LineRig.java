// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import io.tiersort.agent.identify.Identifier;
import io.tiersort.agent.identify.Policy;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.Stamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A line of 12 chutes at 1.5 m/s under scripted time: chute n stands at 6 m + (n-1) x 1.5 m, 12 is the hospital, 11 the
 * overflow, one station at 2.5 m, one encoder count is one millimetre. Noon on a Monday in Berlin.
 */
final class LineRig {
    static final String PLC = "plc-1";
    static final String SCANNER = "tunnel-1";
    static final long NOON = Instant.parse("2026-11-23T11:00:00Z").toEpochMilli();
    static final int SPEED = 1_500;

    final Map<String, Shipment> shipments = new HashMap<>();
    final Map<String, Customer> customers = new HashMap<>();
    final Allotments allotments;
    final List<Fact> facts = new ArrayList<>();
    final List<DestinationCommand> commands = new ArrayList<>();
    final List<Integer> limits = new ArrayList<>();
    final SortLine line;
    int epoch = 7;
    private int sequence;
    private long nanos = 1_000_000_000L;
    private long millis = NOON;
    private boolean moving = true;
    private double encoder = 1_000;

    LineRig() {
        this(layout(false, 0), plan());
    }

    LineRig(LineLayout layout, Plan plan) {
        this(layout, plan, new Allotments());
    }

    /** A line that shares its room with others. */
    LineRig(LineLayout layout, Plan plan, Allotments shared) {
        allotments = shared;
        line = new SortLine(
                layout,
                plan,
                new Lookups(
                        codes -> Identifier.resolve(codes, shipments::get, Policy.standard()),
                        id -> customers.getOrDefault(id, Customer.UNKNOWN),
                        allotments));
        session();
    }

    static LineLayout layout(boolean loop, int laps) {
        List<LineLayout.Chute> chutes = new ArrayList<>();
        for (int number = 1; number <= 12; number++) {
            chutes.add(new LineLayout.Chute(
                    number,
                    "C" + number,
                    6_000 + (number - 1) * 1_500,
                    Duration.ofMillis(60),
                    number == 5 ? 5_000 : 0,
                    number == 5 ? 600 : 0,
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
                25_000,
                List.of(new LineLayout.Station(1, List.of(SCANNER), 2_500, 200)),
                chutes,
                12,
                11,
                loop,
                laps,
                Duration.ofMillis(100),
                Duration.ofMillis(40),
                Duration.ZERO,
                0);
    }

    static Plan plan() {
        return new PlanSketch().plan();
    }

    static Plan.Destination destination(String id, Integer... chutes) {
        return PlanSketch.destination(id, chutes);
    }

    static Shipment shipment(String reference, String service, Shipment.Flag... flags) {
        return new Shipment(
                reference,
                List.of(),
                "consumer",
                service,
                Set.of(flags),
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

    static Shipment promised(Shipment of, String by) {
        return of.promisedBy(Instant.parse(by).toEpochMilli());
    }

    /** What the host said of this reference. */
    Shipment known(String reference) {
        return Objects.requireNonNull(shipments.get(reference), reference);
    }

    void know(Shipment... known) {
        for (Shipment shipment : known) {
            shipments.put(shipment.reference(), shipment);
            shipment.codes().forEach(code -> shipments.put(code, shipment));
        }
    }

    /** The same belt, PLC and host, seen by another agent. */
    void continueFrom(LineRig before) {
        sequence = before.sequence;
        encoder = before.encoder;
        nanos = before.nanos;
        millis = before.millis;
        shipments.putAll(before.shipments);
        facts.clear();
    }

    Moment now() {
        return new Moment(nanos, millis);
    }

    void at(String instant) {
        millis = Instant.parse(instant).toEpochMilli();
    }

    /** Lets the belt run this far, ticking every 10 ms. */
    void travel(int mm) {
        run(mm * 1_000L / SPEED);
    }

    /** Lets time pass, ticking every 10 ms. */
    void run(long forMillis) {
        for (long done = 0; done < forMillis; done += 10) {
            nanos += 10_000_000;
            millis += 10;
            if (moving) {
                encoder += SPEED / 100.0;
            }
            give(new SorterEvent.EncoderMoved(PLC, nanos, new Stamp(epoch, 0, (long) encoder, 0), speed()));
            step(new Input.Tick());
        }
    }

    /** The belt runs while the agent does not look. */
    void away(int mm) {
        nanos += mm * 1_000_000_000L / SPEED;
        millis += mm * 1_000L / SPEED;
        encoder += mm;
    }

    /** Lets time pass and the belt run while the PLC cannot be asked. */
    void runUnwatched(long forMillis) {
        for (long done = 0; done < forMillis; done += 10) {
            nanos += 10_000_000;
            millis += 10;
            encoder += SPEED / 100.0;
            step(new Input.Tick());
        }
    }

    private int speed() {
        return moving ? SPEED : 0;
    }

    void belt(boolean runs) {
        moving = runs;
        give(new SorterEvent.LineChanged(PLC, nanos, stamp(), runs ? 6 : 2, speed()));
    }

    Stamp stamp() {
        sequence++;
        return new Stamp(epoch, sequence, (long) encoder, nanos / 1_000_000);
    }

    void session(DestinationCommand... onSorter) {
        give(new SorterEvent.SessionStarted(
                PLC, nanos, new Stamp(epoch, 0, (long) encoder, 0), Arrays.asList(onSorter)));
    }

    void restartPlc() {
        epoch++;
        sequence = 0;
        encoder = 0;
        session();
    }

    void induct(long trackingId) {
        give(new SorterEvent.Inducted(PLC, nanos, stamp(), trackingId, 1, 400));
    }

    void read(long trackingId, String... codes) {
        give(new CodesRead(SCANNER, nanos, trackingId, CodesRead.NONE, codes(codes)));
    }

    void readUnstamped(long atEncoder, String... codes) {
        give(new CodesRead(SCANNER, nanos, CodesRead.NONE, atEncoder, codes(codes)));
    }

    private static List<ScannedCode> codes(String... codes) {
        return Arrays.stream(codes)
                .map(code -> code.startsWith("]")
                        ? new ScannedCode(code.substring(1, 3), code.substring(3))
                        : new ScannedCode("", code))
                .toList();
    }

    void measure(long trackingId, int grams, SorterEvent.Status status) {
        give(new SorterEvent.Measured(
                PLC,
                nanos,
                stamp(),
                trackingId,
                grams,
                status,
                new SorterEvent.Box(0, 0, 0),
                SorterEvent.Status.NOT_MEASURED));
    }

    void measure(long trackingId, int grams, int length, int width, int height) {
        give(new SorterEvent.Measured(
                PLC,
                nanos,
                stamp(),
                trackingId,
                grams,
                SorterEvent.Status.OK,
                new SorterEvent.Box(length, width, height),
                SorterEvent.Status.OK));
    }

    /** Inducts a parcel, lets it run past the station and reads these codes; what is decided then. */
    Fact.ParcelDecided decide(long trackingId, String... codes) {
        induct(trackingId);
        travel(2_950);
        read(trackingId, codes);
        return last(Fact.ParcelDecided.class);
    }

    /** The parcel drops where it was sent to first. */
    Fact.ParcelClosed arrive(long trackingId) {
        int chute = commands.stream()
                .filter(command -> command.trackingId() == trackingId)
                .reduce((earlier, later) -> later)
                .orElseThrow()
                .destinations()
                .get(0);
        divert(trackingId, chute, chute);
        return last(Fact.ParcelClosed.class);
    }

    void divert(long trackingId, int commanded, int actual) {
        divert(trackingId, commanded, actual, SorterEvent.Outcome.VERIFIED, SorterEvent.Cause.NONE);
    }

    void divert(long trackingId, int commanded, int actual, SorterEvent.Outcome outcome, SorterEvent.Cause cause) {
        give(new SorterEvent.Diverted(PLC, nanos, stamp(), trackingId, commanded, actual, outcome, cause, 0));
    }

    void chute(int number, SorterEvent.ChuteState state) {
        give(new SorterEvent.ChuteChanged(PLC, nanos, stamp(), number, state, 100));
    }

    void give(DeviceEvent event) {
        step(new Input.Device(event));
    }

    void step(Input input) {
        for (Output output : line.step(input, now())) {
            if (output instanceof Output.Send send) {
                commands.add(send.command());
            } else if (output instanceof Output.Limit limit) {
                limits.add(limit.percent());
            } else if (output instanceof Output.Happened happened) {
                facts.add(happened.fact());
            }
        }
    }

    /** Facts of one kind, in order. */
    <T extends Fact> List<T> facts(Class<T> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The last fact of one kind. */
    <T extends Fact> T last(Class<T> kind) {
        List<T> all = facts(kind);
        if (all.isEmpty()) {
            throw new AssertionError("no " + kind.getSimpleName() + " among " + facts);
        }
        return all.get(all.size() - 1);
    }

    DestinationCommand lastCommand() {
        if (commands.isEmpty()) {
            throw new AssertionError("no command among " + facts);
        }
        return commands.get(commands.size() - 1);
    }

    Figures.Snapshot figures() {
        return line.view(now()).figures();
    }

    /** Inducted and stray parcels that have no outcome and are not on the sorter: must be 0. */
    long balance() {
        Figures.Snapshot figures = figures();
        return figures.inducted()
                + figures.strays()
                - figures.closed()
                - line.view(now()).onSorter();
    }
}
