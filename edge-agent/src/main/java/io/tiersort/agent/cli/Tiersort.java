// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.runtime.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The root command. */
@Command(
        name = "tiersort",
        description = "Edge agent of a parcel warehouse: scan, tier, chute, verified, upstream.",
        mixinStandardHelpOptions = false,
        subcommands = {
            DemoCommand.class,
            RunCommand.class,
            SimCommand.class,
            SimulateCommand.class,
            ConfigCommand.class,
            PlanCommand.class,
            ShipmentsCommand.class,
            ParcelCommand.class,
            JournalCommand.class,
            BenchCommand.class,
            Tiersort.VersionCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:ran, but the check failed or something broke",
            "2:wrong usage",
            "69:agent not reachable",
            "78:configuration invalid",
            "130:interrupted"
        })
final class Tiersort implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private boolean help;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return ExitCodes.USAGE;
    }

    /** {@code tiersort version}. */
    @Command(name = "version", description = "Print the version and the Java it runs on.")
    static final class VersionCommand implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @CommandLine.Mixin
        private final OutputOptions output = new OutputOptions();

        @Override
        public Integer call() {
            output.print(
                    spec,
                    new io.vertx.core.json.JsonObject()
                            .put("version", Version.text())
                            .put("java", Runtime.version().toString()),
                    "tiersort " + Version.text() + " on Java " + Runtime.version());
            return ExitCodes.OK;
        }
    }
}
