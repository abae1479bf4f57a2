// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.demo;

import io.tiersort.agent.journal.JournalFigures;
import io.tiersort.agent.line.LineView;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.runtime.Agent;
import io.tiersort.cloud.probe.Ledger;
import io.tiersort.device.sim.SiteLedger;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/** What a run came to, in the agent's words, the physics' and the receiver's. */
record Balance(Agent agent, SiteLedger.Totals physical, Ledger.Figures received, JsonObject truth) {
    JsonObject json(boolean settled) {
        JsonObject line = agent.model().line().getJsonArray("lines").getJsonObject(0);
        LineView view = agent.lines().get(0).latest();
        JsonObject figures = line.getJsonObject("figures");
        long closed = figures.getLong("closed");
        JsonObject balance = new JsonObject()
                .put("ok", false)
                .put("settled", settled)
                .put("inducted", figures.getLong("inducted"))
                .put("strays", figures.getLong("strays"))
                .put("closed", closed)
                .put("onSorter", figures.getInteger("onSorter"))
                .put("sortedByChute", chutes(view))
                .put("sortedByTier", line.getJsonObject("tiers"))
                .put("outcomes", line.getJsonObject("outcomes"))
                .put("causes", line.getJsonObject("causes"))
                .put("physical", line.getJsonObject("physicals"))
                .put("readRate", closed == 0 ? 0 : Math.round(10_000.0 * figures.getLong("read") / closed) / 10_000.0)
                .put("verified", verified(view))
                .put("misdiverts", figures.getLong("misdiverts") + physical.misdiverts())
                .put("lateDecisions", figures.getLong("late"))
                .put("massBalance", figures.getLong("massBalance") + physical.massBalance())
                .put("decisionMicros", figures.getJsonObject("decisionMicros"))
                .put("journal", journal())
                .put("receiver", receiver())
                .put("groundTruth", groundTruth());
        return balance.put("ok", settled && sound(balance));
    }

    private boolean sound(JsonObject balance) {
        return balance.getLong("misdiverts") == 0
                && balance.getLong("massBalance") == 0
                && received.missing() == 0
                && received.orderFaults() == 0
                && truth.getLong("wrongChute") == 0
                && truth.getLong("wrongShipment") == 0
                && truth.getLong("unknown") == 0;
    }

    private static JsonObject chutes(LineView view) {
        JsonObject chutes = new JsonObject();
        view.chutes().forEach(chute -> chutes.put(chute.number() + " " + chute.name(), chute.arrived()));
        return chutes;
    }

    private static long verified(LineView view) {
        return view.figures().outcomes().entrySet().stream()
                .filter(entry -> entry.getKey() != Outcome.LOST
                        && entry.getKey() != Outcome.EOL
                        && entry.getKey() != Outcome.FLUSHED)
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    private JsonObject journal() {
        JournalFigures figures = agent.journal().figures();
        long last = agent.journal().last();
        long delivered = agent.uplinks().get(0).state().delivered();
        return new JsonObject()
                .put("accepted", figures.accepted())
                .put("forwarded", delivered)
                .put("pending", last - delivered)
                .put(
                        "refused",
                        figures.refused().values().stream()
                                .mapToLong(Long::longValue)
                                .sum())
                .put("commits", figures.commits())
                .put("recordsPerCommit", Math.round(10 * figures.recordsPerCommit()) / 10.0)
                .put("commitP99Micros", figures.commitP99Micros());
    }

    private JsonObject receiver() {
        return new JsonObject()
                .put("messages", received.messages())
                .put("count", received.distinct())
                .put("duplicates", received.duplicates())
                .put("gaps", received.missing())
                .put("orderFaults", received.orderFaults());
    }

    private JsonObject groundTruth() {
        return truth.copy()
                .put("inducted", physical.inducted())
                .put("addedByHand", physical.addedByHand())
                .put("removedByHand", physical.removed())
                .put("misdiverts", physical.misdiverts())
                .put("massBalance", physical.massBalance());
    }
}
