// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.identify.Identifier;
import io.tiersort.agent.identify.Policy;
import io.tiersort.agent.line.Allotments;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Input;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.line.LineView;
import io.tiersort.agent.line.Lookups;
import io.tiersort.agent.line.Output;
import io.tiersort.agent.line.SortLine;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.runtime.LineRuntime;
import io.tiersort.agent.runtime.LineStep;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.sim.SimulatedSite;
import io.tiersort.device.Driver;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.sim.DirectScanner;
import io.tiersort.device.sim.Labels;
import io.tiersort.device.sim.ScannerPort;
import io.tiersort.device.sim.SiteLedger;
import io.tiersort.device.sim.VirtualSite;
import io.tiersort.device.sorter.DirectSorter;
import io.tiersort.device.sorter.Header;
import io.tiersort.device.sorter.RegisterMap;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A line in virtual time: runtime and core as they run at a site, on a virtual belt with its PLC and scanners, with a host
 * that tells shipments. Nothing moves except in {@link #runFor}. One thread; the same wishes and calls give the same facts.
 */
public final class World {
    private static final String PLC = "plc";

    private final LineLayout layout;
    private final RegisterMap map;
    private final WorldBuilder wishes;
    private final VirtualLoop loop = new VirtualLoop();
    private final VirtualHost host = new VirtualHost();
    private final VirtualSite site;
    private final Map<Integer, List<DirectScanner>> scanners = new HashMap<>();
    private final List<Watcher> watchers = new ArrayList<>();
    private final List<Fact> facts = new ArrayList<>();
    private final List<DestinationCommand> commands = new ArrayList<>();
    private Plan plan;
    private Allotments allotments = new Allotments();
    private final Checker checker;
    private LineRuntime runtime;
    private long wallShift;

    World(WorldBuilder wishes) {
        this.wishes = wishes;
        layout = wishes.layout;
        map = RegisterMap.of(wishes.plcSettings());
        plan = wishes.plan;
        watchers.addAll(wishes.watchers);
        if (wishes.keeps) {
            watchers.add(new Kept());
        }
        site = new VirtualSite(
                SimulatedSite.model(layout, wishes.scaleAtMm, wishes.parcelsPerHour),
                wishes.faults,
                wishes.labels,
                map,
                ports(),
                wishes.seed);
        checker = new Checker(new Truth(layout, plan, this::encoder, site.ledger(), host::byCode));
        watchers.add(checker);
        runtime = runtime();
    }

    /** A world with this line under this plan. */
    public static WorldBuilder of(LineLayout layout, Plan plan) {
        return new WorldBuilder(layout, plan);
    }

    /** Somebody who sees everything from here on. */
    void watch(Watcher watcher) {
        watchers.add(watcher);
    }

    /** The low 32 bits of the belt's position as the PLC counts. */
    private long encoder() {
        return Header.decode(site.registers().read(map.header(), Header.REGISTERS), map.order())
                .encoder();
    }

    /** Holds what has happened so far against every {@link Invariant}; on a line that ran empty, the balance as well. */
    public Optional<Violation> violation() {
        checker.checkChutes();
        if (site.isEmpty() && checker.isSettled()) {
            checker.checkEmpty();
        }
        return checker.violation();
    }

    Checker checker() {
        return checker;
    }

    private final class Kept implements Watcher {
        @Override
        public void happened(Fact fact) {
            facts.add(fact);
        }

        @Override
        public void commanded(DestinationCommand command) {
            commands.add(command);
        }
    }

    /** Lets time pass: belt, PLC and scanners in cycles of 5 ms, the line and what is scripted in between. */
    public void runFor(Duration time) {
        long end = site.nanos() + time.toNanos();
        while (site.nanos() < end) {
            cycle();
        }
    }

    /**
     * Lets time pass until no parcel is on the belt and none will come, then one second more, at most for this long.
     *
     * @return false when the time was over first
     */
    public boolean runUntilEmpty(Duration most) {
        long end = site.nanos() + most.toNanos();
        while (!site.isEmpty() && site.nanos() < end) {
            cycle();
        }
        boolean empty = site.isEmpty();
        runFor(Duration.ofSeconds(1));
        return empty;
    }

    private void cycle() {
        site.advance(VirtualSite.CYCLE_NANOS);
        loop.runUntil(site.nanos());
    }

    /** Does something this long after the start of the world, at once when that has passed. */
    public void at(Duration sinceStart, Runnable action) {
        loop.after(sinceStart.toNanos() - loop.nanos(), action);
    }

    /**
     * Puts a parcel into the induct eye now; the belt needs room for it.
     *
     * @return its number in the {@link #ledger}
     */
    public long arrive(Labels labels) {
        long number = site.arrive(labels);
        if (number == 0) {
            throw new IllegalStateException("the induct is not free: time=" + now()
                    + "; expected a gap to the parcel before; let it pass first");
        }
        return number;
    }

    /** The host tells these shipments, or what changed about them, and the line hears of it. */
    public void know(Shipment... shipments) {
        Arrays.stream(shipments).forEach(host::tell);
        Set<String> references =
                Arrays.stream(shipments).map(Shipment::reference).collect(Collectors.toSet());
        submit(new Input.ShipmentsChanged(references));
    }

    /** From now on inducted parcels follow this plan. */
    public void activate(Plan next) {
        plan = next;
        submit(new Input.PlanActivated(next));
    }

    /** Hands something to the line, as other parts of an agent do. */
    public void submit(Input input) {
        runtime.submit(input);
    }

    /** Sets the wall clock forward, or back when negative; virtual time goes on as before. */
    public void stepClock(Duration by) {
        wallShift += by.toMillis();
    }

    /** Stops the agent as it is and starts it again after this time, with the facts it has written; needs kept facts. */
    public void restartAgent(Duration away) {
        runtime.stop();
        loop.runUntil(loop.nanos());
        runFor(away);
        List<Fact> written = List.copyOf(facts);
        allotments = new Allotments();
        runtime = runtime();
        written.forEach(runtime::restore);
        runtime.numbered(written.stream().mapToLong(Fact::parcel).max().orElse(0));
        runtime.restored();
        start();
    }

    private LineRuntime runtime() {
        Policy policy = wishes.codes;
        SortLine line = new SortLine(
                layout,
                plan,
                new Lookups(codes -> Identifier.resolve(codes, host, policy), wishes.customers, allotments));
        return new LineRuntime(
                layout.line(),
                line,
                watched(wishes.around.apply(line::step)),
                (entries, whenDurable) -> {
                    loop.run(whenDurable);
                    return true;
                },
                (id, fact) -> {},
                new LineRuntime.Surroundings(loop, loop::nanos, this::now));
    }

    /** Opens the devices; what happened before nobody saw. */
    void start() {
        List<Driver> drivers = new ArrayList<>();
        drivers.add(new DirectSorter(PLC, wishes.plcSettings(), loop::nanos, loop::after, site.registers()));
        scanners.values().forEach(drivers::addAll);
        runtime.start(drivers);
        submit(new Input.PlanActivated(plan));
        loop.runUntil(loop.nanos());
    }

    private LineStep watched(LineStep step) {
        return (input, now) -> {
            if (input instanceof Input.Device device) {
                watchers.forEach(watcher -> watcher.reported(device.event()));
            }
            List<Output> outputs = step.step(input, now);
            for (Output output : outputs) {
                tell(output);
            }
            return outputs;
        };
    }

    private void tell(Output output) {
        for (Watcher watcher : watchers) {
            if (output instanceof Output.Happened happened) {
                watcher.happened(happened.fact());
            } else if (output instanceof Output.Send send) {
                watcher.commanded(send.command());
            }
        }
    }

    private Map<Integer, ScannerPort> ports() {
        Map<Integer, ScannerPort> ports = new HashMap<>();
        for (LineLayout.Station station : layout.stations()) {
            List<DirectScanner> here = station.scanners().stream()
                    .map(id -> new DirectScanner(id, wishes.stamp, loop::nanos))
                    .toList();
            scanners.put(station.point(), here);
            ports.put(
                    station.point(),
                    (trackingId, encoder, codes) -> loop.after(
                            site().nanos() - loop.nanos(),
                            () -> here.forEach(scanner -> scanner.send(trackingId, encoder, codes))));
        }
        return ports;
    }

    /** Wall clock of the world. */
    public Instant now() {
        return wishes.start.plusMillis(loop.nanos() / 1_000_000 + wallShift);
    }

    /** Time since the start of the world. */
    public Duration elapsed() {
        return Duration.ofNanos(loop.nanos());
    }

    /** The belt and its PLC, with their fault switches. */
    public VirtualSite site() {
        return site;
    }

    /** The truth about every physical parcel. */
    public SiteLedger ledger() {
        return site.ledger();
    }

    /** Everything the line said so far, in order; a copy. */
    public List<Fact> facts() {
        return List.copyOf(facts);
    }

    /** Everything of one kind the line said so far, in order. */
    public <T extends Fact> List<T> facts(Class<T> kind) {
        return facts.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** The journal's records of one type, such as {@code parcel.closed}, in order. */
    public List<JsonObject> records(String type) {
        return facts.stream()
                .filter(fact -> FactCodec.type(fact).equals(type))
                .map(fact -> new JsonObject(
                        Buffer.buffer(FactCodec.entry(layout.line(), fact).body())))
                .toList();
    }

    /** Every command handed to the sorter, in order; a copy. */
    public List<DestinationCommand> commands() {
        return List.copyOf(commands);
    }

    /** The line as a person sees it. */
    public LineView view() {
        return runtime.latest();
    }

    /** Room that is taken on departures and in lockers. */
    public Allotments allotments() {
        return allotments;
    }
}
