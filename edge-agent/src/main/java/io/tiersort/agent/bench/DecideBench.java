// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.openjdk.jmh.util.Statistics;

/**
 * The benchmark of decisions: for each number of shipments and rules a process of its own with a heap that fits, in which
 * JMH times one decision after the other. One thread.
 */
public final class DecideBench {
    /** Growth of the cost from the fewest to the most shipments that is allowed: a quarter. */
    private static final double SHIPMENTS_GROWTH_MAX = 1.25;

    /** Growth of the cost with rules that is allowed, as a share of their own growth. */
    private static final double RULES_GROWTH_SHARE_MAX = 0.1;

    private static final int LAST_WORDS = 1_000;

    private final DecideSettings settings;
    private final Consumer<String> progress;

    private DecideBench(DecideSettings settings, Consumer<String> progress) {
        this.settings = settings;
        this.progress = progress;
    }

    /**
     * Runs the whole benchmark; takes about {@code 2 × seconds + 2} seconds per pair and repeat, with 10,000,000 shipments
     * a quarter of a minute more.
     *
     * @param progress is told what goes on
     * @return percentiles in microseconds for each pair, the median of its repeats, and how they grow with shipments and
     *     with rules; {@code ok} is false
     *     when they grow more than they may
     * @throws IOException when there is not enough memory, or the measuring process ends early
     */
    public static JsonObject run(DecideSettings settings, Consumer<String> progress) throws IOException {
        return new DecideBench(settings, progress).run();
    }

    /** One pair of numbers and what a decision took. */
    private record Cost(int shipments, int rules, long samples, Micros micros) {
        static Cost median(List<Cost> runs) {
            return new Cost(
                    runs.get(0).shipments(),
                    runs.get(0).rules(),
                    runs.stream().mapToLong(Cost::samples).sum(),
                    Micros.median(runs.stream().map(Cost::micros).toList()));
        }

        JsonObject json() {
            return new JsonObject()
                    .put("shipments", shipments)
                    .put("rules", rules)
                    .put("samples", samples)
                    .put("micros", micros.json());
        }
    }

    /** All pairs in turn, as often as wished, so that a busy minute of the machine meets more than one of them. */
    private JsonObject run() throws IOException {
        int most = settings.shipments().get(settings.shipments().size() - 1);
        Memory.require(most, Memory.left());
        Map<List<Integer>, List<Cost>> runs = new LinkedHashMap<>();
        for (int round = 1; round <= settings.repeats(); round++) {
            for (int shipments : settings.shipments()) {
                for (int rules : settings.rules()) {
                    progress.accept("round " + round + ": " + rules + " rules with " + shipments + " shipments, "
                            + Memory.heapFor(shipments) + " MiB of heap …");
                    runs.computeIfAbsent(List.of(shipments, rules), pair -> new ArrayList<>())
                            .add(measure(shipments, rules));
                }
            }
        }
        return report(runs.values().stream().map(Cost::median).toList());
    }

    private Cost measure(int shipments, int rules) throws IOException {
        Options options = options(shipments, rules);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8)) {
            Runner runner = new Runner(options, OutputFormatFactory.createFormatInstance(out, VerboseMode.NORMAL));
            Statistics nanos = runner.runSingle().getPrimaryResult().getStatistics();
            return new Cost(shipments, rules, nanos.getN(), micros(nanos));
        } catch (RunnerException failed) {
            String words = said.toString(StandardCharsets.UTF_8).strip();
            throw new IOException(
                    "the measurement ended early: shipments=" + shipments + ", rules=" + rules + "; it said: "
                            + words.substring(Math.max(0, words.length() - LAST_WORDS)),
                    failed);
        }
    }

    private static Micros micros(Statistics nanos) {
        return new Micros(
                micros(nanos, 50), micros(nanos, 90), micros(nanos, 99), micros(nanos, 99.9), micros(nanos, 100));
    }

    private static double micros(Statistics nanos, double percentile) {
        return Math.round(nanos.getPercentile(percentile)) / 1_000.0;
    }

    private Options options(int shipments, int rules) {
        TimeValue length = TimeValue.seconds(settings.seconds());
        String heap = Memory.heapFor(shipments) + "m";
        return new OptionsBuilder()
                .include(DecideLoop.class.getName() + "\\.decide")
                .param("shipments", String.valueOf(shipments))
                .param("rules", String.valueOf(rules))
                .forks(1)
                .jvmArgs("-Xms" + heap, "-Xmx" + heap, "-XX:+UseG1GC")
                .warmupIterations(1)
                .warmupTime(length)
                .measurementIterations(1)
                .measurementTime(length)
                .shouldFailOnError(true)
                .build();
    }

    private JsonObject report(List<Cost> costs) {
        JsonArray withShipments = new JsonArray();
        JsonArray withRules = new JsonArray();
        boolean ok = true;
        for (int rules : settings.rules()) {
            List<Cost> row =
                    costs.stream().filter(cost -> cost.rules() == rules).toList();
            withShipments.add(growth(row).put("rules", rules));
            ok &= growth(row).getDouble("p50") <= SHIPMENTS_GROWTH_MAX;
        }
        for (int shipments : settings.shipments()) {
            List<Cost> row =
                    costs.stream().filter(cost -> cost.shipments() == shipments).toList();
            JsonObject growth = growth(row);
            withRules.add(growth.put("shipments", shipments));
            double linear =
                    (double) row.get(row.size() - 1).rules() / row.get(0).rules();
            ok &= growth.getDouble("p50") <= Math.max(SHIPMENTS_GROWTH_MAX, linear * RULES_GROWTH_SHARE_MAX);
        }
        return new JsonObject()
                .put("platform", Platform.describe(Child.Java.here()))
                .put("costs", new JsonArray(costs.stream().map(Cost::json).toList()))
                .put("growthWithShipments", withShipments)
                .put("growthWithRules", withRules)
                .put("ok", ok);
    }

    /** How many times the cost of the first is the cost of the last. */
    private static JsonObject growth(List<Cost> row) {
        Cost first = row.get(0);
        Cost last = row.get(row.size() - 1);
        return new JsonObject()
                .put("p50", ratio(last.micros().p50(), first.micros().p50()))
                .put("p99", ratio(last.micros().p99(), first.micros().p99()));
    }

    private static double ratio(double later, double first) {
        return Math.round(100 * later / first) / 100.0;
    }
}
