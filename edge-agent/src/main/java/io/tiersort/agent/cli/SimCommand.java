// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.config.SiteCheck;
import io.tiersort.agent.config.SiteConfig;
import io.tiersort.agent.sim.ShipmentMaker;
import io.tiersort.agent.sim.ShipmentRows;
import io.tiersort.agent.sim.SimulatedSite;
import io.tiersort.device.sim.CsvLabels;
import io.tiersort.device.sim.LabelSource;
import io.tiersort.device.sim.SiteLedger;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.random.RandomGeneratorFactory;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tiersort sim}. */
@Command(
        name = "sim",
        description = "Play the devices of a site on the addresses of its configuration, on this machine.")
final class SimCommand implements Callable<Integer> {
    private static final Duration DRAIN = Duration.ofMinutes(2);

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--config", required = true, paramLabel = "DIR", description = "The site directory.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Path config;

    @Option(
            names = "--for",
            paramLabel = "DURATION",
            description = "Let parcels in for so long, empty the line, print the ledger and end (default: for ever).")
    private @Nullable Duration duration;

    @Option(
            names = "--make",
            paramLabel = "COUNT",
            description = "Only make up so many shipments and their parcels: shipments.csv and labels.csv of DIR.")
    private @Nullable Integer make;

    @Override
    public Integer call() throws IOException, InterruptedException {
        Talk talk = new Talk(spec);
        SiteCheck.Checked checked = Configured.checked(config);
        SiteConfig site = checked.site();
        if (make != null) {
            return make(checked, make, talk);
        }
        List<SimulatedSite> lines = new ArrayList<>();
        Shutdown shutdown = Shutdown.onSignal(() -> lines.forEach(SimulatedSite::close));
        for (SiteConfig.Line line : site.lines()) {
            lines.add(SimulatedSite.start(site, line, labels(site)));
            talk.say("line " + line.layout().line() + ": PLC on port "
                    + site.device(line.sorter()).settings().number("port") + ", scanners of "
                    + line.layout().stations().size() + " station(s)");
        }
        if (duration == null) {
            shutdown.await();
            return ExitCodes.OK;
        }
        return play(lines, duration, shutdown, talk);
    }

    private int make(SiteCheck.Checked checked, int count, Talk talk) throws IOException {
        long seed = checked.site().simulation().map(SiteConfig.Simulation::seed).orElse(1L);
        String run = Long.toString(System.currentTimeMillis() / 1_000 % 1_000_000, 36)
                .toUpperCase(Locale.ROOT);
        ShipmentMaker maker = new ShipmentMaker(
                RandomGeneratorFactory.of("L64X128MixRandom").create(seed),
                checked.plan(),
                InstantSource.system(),
                run);
        Path shipments = config.resolve("shipments.csv");
        Path labels = config.resolve("labels.csv");
        ShipmentRows.write(maker, count, shipments, labels);
        talk.say(count + " parcels made: " + shipments + " for the agent, " + labels + " for the virtual site");
        return ExitCodes.OK;
    }

    private int play(List<SimulatedSite> lines, Duration time, Shutdown shutdown, Talk talk)
            throws InterruptedException {
        lines.forEach(line ->
                line.runner().order(site -> site.stopInductingAfter(time)).join());
        boolean empty = true;
        for (SimulatedSite line : lines) {
            empty &= line.runner().awaitEmpty(time.plus(DRAIN));
        }
        JsonObject totals = new JsonObject();
        for (SimulatedSite line : lines) {
            totals.put(line.line(), ledger(line.runner().ledger().totals()));
        }
        output.print(spec, totals, totals.encodePrettily());
        shutdown.now();
        if (!empty) {
            talk.say("the line did not run empty within " + DRAIN.toSeconds() + " s");
        }
        return empty ? ExitCodes.OK : ExitCodes.FAILED;
    }

    static JsonObject ledger(SiteLedger.Totals totals) {
        JsonObject chutes = new JsonObject();
        totals.perChute().forEach((chute, count) -> chutes.put(String.valueOf(chute), count));
        return new JsonObject()
                .put("inducted", totals.inducted())
                .put("addedByHand", totals.addedByHand())
                .put("removed", totals.removed())
                .put("endOfLine", totals.endOfLine())
                .put("onBelt", totals.onBelt())
                .put("misdiverts", totals.misdiverts())
                .put("massBalance", totals.massBalance())
                .put("chutes", chutes);
    }

    static LabelSource labels(SiteConfig site) throws IOException {
        Path file = site.simulation()
                .flatMap(SiteConfig.Simulation::labels)
                .orElseThrow(() -> new CommandFailed(
                        ExitCodes.CONFIG,
                        "site.yaml: simulation.labels is missing; expected a CSV with one row per parcel; "
                                + "tiersort sim --make 1000 writes one"));
        try (Reader table = Files.newBufferedReader(file)) {
            return CsvLabels.read(table, false);
        }
    }
}
