// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.sim;

import io.tiersort.agent.config.SiteConfig;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.device.DeviceContext;
import io.tiersort.device.NanoClock;
import io.tiersort.device.sim.Fault;
import io.tiersort.device.sim.FaultMix;
import io.tiersort.device.sim.LabelSource;
import io.tiersort.device.sim.ScannerPort;
import io.tiersort.device.sim.SiteModel;
import io.tiersort.device.sim.VirtualScanner;
import io.tiersort.device.sim.VirtualSite;
import io.tiersort.device.sim.VirtualSiteRunner;
import io.tiersort.device.sim.VirtualSorterServer;
import io.tiersort.device.sorter.RegisterMap;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * One line of a configuration, played: a PLC behind Modbus TCP and the scanners of its stations, on the addresses that the
 * configuration gives the agent. Runs on threads of its own; knows nothing of shipments.
 */
public final class SimulatedSite implements AutoCloseable {
    private static final Duration READER_LATENCY = Duration.ofMillis(30);
    private static final Duration EMPTY_AFTER = Duration.ofSeconds(20);
    private static final Duration DRAW_OFF = Duration.ofSeconds(4);
    /** Where the configuration does not tell. */
    private static final int USUAL_CAPACITY = 40;

    private static final int END_OF_LINE = 65_000;

    private final Vertx vertx;
    private final String line;
    private final Map<String, VirtualScanner> scanners = new HashMap<>();
    private final VirtualSiteRunner runner;

    private SimulatedSite(Vertx vertx, SiteConfig config, SiteConfig.Line line, LabelSource labels) {
        this.vertx = vertx;
        this.line = line.layout().line();
        SiteConfig.Simulation simulation = config.simulation()
                .orElseThrow(() -> new IllegalArgumentException(
                        "site.yaml has no simulation block; expected one with seed and rate; add it to play the site"));
        SiteConfig.Device plc = config.device(line.sorter());
        VirtualSite site = new VirtualSite(
                model(line.layout(), line.scaleAtMm(), simulation.parcelsPerHour()),
                faults(simulation),
                labels,
                RegisterMap.of(plc.settings()),
                ports(config, line.layout()),
                simulation.seed());
        VirtualSorterServer server = new VirtualSorterServer(
                site,
                plc.settings().text("host"),
                plc.settings().number("port"),
                plc.settings().number("unit-id"));
        runner = new VirtualSiteRunner(site, server, NanoClock.system());
    }

    /** Starts the PLC, the scanners and the belt. Throws {@link IOException} when an address cannot be bound. */
    public static SimulatedSite start(SiteConfig config, SiteConfig.Line line, LabelSource labels) throws IOException {
        SimulatedSite site = new SimulatedSite(Vertx.vertx(), config, line, labels);
        try {
            site.runner.start();
            return site;
        } catch (IOException taken) {
            site.close();
            throw taken;
        }
    }

    /** Id of the line. */
    public String line() {
        return line;
    }

    /** The running site, its ledger and its fault switches. */
    public VirtualSiteRunner runner() {
        return runner;
    }

    /** The scanner that plays this device, with its fault switches; throws when no station has one of this id. */
    public VirtualScanner scanner(String device) {
        VirtualScanner found = scanners.get(device);
        if (found == null) {
            throw new IllegalArgumentException(
                    "no such scanner: id=" + device + "; expected one of " + scanners.keySet());
        }
        return found;
    }

    private Map<Integer, ScannerPort> ports(SiteConfig config, LineLayout layout) {
        Map<Integer, ScannerPort> ports = new HashMap<>();
        for (LineLayout.Station station : layout.stations()) {
            List<VirtualScanner> here = new ArrayList<>();
            Context loop = ((VertxInternal) vertx).createEventLoopContext();
            for (String id : station.scanners()) {
                DeviceContext context =
                        new DeviceContext(vertx, loop, NanoClock.system(), RandomGenerator.getDefault());
                VirtualScanner scanner = new VirtualScanner(config.device(id).settings(), context);
                here.add(scanner);
                scanners.put(id, scanner);
                loop.runOnContext(go -> scanner.open());
            }
            ports.put(
                    station.point(),
                    (trackingId, encoder, codes) ->
                            loop.runOnContext(go -> here.forEach(scanner -> scanner.send(trackingId, encoder, codes))));
        }
        return ports;
    }

    /** The virtual line that has this layout, with scale and dimensioner at {@code scaleAtMm}, 0 for none. */
    public static SiteModel model(LineLayout layout, int scaleAtMm, int parcelsPerHour) {
        return new SiteModel(
                layout.line(),
                layout.micrometresPerCount(),
                layout.speedMmPerSecond(),
                layout.lengthMm(),
                layout.stations().stream()
                        .map(station -> new SiteModel.Station(station.point(), station.atMm(), READER_LATENCY))
                        .toList(),
                scaleAtMm,
                layout.chutes().stream()
                        .map(chute -> new SiteModel.Chute(
                                chute.number(),
                                chute.atMm(),
                                chute.capacity() == 0 ? USUAL_CAPACITY : chute.capacity(),
                                chute.actuation(),
                                EMPTY_AFTER,
                                DRAW_OFF))
                        .toList(),
                layout.hospital(),
                layout.loop() ? 0 : END_OF_LINE,
                layout.loop(),
                layout.maxLaps(),
                new SiteModel.Tracking(2_000, 200, 50, 150, 1_000),
                new SiteModel.Host(Duration.ofMillis(500), true, false, 10_000),
                new SiteModel.Arrivals(parcelsPerHour, 150, 0.5));
    }

    private static FaultMix faults(SiteConfig.Simulation simulation) {
        SiteConfig.Faults faults = simulation.faults();
        return FaultMix.none()
                .with(Fault.NO_READ, faults.noRead())
                .with(Fault.MULTI_LABEL, faults.multiLabel())
                .with(
                        Fault.CONFLICT,
                        faults.multiLabel() == 0 ? 0 : Math.min(1, faults.conflict() / faults.multiLabel()))
                .with(Fault.FOREIGN_CODE, faults.multiLabel())
                .with(Fault.LIFT_OFF, faults.liftOff())
                .with(Fault.ADDED_BY_HAND, faults.added())
                .with(Fault.TOUCHING, faults.touching())
                .with(Fault.FULL_BURST, Math.min(3_600, faults.chuteFull() * simulation.parcelsPerHour() / 2));
    }

    /** Stops everything and frees the ports. */
    @Override
    public void close() {
        runner.close();
        scanners.values().forEach(VirtualScanner::close);
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
