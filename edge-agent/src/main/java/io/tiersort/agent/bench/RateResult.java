// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;

/** All measurements at one rate. Figures that are quoted are medians over the repetitions, those that count are sums. */
final class RateResult {
    private final int rate;
    private final List<JsonObject> relay = new ArrayList<>();
    private final List<JsonObject> agent = new ArrayList<>();

    RateResult(int rate) {
        this.rate = rate;
    }

    void relay(JsonObject played) {
        relay.add(played);
    }

    /** Takes what the player saw and what the agent's figures were before and after. */
    void agent(JsonObject played, JsonObject before, JsonObject after) {
        JsonObject was = before.getJsonObject("plc");
        JsonObject is = after.getJsonObject("plc");
        long polls = Math.max(1, is.getLong("polls") - was.getLong("polls"));
        long nanos = is.getLong("pollNanos") - was.getLong("pollNanos");
        agent.add(played.put("polls", polls)
                .put("pollMeanMicros", nanos / polls / 1_000)
                .put("events", is.getLong("records") - was.getLong("records"))
                .put("coalesced", is.getLong("coalesced") - was.getLong("coalesced"))
                .put("drops", is.getLong("drops") - was.getLong("drops"))
                .put("refused", after.getLong("refused") - before.getLong("refused"))
                .put("late", after.getLong("late") - before.getLong("late"))
                .put("collections", after.getLong("collections") - before.getLong("collections"))
                .put("collectionMillis", after.getLong("collectionMillis") - before.getLong("collectionMillis")));
    }

    /** True when the agent or the relay lost a parcel. */
    boolean lost() {
        return sum(agent, "lost") + sum(relay, "lost") > 0;
    }

    JsonObject json() {
        Micros ours = quoted(agent);
        Micros theirs = quoted(relay);
        return new JsonObject()
                .put("rate", rate)
                .put("sent", sum(agent, "sent"))
                .put("received", sum(agent, "received"))
                .put("lost", sum(agent, "lost"))
                .put("agent", ours.json())
                .put("relay", theirs.json())
                .put("ratioP50", ratio(ours.p50(), theirs.p50()))
                .put("ratioP99", ratio(ours.p99(), theirs.p99()))
                .put("agentRuns", new JsonArray(agent))
                .put("relayRuns", new JsonArray(relay));
    }

    private static Micros quoted(List<JsonObject> runs) {
        return Micros.median(
                runs.stream().map(run -> Micros.of(run.getJsonObject("micros"))).toList());
    }

    private static long sum(List<JsonObject> runs, String figure) {
        return runs.stream().mapToLong(run -> run.getLong(figure)).sum();
    }

    private static double ratio(double ours, double theirs) {
        return theirs == 0 ? 0 : Math.round(100 * ours / theirs) / 100.0;
    }
}
