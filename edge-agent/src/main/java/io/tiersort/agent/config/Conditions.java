// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.TextField;
import java.util.Optional;
import java.util.stream.Stream;

/** Questions about the form of a condition. */
final class Conditions {
    private Conditions() {}

    /** The comparisons that a condition is made of, negated ones too. */
    static Stream<Condition> leaves(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream().flatMap(Conditions::leaves);
        }
        if (condition instanceof Condition.Any any) {
            return any.parts().stream().flatMap(Conditions::leaves);
        }
        return condition instanceof Condition.Not not ? leaves(not.part()) : Stream.of(condition);
    }

    /** The text field that a comparison is about; empty for numbers and combinations. */
    static Optional<TextField> field(Condition leaf) {
        if (leaf instanceof Condition.Text text) {
            return Optional.of(text.field());
        }
        if (leaf instanceof Condition.Between between) {
            return Optional.of(between.field());
        }
        return leaf instanceof Condition.Listed listed ? Optional.of(listed.field()) : Optional.empty();
    }

    /**
     * True when the condition, in every way it can hold, asks for a service, a segment or a flag that must be there. To ask
     * that something is not there is no claim.
     */
    static boolean claims(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream().anyMatch(Conditions::claims);
        }
        if (condition instanceof Condition.Any any) {
            return any.parts().stream().allMatch(Conditions::claims);
        }
        if (condition instanceof Condition.Not not) {
            return claimsWithout(not.part());
        }
        return field(condition)
                .filter(field -> field == TextField.SERVICE || field == TextField.SEGMENT || field == TextField.FLAGS)
                .isPresent();
    }

    /** The same for the opposite of a condition. */
    private static boolean claimsWithout(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream().allMatch(Conditions::claimsWithout);
        }
        if (condition instanceof Condition.Any any) {
            return any.parts().stream().anyMatch(Conditions::claimsWithout);
        }
        return condition instanceof Condition.Not not && claims(not.part());
    }
}
