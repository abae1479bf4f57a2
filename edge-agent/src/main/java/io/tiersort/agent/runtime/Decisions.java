// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Fact;
import io.tiersort.device.event.SorterEvent;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Every decision on a parcel in order: what caused it and what it changed. */
final class Decisions {
    private static final String OUTSIDE = "something beside the parcel: a chute, its shipment or the plan";

    private Decisions() {}

    static JsonArray of(ParcelLife life) {
        JsonArray decisions = new JsonArray();
        Fact.ParcelDecided before = null;
        for (Fact.ParcelDecided decided : life.all(Fact.ParcelDecided.class)) {
            List<String> changes = before == null ? List.of() : changes(before, decided);
            decisions.add(new JsonObject()
                    .put("decision", decided.revision())
                    .put("offsetMs", life.offset(decided))
                    .put("because", because(life, before, decided))
                    .put("changes", new JsonArray(changes))
                    .put("tier", decided.tier())
                    .put("destination", decided.destination())
                    .put("chutes", new JsonArray(decided.chutes()))
                    .put("cause", decided.cause().name())
                    .put("physical", decided.physical().name())
                    .put("slackMs", decided.slackMillis()));
            before = decided;
        }
        for (Fact.DecisionTooLate late : life.all(Fact.DecisionTooLate.class)) {
            decisions.add(new JsonObject()
                    .put("refused", late.wanted())
                    .put("offsetMs", life.offset(late))
                    .put("lateMs", late.lateMillis()));
        }
        return decisions;
    }

    /** The parcel's own news since the decision before; without any it was something else that changed. */
    private static String because(ParcelLife life, Fact.@Nullable ParcelDecided before, Fact.ParcelDecided decided) {
        if (before != null && before.planRevision() != decided.planRevision()) {
            return "the plan changed";
        }
        List<Fact> known = life.before(decided, Fact.class);
        int from = before == null ? 0 : known.indexOf(before) + 1;
        String because = before == null ? "the last scan station was behind it" : OUTSIDE;
        for (Fact fact : known.subList(from, known.size())) {
            because = news(fact).orElse(because);
        }
        return because;
    }

    private static Optional<String> news(Fact fact) {
        if (fact instanceof Fact.CodesSeen seen) {
            return Optional.of(seen.codes().isEmpty() ? seen.scanner() + " read nothing" : seen.scanner() + " read it");
        }
        if (fact instanceof Fact.ParcelMeasured) {
            return Optional.of("it was measured");
        }
        if (fact instanceof Fact.CommandDropped dropped) {
            return Optional.of("its command was dropped: " + dropped.reason());
        }
        if (fact instanceof Fact.DivertReported divert) {
            return Optional.of("the PLC reported " + divert.outcome());
        }
        return fact instanceof Fact.CommandAnswered answered && answered.answer() != SorterEvent.Answer.ACCEPTED
                ? Optional.of("the PLC refused the command: " + answered.answer())
                : Optional.empty();
    }

    private static List<String> changes(Fact.ParcelDecided before, Fact.ParcelDecided after) {
        Map<String, String> was = said(before);
        List<String> changes = new ArrayList<>();
        said(after).forEach((name, now) -> {
            String then = was.getOrDefault(name, "");
            if (!then.equals(now)) {
                changes.add(name + ": " + or(then) + " -> " + or(now));
            }
        });
        return changes;
    }

    private static String or(String text) {
        return text.isEmpty() ? "none" : text;
    }

    private static Map<String, String> said(Fact.ParcelDecided decided) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("shipment", decided.reference());
        said.put("tier", decided.tier());
        said.put("destination", decided.destination());
        said.put("chutes", decided.chutes().toString());
        said.put("cause", decided.cause().name());
        said.put("physical", decided.physical().name());
        said.put("departure", decided.departure());
        said.put("compartment", decided.compartment());
        said.put("plan revision", String.valueOf(decided.planRevision()));
        return said;
    }
}
