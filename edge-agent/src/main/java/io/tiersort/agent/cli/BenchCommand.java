// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.bench.BenchSettings;
import io.tiersort.agent.bench.BenchText;
import io.tiersort.agent.bench.DecideBench;
import io.tiersort.agent.bench.DecideSettings;
import io.tiersort.agent.bench.DecideText;
import io.tiersort.agent.bench.LineBench;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tiersort bench}. */
@Command(
        name = "bench",
        description = "Measure this machine.",
        subcommands = {BenchCommand.Line.class, BenchCommand.Decide.class})
final class BenchCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private final HelpOption help = new HelpOption();

    /** {@code tiersort bench line}. */
    @Command(
            name = "line",
            description = "Measure how long a scan takes to become a command at the PLC, beside a bare relay.")
    static final class Line implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Option(
                names = "--rates",
                split = ",",
                defaultValue = "100,1000,5000",
                paramLabel = "N",
                description = "Parcels per second, one after the other (default: 100,1000,5000).")
        private List<Integer> rates = List.of();

        @Option(names = "--seconds", defaultValue = "15", description = "Length of a measurement (default: 15).")
        private int seconds;

        @Option(names = "--repeats", defaultValue = "1", description = "Measurements per rate (default: 1).")
        private int repeats;

        @Option(
                names = "--warm-up",
                defaultValue = "20000",
                description = "Parcels before anything is counted (default: 20000).")
        private int warmUp;

        @Option(names = "--shipments", defaultValue = "1000000", description = "Known shipments (default: 1000000).")
        private int shipments;

        @Option(names = "--scanners", defaultValue = "8", description = "Tunnel scanners (default: 8).")
        private int scanners;

        @Option(
                names = "--poll",
                defaultValue = "10ms",
                paramLabel = "DURATION",
                description = "Pause between two polls of the PLC (default: 10ms).")
        private Duration poll = Duration.ofMillis(10);

        @Option(
                names = "--data",
                paramLabel = "DIR",
                description = "Keep import file and imported shipments there for the next time (default: a temporary"
                        + " folder, removed at the end).")
        private @Nullable Path data;

        @Option(names = "--java", paramLabel = "FILE", description = "The java that runs the agent.")
        private @Nullable String java;

        @Option(
                names = "--flags",
                split = " ",
                paramLabel = "FLAGS",
                description = "Flags of the agent's java, in one argument (default: those of this process).")
        private @Nullable List<String> flags;

        @Override
        public Integer call() throws IOException, InterruptedException {
            JsonObject result = LineBench.run(settings(), new Talk(spec)::status);
            output.print(spec, result, BenchText.of(result));
            return result.getBoolean("ok") ? ExitCodes.OK : ExitCodes.FAILED;
        }

        private BenchSettings settings() {
            try {
                return new BenchSettings(rates, seconds, repeats, warmUp, shipments, scanners, poll, data, java, flags);
            } catch (IllegalArgumentException wrong) {
                throw new CommandFailed(ExitCodes.USAGE, "bench line: " + wrong.getMessage());
            }
        }
    }

    /** {@code tiersort bench decide}. */
    @Command(
            name = "decide",
            description = "Measure how long one decision takes, from codes to command, by known shipments and rules.")
    static final class Decide implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Option(
                names = "--shipments",
                split = ",",
                defaultValue = "1000000,10000000",
                paramLabel = "N",
                description = "Known shipments (default: 1000000,10000000, for which 2.2 GiB must be free).")
        private List<Integer> shipments = List.of();

        @Option(
                names = "--rules",
                split = ",",
                defaultValue = "10,100,1000",
                paramLabel = "N",
                description = "Tier rules of the plan, and as many routes (default: 10,100,1000).")
        private List<Integer> rules = List.of();

        @Option(
                names = "--seconds",
                defaultValue = "10",
                description = "Length of a warm-up and of a measurement (default: 10).")
        private int seconds;

        @Option(
                names = "--repeats",
                defaultValue = "1",
                description = "Measurements of each pair, of which the median counts; 3 or more on a busy machine"
                        + " (default: 1).")
        private int repeats;

        @Override
        public Integer call() throws IOException {
            JsonObject result = DecideBench.run(settings(), new Talk(spec)::status);
            output.print(spec, result, DecideText.of(result));
            return result.getBoolean("ok") ? ExitCodes.OK : ExitCodes.FAILED;
        }

        private DecideSettings settings() {
            try {
                return new DecideSettings(shipments, rules, seconds, repeats);
            } catch (IllegalArgumentException wrong) {
                throw new CommandFailed(ExitCodes.USAGE, "bench decide: " + wrong.getMessage());
            }
        }
    }
}
