// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.config.PlanFile;
import io.tiersort.agent.config.PlanStore;
import io.tiersort.agent.config.SiteConfig;
import io.tiersort.agent.console.ConsoleServer;
import io.tiersort.agent.console.ConsoleSettings;
import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.identify.Identifier;
import io.tiersort.agent.identify.Policy;
import io.tiersort.agent.journal.Journal;
import io.tiersort.agent.journal.JournalSettings;
import io.tiersort.agent.line.Allotments;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Input;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.line.Lookups;
import io.tiersort.agent.line.SortLine;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.shipment.ShipmentBook;
import io.tiersort.cloud.Uplink;
import io.tiersort.device.DeviceContext;
import io.tiersort.device.Driver;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.internal.VertxInternal;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * A running agent. {@link #start} reads like the flow: what is durable first, then the console, then lines and their
 * devices, then the ways up and down. Closing goes the other way round.
 */
public final class Agent implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Agent.class.getName());
    private static final Duration REHEARSAL = Duration.ofMillis(300);
    private static final Duration RESTORED = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(10);

    private final AgentSettings settings;
    private final Vertx vertx;
    private final Journal journal;
    private final ShipmentBook shipments;
    private final Allotments allotments = new Allotments();
    private final ParcelIndex parcels = new ParcelIndex();
    private final AlarmList alarms = new AlarmList();
    private final ExecutorService offLoop = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "console-reader");
        thread.setDaemon(true);
        return thread;
    });
    private final List<LineRuntime> lines = new CopyOnWriteArrayList<>();
    private final List<Uplink> uplinks = new CopyOnWriteArrayList<>();
    private final List<ShipmentIntake> feeds = new CopyOnWriteArrayList<>();
    private final Map<String, Long> decidedOffline = new ConcurrentHashMap<>();
    private final Outlook outlook;
    private final AgentModel model;
    private final ConsoleServer console;
    private final PlanStore plans;
    private final PlanWatch planWatch;
    private volatile Plan plan;
    private int port;
    private volatile boolean ready;

    private Agent(AgentSettings settings, Vertx vertx, Journal journal, ShipmentBook shipments) {
        this.settings = settings;
        this.vertx = vertx;
        this.journal = journal;
        this.shipments = shipments;
        plan = settings.plan();
        plans = new PlanStore(settings.data());
        planWatch = new PlanWatch(plans, surroundings(), settings.wall(), this::activate);
        outlook = new Outlook(settings, this::plan, journal, this::happened);
        model = new AgentModel(this, parcels);
        SiteConfig.Console at = settings.config().console();
        console = new ConsoleServer(vertx, new ConsoleSettings(at.host(), at.port()), model);
    }

    /**
     * Starts everything and returns when the lines run. Devices, brokers and hosts may be absent: they are tried for ever.
     * Blocking; fails with a message for people when the data folder is in use or the console's port is taken.
     */
    public static Agent start(AgentSettings settings) {
        SiteConfig config = settings.config();
        Journal journal = Journal.open(
                new JournalSettings(
                        settings.data(),
                        config.journal().groupWindow(),
                        2_000,
                        config.journal().queue(),
                        settings.journalBytesMax()),
                settings.wall());
        ShipmentBook shipments = ShipmentBook.open(
                settings.data(), settings.wall(), count -> settings.progress().accept(count + " shipments loaded"));
        Vertx vertx = Vertx.vertx(new VertxOptions()
                .setMaxEventLoopExecuteTime(100)
                .setMaxEventLoopExecuteTimeUnit(TimeUnit.MILLISECONDS));
        Agent agent = new Agent(settings, vertx, journal, shipments);
        try {
            agent.run();
            return agent;
        } catch (RuntimeException failed) {
            agent.close();
            throw failed;
        }
    }

    private void run() {
        SiteConfig config = settings.config();
        // First, so that an agent whose port is taken never talks to a device.
        port = await(console.start());
        // All lines first take back what they have of the room they share, then the first of them takes more.
        List<RestoredLine> restored =
                config.lines().stream().map(this::restoredLine).toList();
        restored.forEach(this::startLine);
        outlook.start();
        shipments.onChange(this::shipmentsChanged);
        config.uplinks().forEach(uplink -> {
            Uplink up = Ways.uplink(config, uplink, journal, settings.clock());
            up.start();
            uplinks.add(up);
        });
        config.feeds()
                .forEach(feed -> feeds.add(ShipmentIntake.open(
                        config, feed, shipments, containers(), outlook.customers(), settings.clock())));
        config.shipments().ifPresent(file -> FirstImport.run(file, settings, shipments));
        planWatch.start();
        ready = true;
    }

    /** Parcels inducted from now on follow this plan, on every line. */
    private void activate(Plan next) {
        plan = next;
        lines.forEach(line -> line.submit(new Input.PlanActivated(next)));
    }

    private PlanFile.Surroundings surroundings() {
        return PlanFile.Surroundings.of(settings.config(), settings.wall());
    }

    /** A line that knows its past and has not met its devices, and the loop of both. */
    private record RestoredLine(SiteConfig.Line line, LineRuntime runtime, Context loop) {}

    private RestoredLine restoredLine(SiteConfig.Line line) {
        LineLayout layout = line.layout();
        Rehearsal.run(layout, settings.plan(), settings.clock(), REHEARSAL);
        Policy policy = settings.config().codes();
        SortLine sortLine = new SortLine(
                layout,
                settings.plan(),
                new Lookups(codes -> Identifier.resolve(codes, shipments, policy), outlook.customers(), allotments));
        Context loop = ((VertxInternal) vertx).createEventLoopContext();
        LineRuntime runtime = new LineRuntime(
                layout.line(),
                sortLine,
                journal::append,
                this::happened,
                new LineRuntime.Surroundings(LineLoop.of(vertx, loop), settings.clock(), settings.wall()));
        restore(layout, runtime);
        return new RestoredLine(line, runtime, loop);
    }

    private void startLine(RestoredLine restored) {
        LineRuntime runtime = restored.runtime();
        DeviceContext context =
                new DeviceContext(vertx, restored.loop(), settings.clock(), RandomGenerator.getDefault());
        List<Driver> drivers = devicesOf(restored.line()).stream()
                .map(device -> device.driver().maker().make(device.id(), device.settings(), context))
                .toList();
        await(runtime.start(drivers));
        runtime.submit(new Input.PlanActivated(settings.plan()));
        lines.add(runtime);
    }

    private void happened(String line, Fact fact) {
        parcels.happened(line, fact);
        alarms.happened(line, fact);
        if (fact instanceof Fact.ParcelDecided
                && feeds.stream().anyMatch(feed -> !feed.state().connected())) {
            decidedOffline.merge(line, 1L, Long::sum);
        }
        settings.observer().happened(line, fact);
    }

    private List<SiteConfig.Device> devicesOf(SiteConfig.Line line) {
        List<SiteConfig.Device> devices = new ArrayList<>();
        devices.add(settings.config().device(line.sorter()));
        line.layout()
                .stations()
                .forEach(station -> station.scanners()
                        .forEach(scanner -> devices.add(settings.config().device(scanner))));
        return devices;
    }

    /** Parcels that were on the line when the agent stopped are on it again, with what was decided for them. */
    private void restore(LineLayout layout, LineRuntime runtime) {
        LastStretch last = LastStretch.of(journal, layout, RESTORED);
        if (!last.records().isEmpty()) {
            restorePlans(last.records().get(0).timeMillis(), runtime);
        }
        last.records()
                .forEach(record -> FactCodec.read(record.type(), record.body()).ifPresent(fact -> {
                    runtime.restore(fact);
                    happened(layout.line(), fact);
                }));
        runtime.numbered(last.lastNumber());
        runtime.restored();
        LOG.log(
                System.Logger.Level.INFO,
                "line.restored line={0} records={1}",
                layout.line(),
                last.records().size());
    }

    private ContainerFeed.Target containers() {
        return new ContainerFeed.Target() {
            @Override
            public Optional<LineLayout> layout(String line) {
                return settings.config().lines().stream()
                        .map(SiteConfig.Line::layout)
                        .filter(layout -> layout.line().equals(line))
                        .findFirst();
            }

            @Override
            public void bind(String line, Input.ContainerBound binding, Runnable durable) {
                lines.stream()
                        .filter(runtime -> runtime.line().equals(line))
                        .forEach(runtime -> runtime.submit(binding, durable));
            }
        };
    }

    /** Parcels taken back have the plans that ran when they came. */
    private void restorePlans(long since, LineRuntime runtime) {
        List<Plan> ran = FormerPlans.since(since, plans, surroundings());
        ran.forEach(runtime::know);
        if (!ran.isEmpty()) {
            Plan first = ran.get(0);
            runtime.restore(new Fact.PlanActivated(since, first.id(), first.revision(), first.hash()));
        }
    }

    private void shipmentsChanged(List<Shipment> changed) {
        Set<String> references = changed.stream().map(Shipment::reference).collect(Collectors.toSet());
        lines.forEach(line -> line.submit(new Input.ShipmentsChanged(references)));
    }

    /** The result; a failure comes as it is, because people read its message. */
    private static <T> T await(Future<T> future) {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
        } catch (CompletionException failed) {
            throw failed.getCause() instanceof RuntimeException cause ? cause : failed;
        }
    }

    /** Where the console listens. */
    public int port() {
        return port;
    }

    /** True from when the lines, ways and console run until the agent is closed. */
    public boolean ready() {
        return ready;
    }

    /** The plan that newly inducted parcels follow. Any thread. */
    public Plan plan() {
        return plan;
    }

    /** What the console shows. */
    public AgentModel model() {
        return model;
    }

    /** The lines, in the order of the configuration. */
    public List<LineRuntime> lines() {
        return List.copyOf(lines);
    }

    /** The journal. */
    public Journal journal() {
        return journal;
    }

    /** The shipments. */
    public ShipmentBook shipments() {
        return shipments;
    }

    /** The uplinks. */
    public List<Uplink> uplinks() {
        return List.copyOf(uplinks);
    }

    /** What keeps shipments from coming in, one line per feed that is not connected. */
    List<String> feedProblems() {
        return feeds.stream()
                .filter(feed -> !feed.state().connected())
                .map(feed -> "feed " + feed.id() + ": " + feed.state().reason())
                .toList();
    }

    /** Decisions of this line, since the agent started, that were taken while a feed was not connected. Any thread. */
    public long decidedOffline(String line) {
        return decidedOffline.getOrDefault(line, 0L);
    }

    /** What looks back and ahead. */
    Outlook outlook() {
        return outlook;
    }

    List<JsonObject> alarms() {
        return alarms.alarms();
    }

    /** What the device last said of itself, or an empty text. */
    String reason(String device) {
        return alarms.reason(device);
    }

    /** Runs something that reads the disk, one at a time. */
    void offLoop(Runnable work) {
        offLoop.execute(work);
    }

    AgentSettings settings() {
        return settings;
    }

    /** Stops taking events, makes everything taken durable, then lets go of everything. Idempotent; blocking. */
    @Override
    public void close() {
        ready = false;
        planWatch.close();
        feeds.forEach(ShipmentIntake::close);
        for (LineRuntime line : lines) {
            quietly("line " + line.line(), line.stop());
        }
        lines.clear();
        quietly("console", console.close());
        offLoop.shutdown();
        uplinks.forEach(Uplink::close);
        shipments.close();
        outlook.close();
        journal.close();
        quietly("event loops", vertx.close());
    }

    private static void quietly(String what, Future<?> closing) {
        try {
            closing.toCompletionStage()
                    .toCompletableFuture()
                    .orTimeout(STOP.toMillis(), TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException late) {
            LOG.log(System.Logger.Level.WARNING, "{0} did not close: {1}", what, late.getMessage());
        }
    }
}
