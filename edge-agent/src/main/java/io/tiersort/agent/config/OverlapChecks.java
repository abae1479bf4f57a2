// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Rules;
import io.tiersort.agent.plan.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Finds tier rules of one precedence that both hold for some shipment and give it different tiers, so that nothing but
 * their order decides. A rule that only narrows another is no such case: exceptions stand above the rule. Every overlap is
 * shown by a shipment that really reaches both rules; what cannot be shown is not reported.
 */
final class OverlapChecks {
    /** Pairs of rules for which a shipment is looked for. */
    private static final int SEARCHES_MAX = 20_000;

    private static final int REPORTED_MAX = 50;

    private final Report report;
    private final List<Candidate> earlier = new ArrayList<>();
    private int searches;
    private int reported;

    OverlapChecks(Report report) {
        this.report = report;
    }

    private record Candidate(Bound rule, Condition when, Samples.Branches branches) {
        String id() {
            return rule.textOrEmpty("id");
        }
    }

    /** Takes the rules in the order in which they are asked. */
    void check(List<Bound> rules) {
        for (Bound rule : rules) {
            if (!rule.has("when", "tier")) {
                continue;
            }
            if (searches >= SEARCHES_MAX || reported >= REPORTED_MAX) {
                String message = "from this rule on overlaps are not looked for: " + searches + " pairs were compared, "
                        + reported + " overlaps found";
                report.warning(rule.spot("id"), Code.RULE_OVERLAP, message, "correct the overlaps found first");
                return;
            }
            Condition when = rule.value("when", Condition.class);
            Candidate later = new Candidate(rule, when, Samples.branches(when));
            against(later);
            earlier.add(later);
        }
    }

    private void against(Candidate later) {
        for (int place = 0; place < earlier.size(); place++) {
            Candidate first = earlier.get(place);
            if (differ(first.rule(), later.rule()) && first.branches().mayMeet(later.branches())) {
                searches++;
                Optional<Subject> shown = shown(place, later);
                if (shown.isPresent()) {
                    reported++;
                    String message = "\"" + later.id() + "\" and \"" + first.id() + "\" in line "
                            + first.rule().spot().line() + " can both hold, and only their order decides: for example "
                            + Samples.describe(shown.get());
                    String hint = "give one of them another precedence, or a condition that keeps them apart";
                    report.warning(later.rule().spot("id"), Code.RULE_OVERLAP, message, hint);
                    return;
                }
            }
        }
    }

    private static boolean differ(Bound first, Bound later) {
        return RuleOrder.precedence(first) == RuleOrder.precedence(later)
                && !first.text("tier").equals(later.text("tier"));
    }

    /** A shipment that both rules would take and no rule above them does. */
    private Optional<Subject> shown(int place, Candidate later) {
        Candidate first = earlier.get(place);
        if (Implication.holds(first.when(), later.when()) || Implication.holds(later.when(), first.when())) {
            return Optional.empty();
        }
        return first.branches()
                .meet(later.branches())
                .filter(subject -> Rules.holds(first.when(), subject) && Rules.holds(later.when(), subject))
                .filter(subject ->
                        earlier.subList(0, place).stream().noneMatch(each -> Rules.holds(each.when(), subject)))
                .findFirst();
    }
}
