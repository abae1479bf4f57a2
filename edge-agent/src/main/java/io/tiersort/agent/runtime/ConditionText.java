// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Rules;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.Shipment;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Conditions in words, and the part of one that did not hold. */
final class ConditionText {
    private ConditionText() {}

    /** The first part that does not hold and what was found instead; an empty text when the condition holds. */
    static String unmet(Condition condition, Subject subject) {
        if (Rules.holds(condition, subject)) {
            return "";
        }
        if (condition instanceof Condition.All all) {
            return all.parts().stream()
                    .filter(part -> !Rules.holds(part, subject))
                    .findFirst()
                    .map(part -> unmet(part, subject))
                    .orElse("");
        }
        return condition instanceof Condition.Not
                ? words(condition) + ", but it is so"
                : words(condition) + ": was " + found(condition, subject);
    }

    /** The condition as a person would say it. */
    static String words(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().isEmpty() ? "always" : joined(all.parts(), " and ");
        }
        if (condition instanceof Condition.Any any) {
            return joined(any.parts(), " or ");
        }
        if (condition instanceof Condition.Not not) {
            return "not (" + words(not.part()) + ")";
        }
        if (condition instanceof Condition.Text text) {
            String verb = text.operator() == Condition.TextOperator.IS ? " is " : " starts with ";
            return name(text.field()) + verb + String.join(" or ", text.words());
        }
        if (condition instanceof Condition.Between between) {
            return name(between.field()) + " from " + between.from() + " to " + between.to();
        }
        if (condition instanceof Condition.Listed listed) {
            return name(listed.field()) + " in table " + listed.table().id() + " is "
                    + String.join(" or ", listed.words());
        }
        Condition.Range range = (Condition.Range) condition;
        return name(range.field()) + bounds(range);
    }

    private static String joined(List<Condition> parts, String word) {
        return parts.stream().map(ConditionText::words).collect(Collectors.joining(word));
    }

    private static String bounds(Condition.Range range) {
        if (range.atMost() == Long.MAX_VALUE) {
            return " at least " + range.atLeast();
        }
        return range.atLeast() == Long.MIN_VALUE || range.atLeast() == 0
                ? " at most " + range.atMost()
                : " from " + range.atLeast() + " to " + range.atMost();
    }

    private static String found(Condition condition, Subject subject) {
        if (condition instanceof Condition.Any any) {
            return any.parts().stream()
                    .map(part -> found(part, subject))
                    .distinct()
                    .collect(Collectors.joining(", "));
        }
        if (condition instanceof Condition.Text text) {
            return text(text.field(), subject);
        }
        if (condition instanceof Condition.Between between) {
            return text(between.field(), subject);
        }
        if (condition instanceof Condition.Listed listed) {
            return text(listed.field(), subject);
        }
        if (condition instanceof Condition.Range range) {
            return String.valueOf(Rules.value(range.field(), subject));
        }
        return "otherwise";
    }

    private static String text(Condition.TextField field, Subject subject) {
        if (field == Condition.TextField.FLAGS) {
            return subject.shipment().flags().stream()
                    .map(Shipment.Flag::word)
                    .sorted()
                    .reduce((a, b) -> a + ", " + b)
                    .orElse("none");
        }
        String value = Rules.value(field, subject);
        return value.isEmpty() ? "empty" : "\"" + value + "\"";
    }

    static String name(Enum<?> field) {
        return field.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
