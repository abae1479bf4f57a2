// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.journal.JournalLookup;
import io.tiersort.agent.runtime.ParcelExplanation;
import io.tiersort.agent.runtime.ParcelStory;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tiersort parcel}. */
@Command(
        name = "parcel",
        description = "Look parcels up.",
        subcommands = {ParcelCommand.Show.class, ParcelCommand.Explain.class})
final class ParcelCommand {
    @Mixin
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private final HelpOption help = new HelpOption();

    /** What both commands are given. */
    static final class Given {
        @Mixin
        private final OutputOptions output = new OutputOptions();

        @Parameters(
                paramLabel = "ID",
                description = "Parcel id such as L1-42, or a code or shipment reference: the newest parcel with it.")
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private String id;

        @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of the agent.")
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private Path data;
    }

    /** {@code tiersort parcel explain}. */
    @Command(
            name = "explain",
            description = "Tell why a parcel went where it went: codes, facts, rules, chutes, time, promise."
                    + " Read-only; the agent may be running.")
    static final class Explain implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @Mixin
        private final Given given = new Given();

        @Override
        public Integer call() {
            try (JournalLookup journal = JournalLookup.open(given.data)) {
                StoredBackground background = new StoredBackground(given.data, journal);
                JsonObject found = new ParcelSought(journal, given.data, given.id)
                        .tell(id -> ParcelExplanation.of(journal::byParcel, background, id));
                given.output.print(spec, found, ParcelText.of(found));
                return ExitCodes.OK;
            }
        }
    }

    /** {@code tiersort parcel show}. */
    @Command(
            name = "show",
            description = "Tell one parcel's way, from the journal. Read-only; the agent may be running.")
    static final class Show implements Callable<Integer> {
        @Spec
        @SuppressWarnings("NullAway.Init") // set by picocli before call()
        private CommandSpec spec;

        @Mixin
        private final Given given = new Given();

        @Override
        public Integer call() {
            try (JournalLookup journal = JournalLookup.open(given.data)) {
                JsonObject found = new ParcelSought(journal, given.data, given.id)
                        .tell(id -> ParcelStory.of(journal::byParcel, id));
                given.output.print(spec, found, text(found));
                return ExitCodes.OK;
            }
        }

        private static String text(JsonObject story) {
            JsonObject summary = story.getJsonObject("summary");
            JsonObject why = story.getJsonObject("why");
            List<String> lines = new ArrayList<>();
            lines.add("parcel " + story.getString("id") + ", tracking id " + story.getLong("trackingId")
                    + " of PLC epoch " + story.getInteger("epoch"));
            lines.add("  shipment    " + or(summary.getString("reference"), "unknown"));
            lines.add("  tier        " + or(summary.getString("tier"), "none") + " by rule "
                    + or(why.getString("tierRule"), "none") + ", plan " + summary.getString("plan") + " revision "
                    + summary.getInteger("planRevision"));
            lines.add("  destination " + or(summary.getString("destination"), "hospital") + ", chutes "
                    + summary.getJsonArray("chutes"));
            lines.add("  outcome     " + or(summary.getString("outcome"), "on the line") + " in chute "
                    + summary.getInteger("chute") + ", cause " + summary.getString("cause") + ", physical "
                    + summary.getString("physical"));
            why.getJsonArray("codes").forEach(code -> {
                JsonObject verdict = (JsonObject) code;
                lines.add("  code        " + verdict.getString("data") + " " + verdict.getString("type") + " "
                        + verdict.getString("verdict") + ": " + verdict.getString("reason"));
            });
            why.getJsonArray("candidates").forEach(candidate -> {
                JsonObject chute = (JsonObject) candidate;
                lines.add("  chute " + chute.getInteger("chute") + "     " + chute.getString("verdict"));
            });
            lines.add("  timeline");
            story.getJsonArray("timeline").forEach(entry -> {
                JsonObject step = (JsonObject) entry;
                lines.add(String.format(
                        "  %8d ms  %s  %-18s %s",
                        step.getLong("offsetMs"),
                        Instant.ofEpochMilli(step.getLong("at")),
                        step.getString("type"),
                        brief(step.getJsonObject("data"))));
            });
            return String.join("\n", lines);
        }

        private static String brief(JsonObject data) {
            JsonObject rest = data.copy();
            rest.remove("at");
            rest.remove("parcel");
            String text = rest.encode();
            return text.length() > 160 ? text.substring(0, 157) + "..." : text;
        }

        private static String or(String text, String otherwise) {
            return text.isEmpty() ? otherwise : text;
        }
    }
}
