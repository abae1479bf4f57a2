// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.tiersort.agent.config.SiteCheck;
import io.tiersort.agent.journal.JournalFigures;
import io.tiersort.agent.runtime.Agent;
import io.tiersort.agent.runtime.AgentSettings;
import io.tiersort.agent.runtime.LineRuntime;
import io.tiersort.device.Drivers;
import io.tiersort.device.sorter.Figures;
import io.tiersort.device.sorter.ModbusSorter;
import io.vertx.core.json.JsonObject;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.InstantSource;

/** The agent as {@code tiersort run} starts it, with its figures. */
final class AgentPart implements Part.Role {
    private final Agent agent;

    private AgentPart(Agent agent) {
        this.agent = agent;
    }

    static AgentPart start(Path site, Path data) {
        SiteCheck.Checked checked =
                SiteCheck.check(site, Drivers.all(), InstantSource.system()).orThrow();
        return new AgentPart(Agent.start(AgentSettings.of(checked.site(), checked.plan(), data, text -> {})));
    }

    @Override
    public JsonObject began() {
        return figures();
    }

    @Override
    public JsonObject answer(JsonObject order) {
        return figures();
    }

    private JsonObject figures() {
        LineRuntime line = agent.lines().get(0);
        JournalFigures journal = agent.journal().figures();
        long delivered = agent.uplinks().get(0).state().delivered();
        return new JsonObject()
                .put("shipments", agent.shipments().size())
                .put("accepted", journal.accepted())
                .put(
                        "refused",
                        journal.refused().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .put("queued", journal.queued())
                .put("last", agent.journal().last())
                .put("forwarded", delivered)
                .put("pending", agent.journal().last() - delivered)
                .put("recordsPerCommit", Math.round(10 * journal.recordsPerCommit()) / 10.0)
                .put("commitP99Micros", journal.commitP99Micros())
                .put("closed", line.latest().figures().closed())
                .put("late", line.latest().figures().late())
                .put("onSorter", line.latest().onSorter())
                .put("insideMicros", line.latencies().summary())
                .put("plc", plc(line))
                .put("collections", collections())
                .put("collectionMillis", collectionMillis());
    }

    private static JsonObject plc(LineRuntime line) {
        JsonObject figures = new JsonObject();
        line.drivers().forEach(driver -> {
            if (driver instanceof ModbusSorter sorter) {
                Figures now = sorter.figures();
                figures.put("polls", now.polls())
                        .put("pollNanos", now.pollNanos())
                        .put("records", now.records())
                        .put("commands", now.commands())
                        .put("coalesced", now.coalesced())
                        .put("gaps", now.gaps())
                        .put("drops", now.drops())
                        .put("sessions", now.sessions());
            }
        });
        return figures;
    }

    private static long collections() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionCount)
                .sum();
    }

    private static long collectionMillis() {
        return ManagementFactory.getGarbageCollectorMXBeans().stream()
                .mapToLong(GarbageCollectorMXBean::getCollectionTime)
                .sum();
    }

    @Override
    public void close() {
        agent.close();
    }
}
