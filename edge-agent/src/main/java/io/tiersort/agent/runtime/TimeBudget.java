// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Fact;
import io.tiersort.device.event.SorterEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Optional;

/** The way of a parcel hop by hop, with what was left until the latest decision point of its chute. */
final class TimeBudget {
    private final ParcelLife life;
    private final JsonArray hops = new JsonArray();
    private long reached;

    private TimeBudget(ParcelLife life) {
        this.life = life;
    }

    /**
     * Hops in order, each with {@code hop} and {@code note}; those that happened also with {@code offsetMs} since induct,
     * {@code tookMs} since the hop before and, where it counts, {@code slackMs}.
     */
    static JsonArray of(ParcelLife life) {
        TimeBudget budget = new TimeBudget(life);
        budget.identified();
        budget.commanded();
        budget.ended();
        return budget.hops;
    }

    private void identified() {
        Optional<Fact.ParcelInducted> inducted = life.first(Fact.ParcelInducted.class);
        hop(
                "inducted",
                inducted,
                inducted.map(fact -> fact.stray() ? "as a stray" : "").orElse(""));
        Optional<Fact.CodesSeen> codes = life.all(Fact.CodesSeen.class).stream()
                .filter(seen -> !seen.codes().isEmpty())
                .findFirst();
        hop("codes read", codes, codes.map(Fact.CodesSeen::scanner).orElse("no code"));
        Optional<Fact.ParcelDecided> first = life.first(Fact.ParcelDecided.class);
        hop(
                "decided",
                first,
                first.map(fact -> fact.microsSinceRead() + " us after its cause")
                        .orElse(""));
        first.ifPresent(fact -> slack(fact.slackMillis()));
    }

    private void commanded() {
        Optional<Fact.ParcelDecided> last = life.last(Fact.ParcelDecided.class);
        last.filter(decided -> decided.revision() > 1).ifPresent(decided -> {
            hop("decided again", last, "decision " + decided.revision());
            slack(decided.slackMillis());
        });
        List<Fact.CommandAnswered> answers = last.map(decided -> life.after(decided, Fact.CommandAnswered.class))
                .orElse(List.of());
        Optional<Fact.CommandAnswered> answer = answers.stream()
                .filter(given -> given.answer() == SorterEvent.Answer.ACCEPTED)
                .findFirst()
                .or(() -> answers.stream().findFirst());
        hop(
                "command accepted",
                answer,
                answer.map(given -> given.answer().name()).orElse("no answer"));
        if (last.isPresent() && answer.isPresent()) {
            slack(last.get().slackMillis() - (answer.get().at() - last.get().at()));
        }
    }

    private void ended() {
        Optional<Fact.DivertReported> divert = life.last(Fact.DivertReported.class);
        hop("divert reported", divert, divert.map(fact -> fact.outcome().name()).orElse(""));
        Optional<Fact.ParcelClosed> closed = life.first(Fact.ParcelClosed.class);
        hop("closed", closed, closed.map(fact -> fact.outcome().name()).orElse(""));
        String number = life.steps().stream()
                .filter(step -> step.fact() instanceof Fact.ParcelClosed)
                .map(step -> "record " + step.sequence())
                .findFirst()
                .orElse("");
        hops.add(new JsonObject()
                .put("hop", "recorded")
                .put("done", !number.isEmpty())
                .put("note", number));
    }

    private void hop(String name, Optional<? extends Fact> fact, String note) {
        JsonObject hop =
                new JsonObject().put("hop", name).put("done", fact.isPresent()).put("note", note);
        fact.ifPresent(happened -> {
            long offset = life.offset(happened);
            hop.put("offsetMs", offset).put("tookMs", offset - reached);
            reached = offset;
        });
        hops.add(hop);
    }

    private void slack(long millis) {
        hops.getJsonObject(hops.size() - 1).put("slackMs", millis);
    }
}
