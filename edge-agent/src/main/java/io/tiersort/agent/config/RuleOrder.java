// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Plan.Precedence;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** The order in which tier rules are asked: by precedence, and as written among equals. */
final class RuleOrder {
    static final String KEY = "precedence";
    static final Condition ALWAYS = new Condition.All(List.of());

    private RuleOrder() {}

    /** As written in a plan. */
    static String[] words() {
        return Arrays.stream(Precedence.values()).map(ConditionReader::word).toArray(String[]::new);
    }

    /** What the rule says; else a rule for everybody is the default and any other a promise. */
    static Precedence precedence(Bound rule) {
        if (rule.has(KEY)) {
            return Arrays.stream(Precedence.values())
                    .filter(precedence -> ConditionReader.word(precedence).equals(rule.text(KEY)))
                    .findFirst()
                    .orElseThrow();
        }
        boolean everybody =
                rule.has("when") && rule.value("when", Condition.class).equals(ALWAYS);
        return everybody ? Precedence.DEFAULT : Precedence.PROMISE;
    }

    /** False when a rule has a precedence that nobody knows: then the order cannot be told. */
    static boolean known(List<Bound> rules) {
        return rules.stream().allMatch(rule -> rule.has(KEY) || !rule.written(KEY));
    }

    static List<Bound> sorted(List<Bound> rules) {
        return rules.stream()
                .sorted(Comparator.comparing(RuleOrder::precedence))
                .toList();
    }
}
