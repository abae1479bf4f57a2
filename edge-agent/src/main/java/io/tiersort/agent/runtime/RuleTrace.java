// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Subjects;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Subject;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Optional;

/** Asks the rules of a plan again what they were asked at a decision, one by one, up to the first that holds. */
final class RuleTrace {
    private final Fact.ParcelDecided decided;

    private RuleTrace(Fact.ParcelDecided decided) {
        this.decided = decided;
    }

    /** The rules behind a decision; only what the decision itself says when the plan or the facts are not there. */
    static JsonObject of(Fact.ParcelDecided decided, Optional<Plan> plan) {
        JsonObject rules = new JsonObject()
                .put("plan", decided.plan())
                .put("planRevision", decided.planRevision())
                .put("stored", plan.isPresent())
                .put("tierRule", decided.tierRule())
                .put(
                        "precedence",
                        plan.map(known -> precedence(known, decided.tierRule())).orElse(""))
                .put("route", decided.route())
                .put("tierRules", new JsonArray())
                .put("routes", new JsonArray());
        String missing = missing(decided, plan.isPresent());
        return missing.isEmpty() ? new RuleTrace(decided).trace(plan.orElseThrow(), rules) : rules.put("note", missing);
    }

    private static String precedence(Plan plan, String rule) {
        return plan.tierRules().stream()
                .filter(known -> known.id().equals(rule))
                .map(known -> ConditionText.name(known.precedence()))
                .findFirst()
                .orElse("");
    }

    private static String missing(Fact.ParcelDecided decided, boolean stored) {
        if (decided.tierRule().isEmpty() && !decided.cause().name().equals("NO_ROUTE")) {
            return "no rule gave a tier: " + decided.cause() + " comes first";
        }
        if (decided.basis().source().isEmpty()) {
            return "what the rules were asked about was not recorded";
        }
        return stored ? "" : "this revision of the plan is not stored any more";
    }

    private JsonObject trace(Plan plan, JsonObject rules) {
        Subject subject = Subjects.of(decided.basis());
        String given = "";
        for (Plan.TierRule rule : plan.tierRules()) {
            String unmet = ConditionText.unmet(rule.when(), subject);
            JsonObject asked = asked(rule.id(), unmet, ConditionText.words(rule.when()), rule.tier());
            rules.getJsonArray("tierRules").add(asked.put("precedence", ConditionText.name(rule.precedence())));
            if (unmet.isEmpty()) {
                given = rule.id();
                break;
            }
        }
        String routed = routes(plan, subject.in(decided.tier()), rules.getJsonArray("routes"));
        boolean same = given.equals(decided.tierRule())
                && (routed.equals(decided.route()) || decided.route().isEmpty());
        return same ? rules : rules.put("note", "asked again, the rules answer otherwise than the record says");
    }

    private static String routes(Plan plan, Subject subject, JsonArray routes) {
        for (Plan.Route route : plan.routes()) {
            String unmet = ConditionText.unmet(route.when(), subject);
            String destination = route.destinationOf(subject);
            if (unmet.isEmpty() && destination == null) {
                unmet = "its table has no row for this parcel";
            }
            String to = destination == null ? "" : destination;
            routes.add(asked(route.id(), unmet, ConditionText.words(route.when()), to));
            if (destination != null) {
                return route.id();
            }
        }
        return "";
    }

    private static JsonObject asked(String id, String unmet, String words, String gives) {
        boolean held = unmet.isEmpty();
        return new JsonObject()
                .put("id", id)
                .put("held", held)
                .put("why", held ? words : unmet)
                .put("gives", held ? gives : "");
    }
}
