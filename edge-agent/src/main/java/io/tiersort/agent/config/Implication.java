// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.All;
import io.tiersort.agent.plan.Condition.Any;
import io.tiersort.agent.plan.Condition.Not;
import io.tiersort.agent.plan.Condition.Range;
import io.tiersort.agent.plan.Condition.Text;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Condition.TextOperator;
import java.util.List;

/**
 * Whether one condition holds whenever another does. Sound, not complete: {@code true} is certain, {@code false} means that
 * it could not be shown.
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
        if (outer instanceof Text wide) {
            return inner instanceof Text narrow && narrow.field() == wide.field() && covers(narrow, wide);
        }
        return outer instanceof Not not && excludes(inner, not.part());
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

    private static boolean covers(Text narrow, Text wide) {
        List<String> known = wide.words();
        return switch (wide.operator()) {
            case IS -> narrow.operator() == TextOperator.IS && known.containsAll(narrow.words());
            case STARTS_WITH ->
                narrow.words().stream().allMatch(word -> known.stream().anyMatch(word::startsWith));
        };
    }

    /** A field with one value cannot be two words at once; flags can. */
    private static boolean disjoint(Condition one, Condition other) {
        return one instanceof Text a
                && other instanceof Text b
                && a.field() == b.field()
                && a.field() != TextField.FLAGS
                && a.operator() == TextOperator.IS
                && b.operator() == TextOperator.IS
                && a.words().stream().noneMatch(b.words()::contains);
    }
}
