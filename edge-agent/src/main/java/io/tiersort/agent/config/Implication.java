// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.All;
import io.tiersort.agent.plan.Condition.Any;
import io.tiersort.agent.plan.Condition.Between;
import io.tiersort.agent.plan.Condition.Listed;
import io.tiersort.agent.plan.Condition.Not;
import io.tiersort.agent.plan.Condition.Range;
import io.tiersort.agent.plan.Condition.Text;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Condition.TextOperator;
import io.tiersort.agent.plan.Table.Row;
import java.util.List;
import java.util.Optional;

/**
 * Whether one condition holds whenever another does. Sound, not complete: {@code true} is certain, {@code false} means that
 * it could not be shown. Conditions are of one plan, where a table is known by its id.
 */
final class Implication {
    private Implication() {}

    /** True when every parcel for which {@code inner} holds also fulfils {@code outer}. */
    static boolean holds(Condition inner, Condition outer) {
        return outerByParts(inner, outer) || innerByParts(inner, outer) || leaves(inner, outer);
    }

    private static boolean outerByParts(Condition inner, Condition outer) {
        if (outer instanceof All all) {
            return all.parts().stream().allMatch(part -> holds(inner, part));
        }
        return outer instanceof Any any && any.parts().stream().anyMatch(part -> holds(inner, part));
    }

    private static boolean innerByParts(Condition inner, Condition outer) {
        if (inner instanceof All all) {
            return all.parts().stream().anyMatch(part -> holds(part, outer));
        }
        return inner instanceof Any any && any.parts().stream().allMatch(part -> holds(part, outer));
    }

    private static boolean leaves(Condition inner, Condition outer) {
        if (outer instanceof Range wide) {
            return everything(wide) || (inner instanceof Range narrow && within(narrow, wide));
        }
        if (outer instanceof Not not) {
            return excludes(inner, not.part());
        }
        return sameField(inner, outer) && covers(inner, outer);
    }

    private static boolean everything(Range range) {
        return range.atLeast() <= 0 && range.atMost() == Long.MAX_VALUE;
    }

    private static boolean within(Range narrow, Range wide) {
        return narrow.field() == wide.field() && wide.atLeast() <= narrow.atLeast() && narrow.atMost() <= wide.atMost();
    }

    /** True when {@code part} can never hold together with {@code inner}. */
    private static boolean excludes(Condition inner, Condition part) {
        return (inner instanceof Not other && holds(part, other.part())) || disjoint(inner, part);
    }

    private static boolean sameField(Condition one, Condition other) {
        Optional<TextField> field = Conditions.field(one);
        return field.isPresent() && field.equals(Conditions.field(other));
    }

    /** Both are comparisons of one text field. */
    private static boolean covers(Condition narrow, Condition wide) {
        if (is(narrow)) {
            return ((Text) narrow).words().stream().allMatch(word -> fits(word, wide));
        }
        if (narrow instanceof Listed inner) {
            return wide instanceof Listed outer
                    && inner.table().id().equals(outer.table().id())
                    && outer.words().containsAll(inner.words());
        }
        List<Row> ranges = ranges(wide);
        return ranges(narrow).stream().allMatch(row -> ranges.stream().anyMatch(range -> inside(row, range)));
    }

    private static boolean is(Condition leaf) {
        return leaf instanceof Text text && text.operator() == TextOperator.IS;
    }

    /** True when a comparison of a text field holds for this value. */
    static boolean fits(String value, Condition leaf) {
        if (is(leaf)) {
            return ((Text) leaf).words().contains(value);
        }
        if (leaf instanceof Listed listed) {
            String found = listed.table().find(value);
            return found != null && listed.words().contains(found);
        }
        return ranges(leaf).stream().anyMatch(range -> range.holds(value));
    }

    /** What {@code starts-with} and {@code between} take, as ranges of first characters; nothing for other comparisons. */
    private static List<Row> ranges(Condition leaf) {
        if (leaf instanceof Between between) {
            return List.of(new Row(between.from(), between.to(), ""));
        }
        return leaf instanceof Text text && text.operator() == TextOperator.STARTS_WITH
                ? text.words().stream().map(word -> new Row(word, word, "")).toList()
                : List.of();
    }

    private static boolean inside(Row narrow, Row wide) {
        int length = wide.from().length();
        return narrow.from().length() >= length
                && narrow.from().substring(0, length).compareTo(wide.from()) >= 0
                && narrow.to().substring(0, length).compareTo(wide.to()) <= 0;
    }

    /** True when two comparisons can never hold together. A field with one value cannot be two words; flags can. */
    static boolean disjoint(Condition one, Condition other) {
        if (one instanceof Range a && other instanceof Range b) {
            return a.field() == b.field() && (a.atMost() < b.atLeast() || b.atMost() < a.atLeast());
        }
        Optional<TextField> field = Conditions.field(one);
        boolean single = field.isPresent() && field.get() != TextField.FLAGS;
        return single && field.equals(Conditions.field(other)) && apart(one, other);
    }

    /** The same for two comparisons of one text field with one value. */
    private static boolean apart(Condition one, Condition other) {
        if (is(one)) {
            return ((Text) one).words().stream().noneMatch(word -> fits(word, other));
        }
        if (is(other)) {
            return apart(other, one);
        }
        if (one instanceof Listed a) {
            return other instanceof Listed b
                    && a.table().id().equals(b.table().id())
                    && a.words().stream().noneMatch(b.words()::contains);
        }
        return !(other instanceof Listed)
                && ranges(one).stream()
                        .allMatch(range -> ranges(other).stream().allMatch(second -> apart(range, second)));
    }

    private static boolean apart(Row one, Row other) {
        int length = Math.min(one.from().length(), other.from().length());
        return one.to().substring(0, length).compareTo(other.from().substring(0, length)) < 0
                || other.to().substring(0, length).compareTo(one.from().substring(0, length)) < 0;
    }
}
