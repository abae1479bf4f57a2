// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Condition.TextOperator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Gaps and overlaps of tier rules and routes, and the chain of fallbacks. */
final class RuleChecks {
    private final Report report;

    RuleChecks(Report report) {
        this.report = report;
    }

    void check(Bound plan, Map<String, Bound> tiers) {
        List<Bound> rules = RuleOrder.sorted(plan.objects("tier-rules"));
        List<Bound> routes = plan.objects("routes");
        boolean complete = Stream.concat(rules.stream(), routes.stream()).allMatch(rule -> rule.has("when"));
        noTierInTierRules(rules);
        boolean known = tierWords(routes, tiers.keySet());
        unreachable(routes);
        fallbacks(tiers);
        premium(rules, tiers);
        if (RuleOrder.known(rules)) {
            unreachable(rules);
            new OverlapChecks(report).check(rules);
        }
        if (complete && !rules.isEmpty()) {
            catchAll(plan, rules);
            Set<String> given = given(rules, tiers);
            neverGiven(tiers, given);
            if (known) {
                routed(plan, tiers, given, routes);
            }
        }
    }

    private void noTierInTierRules(List<Bound> rules) {
        for (Bound rule : rules) {
            if (rule.has("when") && Conditions.leaves(condition(rule)).anyMatch(RuleChecks::asksTier)) {
                String message = "a tier rule cannot ask for the tier: it is what the rule decides";
                report.error(rule.spot("when"), Code.UNKNOWN_KEY, message, "use service, segment, flags, …");
            }
        }
    }

    /** True when every tier that a route names exists. */
    private boolean tierWords(List<Bound> routes, Set<String> tiers) {
        boolean known = true;
        for (Bound route : routes) {
            List<String> unknown = !route.has("when")
                    ? List.of()
                    : Conditions.leaves(condition(route))
                            .filter(RuleChecks::asksTier)
                            .filter(leaf -> leaf instanceof Condition.Text text && text.operator() == TextOperator.IS)
                            .flatMap(leaf -> ((Condition.Text) leaf).words().stream())
                            .filter(word -> !tiers.contains(word))
                            .toList();
            for (String word : unknown) {
                String message = "there is no tier \"" + word + "\"";
                report.error(route.spot("when"), Code.UNKNOWN_REFERENCE, message, Suggestion.hint(word, tiers));
            }
            known &= unknown.isEmpty();
        }
        return known;
    }

    private static boolean asksTier(Condition leaf) {
        return Conditions.field(leaf).filter(TextField.TIER::equals).isPresent();
    }

    private void unreachable(List<Bound> rules) {
        for (int later = 1; later < rules.size(); later++) {
            Bound rule = rules.get(later);
            rules.subList(0, later).stream()
                    .filter(earlier -> earlier.has("when") && rule.has("when") && !earlier.written("by"))
                    .filter(earlier -> Implication.holds(condition(rule), condition(earlier)))
                    .findFirst()
                    .ifPresent(earlier -> {
                        String message = "never reached: \"" + earlier.textOrEmpty("id") + "\" in line "
                                + earlier.spot().line() + " takes everything this could take";
                        String hint = RuleOrder.precedence(earlier) == RuleOrder.precedence(rule)
                                ? "move it above that one, or remove it"
                                : "give it a precedence of at least "
                                        + ConditionReader.word(RuleOrder.precedence(earlier)) + ", or remove it";
                        report.error(rule.spot("id"), Code.UNREACHABLE_RULE, message, hint);
                    });
        }
    }

    private void catchAll(Bound plan, List<Bound> rules) {
        if (rules.stream().noneMatch(rule -> Implication.holds(RuleOrder.ALWAYS, condition(rule)))) {
            String message = "no rule takes every shipment; some would have no tier";
            String hint = "end the list with {id: rest, when: {}, tier: …}";
            report.error(plan.spot("tier-rules"), Code.NO_CATCH_ALL, message, hint);
        }
    }

    /** Tiers that a rule gives, and those they fall back to. */
    private static Set<String> given(List<Bound> rules, Map<String, Bound> tiers) {
        Set<String> given = new HashSet<>();
        for (Bound rule : rules) {
            String tier = rule.textOrEmpty("tier");
            while (tiers.containsKey(tier) && given.add(tier)) {
                Bound described = tiers.get(tier);
                tier = described == null ? "" : described.textOrEmpty("fallback");
            }
        }
        return given;
    }

    private void neverGiven(Map<String, Bound> tiers, Set<String> given) {
        tiers.forEach((id, tier) -> {
            if (!given.contains(id)) {
                String message = "no rule gives tier \"" + id + "\" and no tier falls back to it";
                report.warning(tier.spot("id"), Code.TIER_NEVER_GIVEN, message, "add a tier rule, or remove the tier");
            }
        });
    }

    private void routed(Bound plan, Map<String, Bound> tiers, Set<String> given, List<Bound> routes) {
        for (String id : tiers.keySet()) {
            Condition inTier = new Condition.Text(TextField.TIER, TextOperator.IS, List.of(id));
            boolean certain = routes.stream()
                    .anyMatch(route -> !route.written("by") && Implication.holds(inTier, condition(route)));
            if (given.contains(id) && !certain && plan.has("routes")) {
                String message = "parcels of tier " + id + " may find no route";
                String hint =
                        "add a route without further conditions: {id: …, when: {tier: " + id + "}, destination: …}";
                report.error(plan.spot("routes"), Code.TIER_WITHOUT_ROUTE, message, hint);
            }
        }
    }

    private void fallbacks(Map<String, Bound> tiers) {
        tiers.forEach((id, tier) -> {
            Bound next = tier.has("fallback") ? tiers.get(tier.text("fallback")) : null;
            if (next == null) {
                return;
            }
            if (next.has("rank") && tier.has("rank") && next.number("rank") < tier.number("rank")) {
                String message = "falls back from rank " + tier.number("rank") + " to the more demanding rank "
                        + next.number("rank") + " of tier \"" + tier.text("fallback") + "\"";
                report.error(
                        tier.spot("fallback"),
                        Code.FALLBACK,
                        message,
                        "fall back to a tier of the same or a higher rank");
            } else if (circle(id, tiers)) {
                String message = "the fallbacks of tier \"" + id + "\" run in a circle";
                report.error(
                        tier.spot("fallback"), Code.FALLBACK, message, "let one tier of the circle have no fallback");
            }
        });
    }

    /** A premium tier is claimed by the shipment; neither a wide rule nor a fallback may give it by accident. */
    private void premium(List<Bound> rules, Map<String, Bound> tiers) {
        for (Bound rule : rules) {
            String tier = rule.textOrEmpty("tier");
            if (premium(tiers, tier) && rule.has("when") && !Conditions.claims(condition(rule))) {
                String message =
                        "tier \"" + tier + "\" is premium, and this rule can hold for shipments without a claim";
                String hint = "ask for a service, a segment or a flag that must be there, in every branch of any";
                report.error(rule.spot("when"), Code.UNCLAIMED_PREMIUM, message, hint);
            }
        }
        tiers.forEach((id, tier) -> {
            String fallback = tier.textOrEmpty("fallback");
            if (premium(tiers, fallback) && !premium(tiers, id)) {
                String message =
                        "tier \"" + id + "\" is not premium and falls back to the premium tier \"" + fallback + "\"";
                String hint = "fall back to a tier that is not premium";
                report.error(tier.spot("fallback"), Code.PREMIUM_FALLBACK, message, hint);
            }
        });
    }

    private static boolean premium(Map<String, Bound> tiers, String id) {
        Bound tier = tiers.get(id);
        return tier != null && tier.has("premium") && tier.flag("premium");
    }

    private static boolean circle(String start, Map<String, Bound> tiers) {
        Set<String> seen = new HashSet<>();
        Bound tier = tiers.get(start);
        while (tier != null && tier.has("fallback") && seen.add(tier.text("fallback"))) {
            if (tier.text("fallback").equals(start)) {
                return true;
            }
            tier = tiers.get(tier.text("fallback"));
        }
        return false;
    }

    private static Condition condition(Bound rule) {
        return rule.value("when", Condition.class);
    }
}
