// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.journal.JournalVerifier;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiersort journal}. */
@Command(name = "journal", description = "Work with the journal.", subcommands = JournalCommand.Verify.class)
final class JournalCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private final HelpOption help = new HelpOption();

    /** {@code tiersort journal verify}. */
    @Command(
            name = "verify",
            description = "Read every record of a journal, check its checksum and that none is missing. Read-only; the "
                    + "agent may be running.")
    static final class Verify implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Parameters(paramLabel = "DIR", description = "Data folder of the agent.")
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private Path directory;

        @Override
        public Integer call() {
            JournalVerifier.Report report = JournalVerifier.verify(directory);
            output.print(spec, json(report), text(report));
            return report.sound() ? ExitCodes.OK : ExitCodes.FAILED;
        }

        private static JsonObject json(JournalVerifier.Report report) {
            JsonArray holes = new JsonArray();
            report.holes().forEach(hole -> holes.add(hole.toString()));
            JsonObject cursors = new JsonObject();
            report.cursors().forEach(cursors::put);
            return new JsonObject()
                    .put("sound", report.sound())
                    .put("records", report.records())
                    .put("first", report.first())
                    .put("last", report.last())
                    .put("epochs", new JsonArray(new ArrayList<>(report.epochs())))
                    .put("holes", holes)
                    .put("untold", report.untold().size())
                    .put("damaged", new JsonArray(new ArrayList<>(report.damaged())))
                    .put("delivered", cursors)
                    .put("highWater", report.highWater())
                    .put("structure", report.structure());
        }

        private static String text(JournalVerifier.Report report) {
            List<String> lines = new ArrayList<>();
            lines.add(report.records() + " records, sequences " + report.first() + " to " + report.last() + ", "
                    + report.epochs().size() + " start(s)");
            lines.add(report.holes().isEmpty() ? "no hole" : "holes: " + report.holes());
            lines.add(report.damaged().isEmpty() ? "every checksum right" : "damaged: " + report.damaged());
            report.cursors()
                    .forEach((uplink, cursor) -> lines.add("uplink " + uplink + ": delivered up to " + cursor + ", "
                            + (report.last() - cursor) + " to go"));
            if (!report.structure().isEmpty()) {
                lines.add("structure: " + report.structure());
            }
            lines.add(
                    report.sound()
                            ? "sound"
                            : "NOT SOUND: something is damaged or missing that no gap record tells of; start the agent, "
                                    + "which sets the damage aside and salvages what can be read");
            return String.join("\n", lines);
        }
    }
}
