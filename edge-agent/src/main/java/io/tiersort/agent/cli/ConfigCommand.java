// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.config.Loaded;
import io.tiersort.agent.config.SiteCheck;
import io.tiersort.device.Drivers;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiersort config}. */
@Command(
        name = "config",
        description = "Work with the configuration of a site.",
        subcommands = ConfigCommand.Check.class)
final class ConfigCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private final HelpOption help = new HelpOption();

    /** {@code tiersort config check}. */
    @Command(
            name = "check",
            description = "Check a site directory and its plan; print every problem with file, line and column.")
    static final class Check implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Parameters(paramLabel = "DIR", description = "The site directory.")
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private Path directory;

        @Override
        public Integer call() {
            Loaded<SiteCheck.Checked> loaded = SiteCheck.check(directory, Drivers.all(), InstantSource.system());
            output.print(
                    spec,
                    new JsonObject()
                            .put("valid", loaded.value().isPresent())
                            .put("summary", loaded.problems().summary())
                            .put("problems", loaded.problems().json()),
                    loaded.problems().text().stripTrailing());
            return loaded.value().isPresent() ? ExitCodes.OK : ExitCodes.CONFIG;
        }
    }
}
