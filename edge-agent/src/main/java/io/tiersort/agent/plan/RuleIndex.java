// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import io.tiersort.agent.plan.Question.Answer;
import io.tiersort.agent.plan.Question.Topic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Ordered rules, of which the first that holds is found without asking each. For every topic that rules ask about, the
 * subject's answer leaves some of them in the running; those left by all topics, 64 at a time, are evaluated in order.
 * The answer is always that of asking one after the other. Immutable; any thread.
 *
 * @param <T> a rule
 */
public final class RuleIndex<T> {
    private static final long EVERY = -1L;

    private final List<T> rules;
    private final Function<T, Condition> when;
    private final List<Axis> axes = new ArrayList<>();
    private final int words;

    /**
     * A rule that was asked.
     *
     * @param because the first part that did not hold and what was found instead, such as {@code service is same-day: was
     *     "standard"}; an empty text when the rule held
     */
    public record Asked<T>(T rule, boolean held, String because) {}

    private RuleIndex(List<T> rules, Function<T, Condition> when) {
        this.rules = List.copyOf(rules);
        this.when = when;
        words = (rules.size() + Positions.WORD - 1) / Positions.WORD;
        Map<Topic, Map<Integer, List<Answer>>> topics = new LinkedHashMap<>();
        for (int position = 0; position < rules.size(); position++) {
            for (Question question : Question.of(when.apply(rules.get(position)))) {
                // A second question of a rule about one topic is left to its evaluation.
                topics.computeIfAbsent(question.topic(), topic -> new HashMap<>())
                        .putIfAbsent(position, question.answers());
            }
        }
        topics.forEach((topic, asking) -> axes.add(new Axis(topic, rules.size(), asking)));
    }

    /** The rules in order, each with its condition. */
    public static <T> RuleIndex<T> of(List<T> rules, Function<T, Condition> when) {
        return new RuleIndex<>(rules, when);
    }

    /** The first rule that holds, or null. */
    public @Nullable T first(Subject subject) {
        return first(subject, rule -> true);
    }

    /** The first rule that holds and is accepted, or null; rules that do not hold are not offered. */
    public @Nullable T first(Subject subject, Predicate<T> accepted) {
        Positions[] taking = new Positions[axes.size()];
        for (int i = 0; i < taking.length; i++) {
            taking[i] = axes.get(i).taking(subject);
        }
        for (int word = 0; word < words; word++) {
            for (long left = left(taking, word); left != 0; left &= left - 1) {
                T rule = rules.get(word * Positions.WORD + Long.numberOfTrailingZeros(left));
                if (Rules.holds(when.apply(rule), subject) && accepted.test(rule)) {
                    return rule;
                }
            }
        }
        return null;
    }

    private long left(Positions[] taking, int word) {
        int beyond = (word + 1) * Positions.WORD - rules.size();
        long left = beyond <= 0 ? EVERY : EVERY >>> beyond;
        for (int i = 0; i < taking.length && left != 0; i++) {
            left &= axes.get(i).indifferent().word(word) | taking[i].word(word);
        }
        return left;
    }

    /** Every rule up to the first that holds, with what kept it from holding; for people, one after the other. */
    public List<Asked<T>> trace(Subject subject) {
        List<Asked<T>> asked = new ArrayList<>();
        for (T rule : rules) {
            String objection = Objection.of(when.apply(rule), subject);
            asked.add(new Asked<>(rule, objection.isEmpty(), objection));
            if (objection.isEmpty()) {
                break;
            }
        }
        return List.copyOf(asked);
    }
}
