// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.config.Loaded;
import io.tiersort.agent.config.Revisions;
import io.tiersort.agent.config.SiteCheck;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;

/** Configurations as commands need them, with problems told. */
final class Configured {
    private Configured() {}

    /** The configuration to run: the files when they are right, else the last accepted revision, and it is said. */
    static Revisions.Accepted toRun(Path directory, Path data, Talk talk) throws IOException {
        require(directory);
        Revisions.Start start = new Revisions(data, Drivers.all(), InstantSource.system()).start(directory);
        if (!start.problems().list().isEmpty()) {
            talk.say(start.problems().text().stripTrailing());
        }
        Revisions.Accepted accepted = start.accepted()
                .orElseThrow(() -> new CommandFailed(
                        ExitCodes.CONFIG,
                        "no usable configuration in " + directory
                                + " and none was accepted before; correct the problems above"));
        if (start.fallback()) {
            talk.say("The files in " + directory + " are rejected; running the last accepted revision "
                    + accepted.hash() + ", plan " + accepted.plan().id() + " revision "
                    + accepted.plan().revision() + ".");
        }
        return accepted;
    }

    /** The files as they are; fails with every problem when there is an error. */
    static SiteCheck.Checked checked(Path directory) {
        require(directory);
        Loaded<SiteCheck.Checked> loaded = SiteCheck.check(directory, Drivers.all(), InstantSource.system());
        return loaded.value()
                .orElseThrow(() -> new CommandFailed(
                        ExitCodes.CONFIG,
                        "invalid configuration\n" + loaded.problems().text()));
    }

    private static void require(Path directory) {
        if (!Files.isRegularFile(directory.resolve("site.yaml"))) {
            throw new CommandFailed(
                    ExitCodes.CONFIG,
                    "no site.yaml in " + directory.toAbsolutePath()
                            + "; expected a site directory; see config/examples");
        }
    }
}
