// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Fact;
import io.tiersort.cloud.OutboxRecord;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Why a parcel went where it went, and everything that happened on the way: its {@link ParcelStory} and, under {@code
 * explain}, the facts with source and age, the rules one by one, the chutes, the time budget, the command, the promise and
 * what uplinks have acknowledged. Blocking: reads the journal.
 */
public final class ParcelExplanation {
    private static final String FEEDBACK = "feedback.";

    private final String line;
    private final List<OutboxRecord> records;
    private final ParcelLife life;
    private final Background background;

    private ParcelExplanation(String line, List<OutboxRecord> records, Background background) {
        this.line = line;
        this.records = records;
        this.life = new ParcelLife(records);
        this.background = background;
    }

    /** The explanation of a parcel by its id, such as {@code L1-4711}; empty when there is no record of it. */
    public static Optional<JsonObject> of(ParcelStory.Source journal, Background background, String id) {
        List<OutboxRecord> records = ParcelStory.records(journal, id);
        if (records.isEmpty()) {
            return Optional.empty();
        }
        JsonObject story = ParcelStory.tell(id, records);
        JsonObject explain = new ParcelExplanation(story.getString("line"), records, background).explain();
        return Optional.of(story.put("explain", explain));
    }

    private JsonObject explain() {
        Optional<Fact.ParcelDecided> decided = life.last(Fact.ParcelDecided.class);
        JsonObject explain = new JsonObject()
                .put("codes", codes(decided))
                .put("facts", decided.map(last -> DecisionFacts.of(life, last)).orElseGet(JsonArray::new))
                .put(
                        "basisRecorded",
                        decided.map(last -> !last.basis().source().isEmpty()).orElse(false))
                .put("decisions", Decisions.of(life))
                .put(
                        "chutes",
                        decided.map(last -> ChuteReach.of(life, last, background.layout(line)))
                                .orElseGet(JsonArray::new))
                .put("hops", TimeBudget.of(life).add(acknowledged()))
                .put("command", command())
                .put("verification", verification())
                .put("upstream", upstream())
                .put("feedback", feedback());
        decided.ifPresent(last -> explain.put(
                        "rules", RuleTrace.of(last, background.plan(last.plan(), last.planRevision())))
                .put("promise", promise(last)));
        return explain;
    }

    /** The verdicts of the last decision, each with the reader that saw the code. */
    private JsonArray codes(Optional<Fact.ParcelDecided> decided) {
        JsonArray codes = new JsonArray();
        List<Fact.CodesSeen> reads = life.all(Fact.CodesSeen.class);
        for (Fact.CodeVerdict verdict :
                decided.map(Fact.ParcelDecided::verdicts).orElse(List.of())) {
            JsonObject code = new JsonObject()
                    .put("data", verdict.data())
                    .put("type", verdict.type())
                    .put("verdict", verdict.verdict())
                    .put("reason", verdict.reason());
            for (Fact.CodesSeen read : reads) {
                read.codes().stream()
                        .filter(seen -> seen.data().equals(verdict.data()))
                        .findFirst()
                        .ifPresent(seen -> code.put("aim", seen.aim()).put("scanner", read.scanner()));
            }
            codes.add(code);
        }
        return codes;
    }

    private JsonObject command() {
        JsonObject command = new JsonObject().put("answers", new JsonArray());
        life.last(Fact.ParcelDecided.class)
                .ifPresent(decided -> command.put("chutes", new JsonArray(decided.chutes()))
                        .put("tier", decided.tier())
                        .put("cause", decided.cause().name())
                        .put("validUntil", decided.validUntil()));
        life.last(Fact.CommandRecovered.class)
                .ifPresent(found -> command.put("recovered", new JsonArray(found.chutes())));
        for (Fact.CommandAnswered answer : life.all(Fact.CommandAnswered.class)) {
            told(command, answer, answer.answer().name());
        }
        for (Fact.CommandDropped drop : life.all(Fact.CommandDropped.class)) {
            told(command, drop, "never sent: " + drop.reason());
        }
        return command;
    }

    private void told(JsonObject command, Fact fact, String answer) {
        command.getJsonArray("answers")
                .add(new JsonObject().put("offsetMs", life.offset(fact)).put("answer", answer));
    }

    private JsonArray verification() {
        JsonArray seen = new JsonArray();
        for (ParcelLife.Step step : life.steps()) {
            verified(step.fact())
                    .ifPresent(text -> seen.add(new JsonObject()
                            .put("offsetMs", life.offset(step.fact()))
                            .put("text", text)));
        }
        return seen;
    }

    private static Optional<String> verified(Fact fact) {
        if (fact instanceof Fact.DivertReported divert) {
            String eye = divert.actual() == 0 ? "no entry eye saw it" : "entry eye of chute " + divert.actual();
            String cause = divert.cause().name().equals("NONE") ? "" : ", " + divert.cause();
            return Optional.of(divert.outcome() + ": commanded " + divert.commanded() + ", " + eye + cause);
        }
        if (fact instanceof Fact.ParcelMissed missed) {
            return Optional.of("missed at eye " + missed.lastPoint());
        }
        return fact instanceof Fact.OutcomeCorrected corrected
                ? Optional.of("corrected from " + corrected.before() + " to " + corrected.outcome() + " in chute "
                        + corrected.chute())
                : Optional.empty();
    }

    private JsonObject promise(Fact.ParcelDecided decided) {
        JsonArray notices = new JsonArray();
        for (Fact.PromiseAtRisk risk : life.all(Fact.PromiseAtRisk.class)) {
            notices.add(new JsonObject()
                    .put("offsetMs", life.offset(risk))
                    .put("notice", "promise at risk")
                    .put("cause", risk.cause().name())
                    .put("promised", risk.promised())
                    .put("keeping", risk.keeping())
                    .put("departure", risk.departure())
                    .put("expected", risk.expected()));
        }
        for (Fact.PickupChanged change : life.all(Fact.PickupChanged.class)) {
            notices.add(new JsonObject()
                    .put("offsetMs", life.offset(change))
                    .put("notice", "pickup changed")
                    .put("cause", change.cause().name())
                    .put("promised", change.fromPoint() + " " + change.fromSize())
                    .put("keeping", change.toPoint() + " " + change.toSize()));
        }
        return new JsonObject()
                .put("promised", decided.promised())
                .put("keeping", decided.tier())
                .put("promiseBy", decided.basis().promiseBy())
                .put("departure", decided.departure())
                .put("leaves", decided.leaves())
                .put("point", decided.point())
                .put("compartment", decided.compartment())
                .put("notices", notices);
    }

    private JsonArray upstream() {
        long last = records.get(records.size() - 1).sequence();
        JsonArray upstream = new JsonArray();
        for (Map.Entry<String, Long> cursor : new TreeMap<>(background.cursors()).entrySet()) {
            long waiting = records.stream()
                    .filter(record -> record.sequence() > cursor.getValue())
                    .count();
            upstream.add(new JsonObject()
                    .put("uplink", cursor.getKey())
                    .put("cursor", cursor.getValue())
                    .put("lastRecord", last)
                    .put("waiting", waiting)
                    .put("acknowledged", waiting == 0));
        }
        return upstream;
    }

    /** The last hop; when an answer came is not recorded. */
    private JsonObject acknowledged() {
        boolean all = !background.cursors().isEmpty();
        StringBuilder by = new StringBuilder();
        for (Map.Entry<String, Long> cursor : new TreeMap<>(background.cursors()).entrySet()) {
            boolean has = cursor.getValue() >= records.get(records.size() - 1).sequence();
            all &= has;
            by.append(by.isEmpty() ? "" : ", ").append(cursor.getKey()).append(has ? "" : " not yet");
        }
        return new JsonObject()
                .put("hop", "acknowledged")
                .put("done", all)
                .put("note", by.isEmpty() ? "no uplink" : by.toString());
    }

    private JsonArray feedback() {
        JsonArray feedback = new JsonArray();
        for (OutboxRecord record : records) {
            if (record.type().startsWith(FEEDBACK)) {
                feedback.add(new JsonObject()
                        .put("at", record.timeMillis())
                        .put("type", record.type())
                        .put("data", new JsonObject(Buffer.buffer(record.body()))));
            }
        }
        return feedback;
    }
}
