// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        Subject subject = subject(decided);
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

    /** What the rules were asked about, as the decision recorded it. */
    static Subject subject(Fact.ParcelDecided decided) {
        Fact.Basis basis = decided.basis();
        Shipment shipment = new Shipment(
                decided.reference(),
                List.of(),
                basis.segment(),
                basis.service(),
                flags(basis.flags()),
                basis.postcode(),
                basis.country(),
                basis.point(),
                basis.customer(),
                basis.group(),
                basis.compartment(),
                basis.promiseBy(),
                basis.notBefore(),
                basis.declaredGrams(),
                0,
                0,
                0,
                Shipment.Status.OPEN);
        Label label = new Label(basis.carrier(), basis.carrierService(), basis.routeCode(), "", "", false);
        Customer customer =
                new Customer(basis.customer(), 0, basis.missedDeliveries(), basis.rating(), basis.preferredPoint());
        return new Subject(
                shipment, label, customer, "", basis.grams(), basis.lengthMm(), basis.widthMm(), basis.heightMm());
    }

    private static Set<Shipment.Flag> flags(List<String> words) {
        Set<Shipment.Flag> flags = EnumSet.noneOf(Shipment.Flag.class);
        for (Shipment.Flag flag : Shipment.Flag.values()) {
            if (words.contains(flag.word())) {
                flags.add(flag);
            }
        }
        return flags;
    }
}
