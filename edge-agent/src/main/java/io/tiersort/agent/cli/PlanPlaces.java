// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.config.Loaded;
import io.tiersort.agent.config.PlanFinder;
import io.tiersort.agent.plan.Plan;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where commands look for plans. */
final class PlanPlaces {
    static final String WORD =
            "A directory with a plan.yaml, the id of a plan of the site, r3 or weekday/r3 for a stored revision, or a hash.";

    @Option(
            names = "--config",
            paramLabel = "DIR",
            description = "The site directory; without it ids are not known and chutes are not checked.")
    private @Nullable Path config;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Data folder of the agent; without it revisions and hashes are not known.")
    private @Nullable Path data;

    Optional<Path> data() {
        return Optional.ofNullable(data);
    }

    /** The plan and its problems; fails when there is none of this name. */
    Loaded<Plan> load(String word) throws IOException {
        return load(finder(Optional.ofNullable(config), data()), word);
    }

    /** The same with another place to look. */
    static Loaded<Plan> load(PlanFinder finder, String word) throws IOException {
        try {
            return finder.find(word);
        } catch (NoSuchElementException unknown) {
            throw new CommandFailed(ExitCodes.FAILED, String.valueOf(unknown.getMessage()));
        }
    }

    /** The plan; fails with its problems when it has errors. */
    Plan sound(String word) throws IOException {
        return sound(word, load(word));
    }

    static Plan sound(String word, Loaded<Plan> loaded) {
        return loaded.value()
                .orElseThrow(() -> new CommandFailed(
                        ExitCodes.CONFIG,
                        "invalid plan " + word + "\n" + loaded.problems().text()));
    }

    static PlanFinder finder(Optional<Path> config, Optional<Path> data) {
        return new PlanFinder(config, data, Drivers.all(), InstantSource.system());
    }
}
