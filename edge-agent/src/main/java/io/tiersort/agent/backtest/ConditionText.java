// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.backtest;

import io.tiersort.agent.plan.Condition;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Conditions in the words of a plan file. */
final class ConditionText {
    private ConditionText() {}

    static String of(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().isEmpty() ? "always" : joined(all.parts(), " and ");
        }
        if (condition instanceof Condition.Any any) {
            return any.parts().isEmpty() ? "never" : joined(any.parts(), " or ");
        }
        if (condition instanceof Condition.Not not) {
            return "not (" + of(not.part()) + ")";
        }
        if (condition instanceof Condition.Text text) {
            boolean whole = text.operator() == Condition.TextOperator.IS;
            return word(text.field()) + (whole ? " is " : " starts with ") + String.join(" or ", text.words());
        }
        if (condition instanceof Condition.Between between) {
            return word(between.field()) + " between " + between.from() + " and " + between.to();
        }
        if (condition instanceof Condition.Listed listed) {
            return word(listed.field()) + " in table " + listed.table().id() + " as "
                    + String.join(" or ", listed.words());
        }
        return range((Condition.Range) condition);
    }

    private static String range(Condition.Range range) {
        String field = word(range.field());
        if (range.atMost() == Long.MAX_VALUE) {
            return field + " at least " + range.atLeast();
        }
        boolean open = range.atLeast() <= 0;
        return field + (open ? "" : " from " + range.atLeast()) + (open ? " at most " : " to ") + range.atMost();
    }

    private static String joined(List<Condition> parts, String word) {
        return parts.stream()
                .map(part -> part instanceof Condition.All || part instanceof Condition.Any
                        ? "(" + of(part) + ")"
                        : of(part))
                .collect(Collectors.joining(word));
    }

    /** As written in a plan. */
    static String word(Enum<?> field) {
        return field.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
