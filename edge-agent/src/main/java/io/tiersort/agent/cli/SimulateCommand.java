// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.config.Loaded;
import io.tiersort.agent.config.PlanFile;
import io.tiersort.agent.config.SiteCheck;
import io.tiersort.agent.config.SiteConfig;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.simulate.FaultWords;
import io.tiersort.agent.simulate.Shift;
import io.tiersort.agent.simulate.Shifts;
import io.tiersort.agent.simulate.Violation;
import io.tiersort.device.NanoClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tiersort simulate}. */
@Command(
        name = "simulate",
        description = "Run a line through hours of work in virtual time, with faults, and check that nothing it must"
                + " never do happens.")
final class SimulateCommand implements Callable<Integer> {
    private static final int RATE = 6_000;
    private static final int RATE_MAX = 20_000;
    private static final double HOURS_MAX = 10_000;
    private static final double NANOS_PER_HOUR = 3_600e9;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before call()
    private CommandSpec spec;

    @Mixin
    private final OutputOptions output = new OutputOptions();

    @Option(
            names = "--seed",
            defaultValue = "1",
            paramLabel = "N",
            description = "All chance comes from it (default: 1).")
    private long seed;

    @Option(
            names = "--seeds",
            defaultValue = "1",
            paramLabel = "COUNT",
            description = "So many shifts, of this seed and the following ones (default: 1).")
    private int seeds;

    @Option(names = "--jobs", defaultValue = "1", paramLabel = "N", description = "Shifts at a time (default: 1).")
    private int jobs;

    @Option(
            names = "--hours",
            defaultValue = "8",
            paramLabel = "H",
            description = "Virtual hours of each shift (default: 8).")
    private double hours;

    @Option(
            names = "--site",
            defaultValue = "config/examples/city-hub",
            paramLabel = "DIR",
            description = "The site directory (default: config/examples/city-hub).")
    private Path site = Path.of("");

    @Option(names = "--line", paramLabel = "ID", description = "The line (default: the first of the site).")
    private @Nullable String line;

    @Option(names = "--plan", paramLabel = "FILE", description = "Another plan.yaml than the one the site runs.")
    private @Nullable Path plan;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Mean of parcels an hour (default: that of the site's simulation block, or 6000).")
    private @Nullable Integer rate;

    @Option(
            names = "--faults",
            defaultValue = "usual",
            paramLabel = "none|usual|worst[,NAME=RATE...]",
            description = "What goes wrong (default: usual).")
    private String faults = "usual";

    @Option(
            names = "--start",
            defaultValue = "2026-11-23T12:00:00Z",
            paramLabel = "INSTANT",
            description = "Wall clock at the start (default: 2026-11-23T12:00:00Z).")
    private Instant start = Instant.EPOCH;

    @Override
    public Integer call() throws InterruptedException {
        Talk talk = new Talk(spec);
        List<Shift.Wishes> shifts = shifts();
        NanoClock clock = NanoClock.system();
        long began = clock.nanos();
        List<Shift.Result> results = Shifts.run(
                shifts, jobs, (of, time) -> talk.status("seed " + of + ": " + time.toMinutes() + " virtual minutes"));
        double realHours = (clock.nanos() - began) / NANOS_PER_HOUR;
        results.forEach(result -> result.violation().ifPresent(found -> talk.say(failure(result, found))));
        output.print(spec, ShiftText.json(results, realHours), ShiftText.text(results, realHours));
        return results.stream().allMatch(result -> result.violation().isEmpty()) ? ExitCodes.OK : ExitCodes.FAILED;
    }

    private List<Shift.Wishes> shifts() {
        require(seeds >= 1 && jobs >= 1, "--seeds and --jobs of 1 or more");
        require(hours > 0 && hours <= HOURS_MAX, "--hours above 0 and up to 10000");
        SiteCheck.Checked checked = Configured.checked(site);
        SiteConfig config = checked.site();
        SiteConfig.Line chosen = config.lines().stream()
                .filter(each -> line == null || each.layout().line().equals(line))
                .findFirst()
                .orElseThrow(() -> new CommandFailed(ExitCodes.USAGE, "simulate: no line " + line + " in " + site));
        int anHour = rate != null
                ? rate
                : config.simulation().map(SiteConfig.Simulation::parcelsPerHour).orElse(RATE);
        require(anHour >= 1 && anHour <= RATE_MAX, "--rate of 1 to 20000");
        FaultWords words = words();
        Plan runs = plan == null ? checked.plan() : other(plan, config);
        Duration time = Duration.ofMillis((long) (hours * 3_600_000));
        List<Shift.Wishes> shifts = new ArrayList<>();
        for (long each = seed; each < seed + seeds; each++) {
            shifts.add(new Shift.Wishes(
                    chosen.layout(),
                    chosen.scaleAtMm(),
                    config.device(chosen.sorter()).settings(),
                    runs,
                    each,
                    time,
                    anHour,
                    words.mix(),
                    words.host(),
                    start));
        }
        return shifts;
    }

    private FaultWords words() {
        try {
            return FaultWords.parse(faults);
        } catch (IllegalArgumentException wrong) {
            throw new CommandFailed(ExitCodes.USAGE, "simulate: " + wrong.getMessage());
        }
    }

    private static Plan other(Path file, SiteConfig config) {
        Loaded<Plan> loaded = PlanFile.load(
                file, new PlanFile.Surroundings(config.layouts(), config.site().zone(), InstantSource.system()));
        return loaded.value()
                .orElseThrow(() -> new CommandFailed(
                        ExitCodes.CONFIG, "invalid plan\n" + loaded.problems().text()));
    }

    private static void require(boolean holds, String expectation) {
        if (!holds) {
            throw new CommandFailed(ExitCodes.USAGE, "simulate: expected " + expectation);
        }
    }

    private String failure(Shift.Result result, Violation violation) {
        return violation.text() + "\nrepeat it with: tiersort simulate --seed " + result.seed() + " --hours "
                + number(hours)
                + " --site " + site + (line == null ? "" : " --line " + line) + (plan == null ? "" : " --plan " + plan)
                + (rate == null ? "" : " --rate " + rate) + " --faults " + faults + " --start " + start;
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }
}
