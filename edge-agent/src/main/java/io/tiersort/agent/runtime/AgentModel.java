// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.console.ConsoleModel;
import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.JournalFigures;
import io.tiersort.agent.journal.JournalState;
import io.tiersort.agent.line.Figures;
import io.tiersort.agent.line.LineView;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.plan.Plan;
import io.tiersort.cloud.Uplink;
import io.tiersort.device.Driver;
import io.tiersort.device.Health;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeMap;

/** What people see of a running agent, as JSON. Built from copies; any thread. */
public final class AgentModel implements ConsoleModel {
    private static final int FOUND_MAX = 50;
    private static final int SOUGHT_MAX = 200_000;
    private static final int SHORTEST_SOUGHT = 4;

    private final Agent agent;
    private final ParcelIndex parcels;
    private final Metrics metrics;
    private final Rates rates;
    private final Background background;

    AgentModel(Agent agent, ParcelIndex parcels) {
        this.agent = agent;
        this.parcels = parcels;
        this.metrics = new Metrics(agent);
        this.rates = new Rates(agent.settings().clock());
        this.background = new LiveBackground(agent);
    }

    @Override
    public JsonObject line() {
        AgentSettings settings = agent.settings();
        Plan plan = agent.plan();
        JsonArray lines = new JsonArray();
        agent.lines().forEach(line -> lines.add(line(line)));
        return new JsonObject()
                .put("site", settings.config().site().id())
                .put("agent", settings.config().agent())
                .put("now", settings.wall().millis())
                .put("ready", agent.ready())
                .put(
                        "plan",
                        new JsonObject()
                                .put("id", plan.id())
                                .put("revision", plan.revision())
                                .put("hash", plan.hash()))
                .put("shipments", agent.shipments().size())
                .put("lines", lines)
                .put("alarms", alarms())
                .put("devices", devices())
                .put("uplinks", uplinks())
                .put(
                        "forecast",
                        OutlookJson.forecasts(
                                agent.outlook().forecasts(),
                                settings.config().site().zone()))
                .put(
                        "deliveries",
                        OutlookJson.deliveries(agent.outlook().customers().figures()))
                .put("journal", journal());
    }

    private JsonObject line(LineRuntime runtime) {
        LineView view = runtime.latest();
        JsonArray stations = new JsonArray();
        view.layout()
                .stations()
                .forEach(station -> stations.add(new JsonObject()
                        .put("point", station.point())
                        .put("atMm", station.atMm())
                        .put("scanners", new JsonArray(station.scanners()))));
        JsonArray chutes = new JsonArray();
        view.chutes()
                .forEach(chute -> chutes.add(new JsonObject()
                        .put("number", chute.number())
                        .put("name", chute.name())
                        .put("atMm", chute.atMm())
                        .put("state", chute.state().name())
                        .put("fillPercent", chute.fillPercent())
                        .put("inFlight", chute.inFlight())
                        .put("container", chute.container())
                        .put("refusing", chute.refusing().name())
                        .put("sorted", chute.arrived())));
        JsonArray onBelt = new JsonArray();
        view.parcels()
                .forEach(parcel -> onBelt.add(new JsonObject()
                        .put("id", FactCodec.parcelId(runtime.line(), parcel.number()))
                        .put("trackingId", parcel.trackingId())
                        .put("atMm", parcel.atMm())
                        .put("lengthMm", parcel.lengthMm())
                        .put("tier", parcel.tier())
                        .put("chute", parcel.chute())
                        .put("state", parcel.state())));
        return new JsonObject()
                .put("id", runtime.line())
                .put("lengthMm", view.layout().lengthMm())
                .put("speedMmPerSecond", view.speedMmPerSecond())
                .put("running", view.running())
                .put("packMlState", view.packMlState())
                .put("epoch", view.epoch())
                .put("plcAlive", view.plcAlive())
                .put("loop", view.layout().loop())
                .put("hospital", view.layout().hospital())
                .put("overflow", view.layout().overflow())
                .put("occupancyPercent", view.occupancyPercent())
                .put("inductionPercent", view.inductionPercent())
                .put("stations", stations)
                .put("chutes", chutes)
                .put("parcels", onBelt)
                .put("figures", figures(runtime, view))
                .put("outcomes", counts(view.figures().outcomes()))
                .put("causes", counts(view.figures().causes()))
                .put("physicals", counts(view.figures().physicals()))
                .put("tiers", tiers(view.figures()));
    }

    /** Headline counts of a line. */
    JsonObject figures(LineRuntime runtime, LineView view) {
        Figures.Snapshot figures = view.figures();
        long sorted = count(figures, Outcome.SORTED) + count(figures, Outcome.SORTED_ALT);
        return new JsonObject()
                .put("inducted", figures.inducted())
                .put("strays", figures.strays())
                .put("closed", figures.closed())
                .put("onSorter", view.onSorter())
                .put("read", figures.read())
                .put("noRead", figures.closed() - figures.read())
                .put("sorted", sorted)
                .put("hospital", count(figures, Outcome.HOSPITAL))
                .put("late", figures.late())
                .put("misdiverts", count(figures, Outcome.MISSORTED))
                .put("unmatched", figures.unmatched())
                .put("massBalance", figures.inducted() + figures.strays() - figures.closed() - view.onSorter())
                .put("perHour", rates.perHour(runtime.line(), figures.inducted()))
                .put("decisionMicros", runtime.latencies().summary());
    }

    private static long count(Figures.Snapshot figures, Outcome outcome) {
        return figures.outcomes().getOrDefault(outcome, 0L);
    }

    private static JsonObject counts(Map<? extends Enum<?>, Long> counts) {
        Map<String, Object> sorted = new TreeMap<>();
        counts.forEach((key, value) -> sorted.put(key.name(), value));
        return new JsonObject(sorted);
    }

    private static JsonObject tiers(Figures.Snapshot figures) {
        JsonObject tiers = new JsonObject();
        figures.sortedByTier()
                .forEach((tier, sorted) ->
                        tiers.put(tier, new JsonObject().put("sorted", sorted).put("atRisk", 0)));
        figures.atRiskByTier().forEach((tier, atRisk) -> {
            JsonObject known = tiers.getJsonObject(tier, new JsonObject().put("sorted", 0));
            tiers.put(tier, known.put("atRisk", atRisk));
        });
        return tiers;
    }

    private JsonArray alarms() {
        JsonArray alarms = new JsonArray();
        agent.alarms().forEach(alarm -> alarms.add(alarm));
        JournalState state = agent.journal().state();
        if (state.level() != JournalState.Level.OK) {
            alarms.add(new JsonObject()
                    .put("id", "journal")
                    .put("priority", 1)
                    .put("text", "The journal is " + state.level() + ": " + state.reason())
                    .put("remedy", "See the reason; sorting goes on, facts wait in memory."));
        }
        return alarms;
    }

    private JsonArray devices() {
        JsonArray devices = new JsonArray();
        for (LineRuntime line : agent.lines()) {
            for (Driver driver : line.drivers()) {
                devices.add(new JsonObject()
                        .put("id", driver.device())
                        .put(
                                "driver",
                                agent.settings()
                                        .config()
                                        .device(driver.device())
                                        .driver()
                                        .name())
                        .put("health", driver.health().name())
                        .put("reason", agent.reason(driver.device()))
                        .put("lastEvent", line.lastEvent(driver.device())));
            }
        }
        return devices;
    }

    private JsonArray uplinks() {
        JsonArray uplinks = new JsonArray();
        long last = agent.journal().last();
        for (Uplink uplink : agent.uplinks()) {
            Uplink.State state = uplink.state();
            uplinks.add(new JsonObject()
                    .put("id", uplink.id())
                    .put("connected", state.connected())
                    .put("reason", state.reason())
                    .put("delivered", state.delivered())
                    .put("pending", last - state.delivered())
                    .put("oldestUnsentSeconds", oldestUnsent(state.delivered(), last)));
        }
        return uplinks;
    }

    private double oldestUnsent(long delivered, long last) {
        if (delivered >= last) {
            return 0;
        }
        return agent.journal().read(delivered, 1).stream()
                .mapToDouble(record -> Math.max(0, agent.settings().wall().millis() - record.timeMillis()) / 1_000.0)
                .findFirst()
                .orElse(0);
    }

    private JsonObject journal() {
        JournalFigures figures = agent.journal().figures();
        return new JsonObject()
                .put("accepted", figures.accepted())
                .put("queued", figures.queued())
                .put(
                        "refused",
                        figures.refused().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .put("state", agent.journal().state().level().name())
                .put("reason", agent.journal().state().reason())
                .put("bytes", figures.bytes())
                .put("walBytes", figures.walBytes())
                .put("commitP99Micros", figures.commitP99Micros());
    }

    /** Among the newest parcels at once; a code that none of them has is looked for in the journal. */
    @Override
    public Future<JsonArray> search(String query) {
        JsonArray newest = parcels.search(query, FOUND_MAX);
        if (!newest.isEmpty() || query.length() < SHORTEST_SOUGHT) {
            return Future.succeededFuture(newest);
        }
        Promise<JsonArray> found = Promise.promise();
        agent.offLoop(() -> found.complete(sought(query)));
        return found.future();
    }

    private JsonArray sought(String query) {
        Set<String> ids = new LinkedHashSet<>();
        agent.journal().scanBack(SOUGHT_MAX, record -> {
            if (record.type().startsWith("parcel.")
                    && new String(record.body(), StandardCharsets.UTF_8).contains(query)) {
                ids.add(record.subject());
            }
            return ids.size() < FOUND_MAX;
        });
        JsonArray found = new JsonArray();
        ids.forEach(id -> ParcelStory.of(agent.journal()::byParcel, id)
                .ifPresent(story -> found.add(
                        story.getJsonObject("summary").put("id", id).put("trackingId", story.getLong("trackingId")))));
        return found;
    }

    @Override
    public Future<JsonObject> parcel(String id) {
        Promise<JsonObject> found = Promise.promise();
        agent.offLoop(() -> ParcelExplanation.of(agent.journal()::byParcel, background, id)
                .ifPresentOrElse(
                        found::complete,
                        () -> found.fail(new NoSuchElementException("no parcel " + id + " in the journal"))));
        return found.future();
    }

    @Override
    public JsonObject health() {
        JsonArray why = new JsonArray();
        boolean failing = !agent.ready();
        if (failing) {
            why.add("the agent is starting or stopping");
        }
        for (LineRuntime line : agent.lines()) {
            for (Driver driver : line.drivers()) {
                if (driver.health() != Health.NORMAL) {
                    why.add(driver.device() + " is " + driver.health() + ": " + agent.reason(driver.device()));
                }
            }
        }
        if (agent.journal().state().level() == JournalState.Level.FAILED) {
            failing = true;
        }
        if (agent.journal().state().level() != JournalState.Level.OK) {
            why.add("journal: " + agent.journal().state().reason());
        }
        agent.uplinks().stream()
                .filter(uplink -> !uplink.state().connected())
                .forEach(uplink ->
                        why.add("uplink " + uplink.id() + ": " + uplink.state().reason()));
        agent.feedProblems().forEach(why::add);
        return new JsonObject()
                .put("status", failing ? "failing" : why.isEmpty() ? "ok" : "degraded")
                .put("why", why);
    }

    @Override
    public String metrics() {
        return metrics.text();
    }
}
