// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.backtest.Backtest;
import io.tiersort.agent.backtest.Tally;
import io.tiersort.agent.config.Loaded;
import io.tiersort.agent.config.SiteConfig;
import io.tiersort.agent.config.SiteFile;
import io.tiersort.agent.journal.JournalLookup;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.device.Drivers;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tiersort plan backtest}. */
@Command(
        name = "backtest",
        description = "Ask a plan at every decision in the journal and tell what changes. Read-only; the agent may be "
                + "running.")
final class PlanCommandBacktest implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(names = "--config", required = true, paramLabel = "DIR", description = "The site directory.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Path config;

    @Option(names = "--data", required = true, paramLabel = "DIR", description = "Data folder of the agent.")
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private Path data;

    @Option(names = "--plan", required = true, paramLabel = "PLAN", description = PlanPlaces.WORD)
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private String plan;

    @Option(names = "--from", paramLabel = "TIME", description = "First moment, such as 2026-11-23T05:00:00Z.")
    private @Nullable Instant from;

    @Option(names = "--to", paramLabel = "TIME", description = "First moment no longer asked about.")
    private @Nullable Instant to;

    @Option(names = "--line", paramLabel = "ID", description = "Only this line.")
    private @Nullable String line;

    @Override
    public Integer call() throws IOException {
        Optional<Path> site = Optional.of(config);
        Plan candidate = PlanPlaces.sound(plan, PlanPlaces.load(PlanPlaces.finder(site, Optional.of(data)), plan));
        long began = System.nanoTime();
        try (JournalLookup journal = JournalLookup.open(data)) {
            Backtest.Report report = Backtest.run(
                    journal,
                    lines(),
                    candidate,
                    from == null ? Long.MIN_VALUE / 2 : from.toEpochMilli(),
                    to == null ? Long.MAX_VALUE / 2 : to.toEpochMilli());
            double seconds = Math.max(1e-3, (System.nanoTime() - began) / 1e9);
            output.print(spec, json(report, seconds), text(report, seconds));
            return ExitCodes.OK;
        }
    }

    private List<LineLayout> lines() {
        Loaded<SiteConfig> loaded = SiteFile.load(config, Drivers.all());
        List<LineLayout> all = loaded.value()
                .map(SiteConfig::layouts)
                .orElseThrow(() -> new CommandFailed(
                        ExitCodes.CONFIG,
                        "invalid configuration\n" + loaded.problems().text()));
        List<LineLayout> chosen = all.stream()
                .filter(each -> line == null || each.line().equals(line))
                .toList();
        if (chosen.isEmpty()) {
            throw new CommandFailed(
                    ExitCodes.FAILED,
                    "no line \"" + line + "\"; expected one of "
                            + all.stream().map(LineLayout::line).toList());
        }
        return chosen;
    }

    private static double timesRealTime(Backtest.Report report, double seconds) {
        return (report.to() - report.from()) / 1_000.0 / seconds;
    }

    private static JsonObject json(Backtest.Report report, double seconds) {
        Tally.Result result = report.result();
        JsonObject changes = new JsonObject();
        for (Tally.Change change : Tally.Change.values()) {
            changes.put(word(change), result.changed(change));
        }
        JsonObject promises = new JsonObject();
        result.promises()
                .forEach((tier, kept) -> promises.put(
                        tier,
                        new JsonObject()
                                .put("recordedKept", kept.recordedKept())
                                .put("recordedBroken", kept.recordedBroken())
                                .put("candidateKept", kept.candidateKept())
                                .put("candidateBroken", kept.candidateBroken())));
        JsonArray examples = new JsonArray();
        result.examples()
                .forEach(example -> examples.add(new JsonObject()
                        .put("change", word(example.change()))
                        .put("parcel", example.parcel())
                        .put("reference", example.reference())
                        .put("recorded", json(example.recorded()))
                        .put("candidate", json(example.candidate()))));
        return new JsonObject()
                .put("records", report.records())
                .put("unreadable", report.unreadable())
                .put("from", report.from())
                .put("to", report.to())
                .put("decisions", result.decisions())
                .put("decisionsChanged", result.decisionsChanged())
                .put("withoutBasis", result.withoutBasis())
                .put("unknownParcels", result.unknownParcels())
                .put("parcels", result.parcels())
                .put("parcelsChanged", result.parcelsChanged())
                .put("changes", changes)
                .put("promises", promises)
                .put("examples", examples)
                .put("seconds", seconds)
                .put("recordsPerSecond", Math.round(report.records() / seconds))
                .put("timesRealTime", Math.round(timesRealTime(report, seconds)));
    }

    private static JsonObject json(Tally.Side side) {
        return new JsonObject()
                .put("tier", side.tier())
                .put("tierRule", side.tierRule())
                .put("route", side.route())
                .put("destination", side.destination())
                .put("chute", side.chute());
    }

    private static String word(Tally.Change change) {
        return change.name().toLowerCase(Locale.ROOT);
    }

    private static String text(Backtest.Report report, double seconds) {
        Tally.Result result = report.result();
        List<String> lines = new ArrayList<>();
        lines.add(result.parcels() + " parcels, " + result.decisions() + " decisions from "
                + Instant.ofEpochMilli(report.from()) + " to " + Instant.ofEpochMilli(report.to()));
        if (result.withoutBasis() > 0) {
            lines.add("  " + result.withoutBasis() + " decisions without basis (older records) skipped");
        }
        if (result.unknownParcels() > 0) {
            lines.add("  " + result.unknownParcels()
                    + " decisions on parcels whose induct is not in the journal skipped");
        }
        if (report.unreadable() > 0) {
            lines.add("  " + report.unreadable() + " records cannot be read; see tiersort journal verify");
        }
        lines.add(result.parcelsChanged() + " parcels change");
        for (Tally.Change change : Tally.Change.values()) {
            lines.add("  " + result.changed(change) + " change their " + word(change));
        }
        new TreeMap<>(result.promises())
                .forEach((tier, kept) -> lines.add("promises of " + (tier.isEmpty() ? "no tier" : tier) + ": kept "
                        + kept.recordedKept() + " -> " + kept.candidateKept() + ", broken " + kept.recordedBroken()
                        + " -> " + kept.candidateBroken()));
        result.examples()
                .forEach(example -> lines.add("  " + word(example.change()) + " of " + example.parcel() + " "
                        + example.reference() + ": " + text(example.recorded()) + " -> "
                        + text(example.candidate())));
        lines.add(String.format(
                Locale.ROOT,
                "%d records in %.1f s, %.0f records/s, %.0f times faster than real time",
                report.records(),
                seconds,
                report.records() / seconds,
                timesRealTime(report, seconds)));
        return String.join("\n", lines);
    }

    private static String text(Tally.Side side) {
        return (side.tier().isEmpty() ? "no tier" : side.tier()) + " by " + or(side.tierRule()) + ", "
                + or(side.destination()) + " by " + or(side.route()) + ", chute " + side.chute();
    }

    private static String or(String id) {
        return id.isEmpty() ? "nothing" : id;
    }
}
