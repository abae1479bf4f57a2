// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.shipment.Shipment;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Says why a condition does not hold, in the words of a plan. Pure; any thread. */
final class Objection {
    private static final int WORDS_TOLD = 5;

    private Objection() {}

    /** The first part that does not hold, and what the subject has instead; an empty text when the condition holds. */
    static String of(Condition condition, Subject subject) {
        if (Rules.holds(condition, subject)) {
            return "";
        }
        if (condition instanceof Condition.All all) {
            return all.parts().stream()
                    .map(part -> of(part, subject))
                    .filter(objection -> !objection.isEmpty())
                    .findFirst()
                    .orElse("");
        }
        if (condition instanceof Condition.Any any) {
            return any.parts().isEmpty()
                    ? "any of nothing"
                    : any.parts().stream().map(part -> of(part, subject)).collect(Collectors.joining("; and "));
        }
        if (condition instanceof Condition.Not not) {
            return "not (" + words(not.part()) + "): it holds";
        }
        return words(condition) + ": was " + found(condition, subject);
    }

    /** The condition as a phrase. */
    private static String words(Condition condition) {
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
            String operator = text.operator() == Condition.TextOperator.IS ? " is " : " starts with ";
            return word(text.field()) + operator + choice(text.words());
        }
        if (condition instanceof Condition.Between between) {
            return word(between.field()) + " between " + between.from() + " and " + between.to();
        }
        if (condition instanceof Condition.Listed listed) {
            return word(listed.field()) + " in " + listed.table().id() + " is " + choice(listed.words());
        }
        return range((Condition.Range) condition);
    }

    private static String joined(List<Condition> parts, String by) {
        return parts.stream().map(Objection::words).collect(Collectors.joining(by));
    }

    private static String choice(List<String> words) {
        String told = words.stream().limit(WORDS_TOLD).collect(Collectors.joining(" or "));
        return words.size() <= WORDS_TOLD ? told : told + " or " + (words.size() - WORDS_TOLD) + " more";
    }

    private static String range(Condition.Range range) {
        String unit = unit(range.field());
        String least = range.atLeast() <= 0 ? "" : " at least " + range.atLeast() + unit;
        String most = range.atMost() == Long.MAX_VALUE ? "" : " at most " + range.atMost() + unit;
        String both = least + (least.isEmpty() || most.isEmpty() ? "" : " and") + most;
        return word(range.field()) + (both.isEmpty() ? " of any value" : both);
    }

    private static String found(Condition condition, Subject subject) {
        if (condition instanceof Condition.Text text) {
            return value(text.field(), subject);
        }
        if (condition instanceof Condition.Between between) {
            return value(between.field(), subject);
        }
        if (condition instanceof Condition.Listed listed) {
            String word = listed.table().find(Rules.value(listed.field(), subject));
            return value(listed.field(), subject)
                    + (word == null ? ", which no row holds" : ", which gives \"" + word + "\"");
        }
        Condition.Range range = (Condition.Range) condition;
        return Rules.value(range.field(), subject) + unit(range.field());
    }

    private static String value(TextField field, Subject subject) {
        if (field != TextField.FLAGS) {
            return "\"" + Rules.value(field, subject) + "\"";
        }
        String flags = subject.shipment().flags().stream()
                .map(Shipment.Flag::word)
                .sorted()
                .map(word -> "\"" + word + "\"")
                .collect(Collectors.joining(", "));
        return flags.isEmpty() ? "none" : flags;
    }

    private static String unit(NumberField field) {
        return switch (field) {
            case WEIGHT -> " g";
            case LENGTH, WIDTH, HEIGHT -> " mm";
            case VOLUME -> " ml";
            case MISSED_DELIVERIES, RATING -> "";
        };
    }

    private static String word(Enum<?> field) {
        return field.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
