// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.demo;

import io.tiersort.agent.config.Revisions;
import io.tiersort.agent.config.SiteConfig;
import io.tiersort.agent.runtime.Agent;
import io.tiersort.agent.runtime.AgentSettings;
import io.tiersort.agent.runtime.LineRuntime;
import io.tiersort.agent.sim.ShipmentMaker;
import io.tiersort.agent.sim.SimulatedSite;
import io.tiersort.cloud.broker.BrokerSettings;
import io.tiersort.cloud.broker.EmbeddedBroker;
import io.tiersort.cloud.mqtt.MqttAccess;
import io.tiersort.cloud.mqtt.MqttUplinkSettings;
import io.tiersort.cloud.probe.SubscriberProbe;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Stream;

/**
 * A running demo: broker, independent subscriber, host, virtual site and agent. Everything talks over real sockets. Closing
 * frees all of it, in reverse order; any thread.
 */
public final class Demo implements AutoCloseable {
    private static final Duration EMPTY = Duration.ofSeconds(90);
    private static final Duration SETTLE = Duration.ofSeconds(30);

    private final Deque<AutoCloseable> open = new ArrayDeque<>();
    private final Audit audit = new Audit();
    private final Agent agent;
    private final SimulatedSite site;
    private final SubscriberProbe probe;
    private final SiteConfig config;
    private final DemoSite.Address broker;

    private Demo(DemoSettings settings, Consumer<String> progress) throws IOException {
        Vertx vertx = opened(
                Vertx.vertx(),
                started -> started.close()
                        .toCompletionStage()
                        .toCompletableFuture()
                        .join());
        broker = broker(vertx, settings);
        Path folder = folder(settings);
        Revisions.Accepted example = DemoSite.unpack(folder.resolve("site"), folder.resolve("data"));
        config = DemoSite.moved(example.site(), settings, broker);
        probe = opened(
                new SubscriberProbe(
                        MqttAccess.of(broker.host(), broker.port(), "demo-probe-" + System.nanoTime()),
                        List.of(topic()),
                        System::nanoTime,
                        RandomGenerator.getDefault()),
                SubscriberProbe::close);
        probe.start();
        DemoHost host = host(vertx, settings, example);
        host.writeFirst(config.shipments().orElseThrow());
        agent = opened(
                Agent.start(AgentSettings.of(config, example.plan(), folder.resolve("data"), progress)
                        .observedBy(audit)),
                Agent::close);
        host.start(broker.host(), broker.port());
        site = opened(SimulatedSite.start(config, config.lines().get(0), host), SimulatedSite::close);
    }

    /** Starts a demo; when a part cannot start, the parts before it are closed again. */
    public static Demo start(DemoSettings settings, Consumer<String> progress) throws IOException {
        return new Demo(settings, progress);
    }

    /** What {@link #close} has to do with a part that was opened. */
    private interface Closing<T> {
        void close(T part) throws IOException;
    }

    private <T> T opened(T part, Closing<T> closing) {
        synchronized (open) {
            open.push(() -> closing.close(part));
        }
        return part;
    }

    private DemoSite.Address broker(Vertx vertx, DemoSettings settings) {
        String given = settings.broker();
        if (given != null) {
            int colon = given.lastIndexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("--broker: found \"" + given + "\"; expected HOST:PORT");
            }
            return new DemoSite.Address(given.substring(0, colon), Integer.parseInt(given.substring(colon + 1)));
        }
        EmbeddedBroker embedded = new EmbeddedBroker(vertx, BrokerSettings.local());
        int port = embedded.start().toCompletionStage().toCompletableFuture().join();
        opened(
                embedded,
                started ->
                        started.stop().toCompletionStage().toCompletableFuture().join());
        return new DemoSite.Address("127.0.0.1", port);
    }

    private Path folder(DemoSettings settings) throws IOException {
        Path kept = settings.data();
        if (kept != null) {
            return Files.createDirectories(kept);
        }
        return opened(Files.createTempDirectory("tiersort-demo-"), Demo::remove);
    }

    private DemoHost host(Vertx vertx, DemoSettings settings, Revisions.Accepted example) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed());
        String run = Long.toString(System.currentTimeMillis() / 1_000 % 1_000_000, 36)
                .toUpperCase(java.util.Locale.ROOT);
        ShipmentMaker maker = new ShipmentMaker(random, example.plan(), InstantSource.system(), run);
        String topic = config.feeds().get(0).topics().get(0);
        return opened(new DemoHost(vertx, maker, topic), DemoHost::close);
    }

    /** Where the console is. */
    public String url() {
        return "http://" + config.console().host() + ":" + agent.port() + "/";
    }

    /** Where the broker is. */
    public String broker() {
        return "mqtt://" + broker.host() + ":" + broker.port();
    }

    /** The topic of the records. */
    public String topic() {
        return MqttUplinkSettings.topic(
                config.uplinks().get(0).topic(), config.site().id(), config.agent());
    }

    /** One line about now. */
    public String status() {
        JsonObject figures = figures();
        return "inducted " + figures.getLong("inducted") + "  on sorter " + figures.getInteger("onSorter") + "  sorted "
                + figures.getLong("sorted") + "  hospital " + figures.getLong("hospital") + "  late "
                + figures.getLong("late") + "  misdiverts " + figures.getLong("misdiverts") + "  decision p99 "
                + figures.getJsonObject("decisionMicros").getLong("p99") + " us  forwarded "
                + probe.figures().distinct() + "/" + agent.journal().last();
    }

    private JsonObject figures() {
        return agent.model().line().getJsonArray("lines").getJsonObject(0).getJsonObject("figures");
    }

    /** Lets no further parcel in, empties the line, waits for everything to be forwarded, and draws the balance. */
    public JsonObject finish() throws InterruptedException {
        site.runner().stopInducting().join();
        boolean empty = site.runner().awaitEmpty(EMPTY);
        LineRuntime line = agent.lines().get(0);
        boolean settled = until(() -> line.latest().onSorter() == 0
                && line.latest().figures().closed() > 0
                && agent.journal().figures().queued() == 0
                && agent.uplinks().get(0).state().delivered() >= agent.journal().last()
                && probe.figures().complete(agent.journal().last()));
        int hospital = line.latest().layout().hospital();
        JsonObject truth = audit.compare(site.runner().ledger(), agent.shipments(), hospital);
        return new Balance(agent, site.runner().ledger().totals(), probe.figures(), truth).json(empty && settled);
    }

    private static boolean until(BooleanSupplier reached) throws InterruptedException {
        long end = System.nanoTime() + SETTLE.toNanos();
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > end) {
                return false;
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
        return true;
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    @Override
    public void close() {
        synchronized (open) {
            while (!open.isEmpty()) {
                try {
                    open.pop().close();
                } catch (Exception lost) {
                    System.getLogger(Demo.class.getName())
                            .log(System.Logger.Level.WARNING, "demo: not closed: {0}", lost.toString());
                }
            }
        }
    }
}
