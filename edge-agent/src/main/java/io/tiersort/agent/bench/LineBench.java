// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The benchmark of one line: starts the processes, lets the player play to relay and agent in turn, and collects what they
 * say. Everything has a deadline; one thread.
 */
public final class LineBench {
    /** The agent that is measured; only its records are counted. */
    static final String AGENT = "gw1";

    private static final String EMPTY_AGENT = "gw0";
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration IMPORT = Duration.ofMinutes(15);
    private static final Duration ANSWER = Duration.ofSeconds(30);
    private static final Duration DRAIN = Duration.ofMinutes(2);
    private static final int RELAY_WARM_UP_RATE = 1_000;
    private static final int WARM_UP_RATE = 2_000;
    private static final JsonObject FIGURES = new JsonObject();
    private static final String[] SMALL = {"-Xms64m", "-Xmx256m", "-XX:+UseSerialGC"};

    private final BenchSettings settings;
    private final Consumer<String> progress;
    private final Path folder;
    private final Child.Java agentJava;
    private final Deque<Child> open = new ArrayDeque<>();
    private final JsonObject report = new JsonObject();

    private LineBench(BenchSettings settings, Path folder, Consumer<String> progress) {
        this.settings = settings;
        this.folder = folder;
        this.progress = progress;
        String java = settings.java();
        List<String> flags = settings.flags();
        Child.Java here = Child.Java.here();
        agentJava = new Child.Java(java == null ? here.binary() : java, flags == null ? Child.Java.ownFlags() : flags);
    }

    /**
     * Runs the whole benchmark; takes about {@code rates × (3 × seconds + 10)} seconds and the import.
     *
     * @param progress is told what goes on
     * @return what was found; {@code ok} is false when anything was lost or came out of order
     */
    public static JsonObject run(BenchSettings settings, Consumer<String> progress)
            throws IOException, InterruptedException {
        Path kept = settings.data();
        Path folder = kept == null ? Files.createTempDirectory("tiersort-bench-") : Files.createDirectories(kept);
        if (kept == null) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> removeAtLast(folder), "end of benchmark"));
        }
        LineBench bench = new LineBench(settings, folder, progress);
        try {
            bench.measure();
            return bench.report;
        } finally {
            bench.close();
            if (kept == null) {
                remove(folder);
            }
        }
    }

    private void measure() throws IOException, InterruptedException {
        report.put("platform", Platform.describe(agentJava));
        Child receiver = opened("receiver", Child.Java.here(SMALL), new JsonObject());
        JsonObject playing =
                new JsonObject().put("scanners", settings.scanners()).put("shipments", settings.shipments());
        Child player = opened("player", Child.Java.here(SMALL), playing);
        startEmpty(site(EMPTY_AGENT, player, receiver));
        load();
        Child agent = startLoaded(site(AGENT, player, receiver));
        Child relay = opened(
                "relay",
                Child.Java.here(SMALL),
                new JsonObject()
                        .put("plc", player.began().getInteger("plc"))
                        .put("scanners", player.began().getJsonArray("relayScanners")));
        Bout bout = new Bout(player, agent, relay);
        warmUp(bout);
        List<RateResult> results = new ArrayList<>();
        for (int rate : settings.rates()) {
            results.add(measure(bout, rate));
        }
        finish(results, agent, receiver);
    }

    private Path site(String agent, Child player, Child receiver) throws IOException {
        Path site = folder.resolve("site-" + agent);
        new BenchSite(
                        agent,
                        player.began().getInteger("plc"),
                        player.began().getJsonArray("agentScanners"),
                        receiver.began().getInteger("port"),
                        settings.poll().toMillis())
                .write(site);
        return site;
    }

    /** Those who take part in a measurement. */
    private record Bout(Child player, Child agent, Child relay) {
        JsonObject play(boolean agentPlays, int rate, int count) throws IOException, InterruptedException {
            Duration limit = ANSWER.plusSeconds(count / rate).plusSeconds(30);
            return player.ask(
                    new JsonObject().put("agent", agentPlays).put("rate", rate).put("count", count), limit);
        }
    }

    private void startEmpty(Path site) throws IOException, InterruptedException {
        progress.accept("starting the agent without shipments …");
        Path nothing = folder.resolve("empty");
        remove(nothing);
        try (Child agent = Child.start("agent", agentJava, agentSetup(site, nothing), folder, START)) {
            report.put(
                    "empty",
                    new JsonObject().put("readyMillis", agent.startMillis()).put("rssMiB", agent.memory("VmRSS")));
        }
        remove(nothing);
    }

    private void load() throws IOException, InterruptedException {
        Path file = folder.resolve("shipments-" + settings.shipments() + ".csv");
        if (!Files.exists(file)) {
            progress.accept("writing " + settings.shipments() + " shipments …");
            new BenchParcels(settings.shipments()).write(file);
        }
        progress.accept("importing " + settings.shipments() + " shipments …");
        JsonObject setup = new JsonObject()
                .put("file", file.toString())
                .put("data", data().toString())
                .put("shipments", settings.shipments());
        removeJournal();
        try (Child loading = Child.start("import", agentJava, setup, folder, IMPORT)) {
            report.put("import", loading.began());
        }
    }

    private Path data() {
        return folder.resolve("data-" + settings.shipments());
    }

    /** Parcels of an earlier benchmark are no part of this one. */
    private void removeJournal() throws IOException {
        Files.createDirectories(data());
        try (Stream<Path> files = Files.list(data())) {
            for (Path file : files.toList()) {
                if (file.getFileName().toString().startsWith("journal")) {
                    remove(file);
                }
            }
        }
    }

    private Child startLoaded(Path site) throws IOException, InterruptedException {
        progress.accept("starting the agent with " + settings.shipments() + " shipments …");
        Child agent = opened("agent", agentJava, agentSetup(site, data()));
        report.put(
                "loaded",
                new JsonObject()
                        .put("shipments", agent.began().getInteger("shipments"))
                        .put("readyMillis", agent.startMillis())
                        .put("rssMiB", agent.memory("VmRSS")));
        return agent;
    }

    private static JsonObject agentSetup(Path site, Path data) {
        return new JsonObject().put("site", site.toString()).put("data", data.toString());
    }

    private void warmUp(Bout bout) throws IOException, InterruptedException {
        if (settings.warmUp() > 0) {
            progress.accept("warming up with " + settings.warmUp() + " parcels …");
            int relayed = Math.max(1, settings.warmUp() / 4);
            bout.play(false, RELAY_WARM_UP_RATE, relayed);
            report.put("warmUp", bout.play(true, WARM_UP_RATE, settings.warmUp()));
        }
    }

    private RateResult measure(Bout bout, int rate) throws IOException, InterruptedException {
        int count = rate * settings.seconds();
        RateResult result = new RateResult(rate);
        progress.accept(rate + "/s: relay …");
        result.relay(bout.play(false, rate, count));
        for (int i = 0; i < settings.repeats(); i++) {
            progress.accept(rate + "/s: agent …");
            JsonObject before = bout.agent().ask(FIGURES, ANSWER);
            long processor = bout.agent().processorMillis();
            long start = System.nanoTime();
            JsonObject played = bout.play(true, rate, count);
            long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
            JsonObject after = bout.agent().ask(FIGURES, ANSWER);
            played.put("processorPercent", 100 * (bout.agent().processorMillis() - processor) / Math.max(1, millis))
                    .put("rssMiB", bout.agent().memory("VmRSS"));
            result.agent(played, before, after);
            progress.accept(rate + "/s: relay …");
            result.relay(bout.play(false, rate, count));
        }
        return result;
    }

    private void finish(List<RateResult> results, Child agent, Child receiver)
            throws IOException, InterruptedException {
        progress.accept("waiting until everything is forwarded …");
        long began = System.nanoTime();
        JsonObject figures = agent.ask(FIGURES, ANSWER);
        JsonObject received = receiver.ask(FIGURES, ANSWER);
        while (!drained(figures, received) && System.nanoTime() - began < DRAIN.toNanos()) {
            TimeUnit.MILLISECONDS.sleep(200);
            figures = agent.ask(FIGURES, ANSWER);
            received = receiver.ask(FIGURES, ANSWER);
        }
        report.put("rates", new JsonArray(results.stream().map(RateResult::json).toList()))
                .put("pollInterval", settings.poll().toMillis())
                .put("drainMillis", TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began))
                .put("drained", drained(figures, received))
                .put("rssPeakMiB", agent.memory("VmHWM"))
                .put("agent", figures)
                .put("receiver", received);
        report.put("ok", sound(results, figures, received));
    }

    private static boolean drained(JsonObject figures, JsonObject received) {
        return figures.getLong("pending") == 0
                && figures.getInteger("queued") == 0
                && figures.getInteger("onSorter") == 0
                && received.getLong("last").equals(figures.getLong("last"));
    }

    private boolean sound(List<RateResult> results, JsonObject figures, JsonObject received) {
        return results.stream().noneMatch(RateResult::lost)
                && figures.getLong("refused") == 0
                && report.getBoolean("drained")
                && received.getLong("gaps") == 0
                && received.getLong("orderFaults") == 0
                && received.getLong("malformed") == 0
                && received.getLong("count").equals(figures.getLong("last"));
    }

    private Child opened(String role, Child.Java java, JsonObject setup) throws IOException, InterruptedException {
        Child child = Child.start(role, java, setup, folder, START);
        open.push(child);
        return child;
    }

    private void close() throws IOException {
        while (!open.isEmpty()) {
            open.pop().close();
        }
    }

    private static void removeAtLast(Path folder) {
        try {
            remove(folder);
        } catch (IOException left) {
            System.getLogger(LineBench.class.getName())
                    .log(System.Logger.Level.WARNING, "not removed: folder={0}", folder);
        }
    }

    private static void remove(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
