// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Question.Answer;
import io.tiersort.agent.plan.Question.Topic;
import io.tiersort.agent.shipment.Shipment;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One topic of rules: which of them a subject's answer leaves in the running. Immutable; any thread. */
final class Axis {
    private final Topic topic;
    private final Positions indifferent;
    private final Map<String, Positions> words = new HashMap<>();
    private final List<Starts> starts = new ArrayList<>();
    private final @Nullable Spans<Long, Positions> numbers;

    /** Rules that ask for the first {@code characters} of a text. */
    private record Starts(int characters, Spans<String, Positions> spans) {}

    /** The axis of a topic, for a number of rules of which some ask about it: their answers by their position. */
    Axis(Topic topic, int rules, Map<Integer, List<Answer>> asking) {
        this.topic = topic;
        BitSet others = new BitSet(rules);
        others.set(0, rules);
        asking.keySet().forEach(others::clear);
        indifferent = Positions.of(others);
        Map<String, BitSet> byWord = new HashMap<>();
        Map<Integer, List<Spans.Span<String>>> byLength = new TreeMap<>();
        List<Spans.Span<Long>> ranges = new ArrayList<>();
        asking.forEach((position, answers) -> answers.forEach(answer -> {
            if (answer instanceof Answer.Word word) {
                byWord.computeIfAbsent(word.word(), key -> new BitSet()).set(position);
            } else if (answer instanceof Answer.Start start) {
                byLength.computeIfAbsent(start.from().length(), key -> new ArrayList<>())
                        .add(new Spans.Span<>(start.from(), start.to(), position));
            } else if (answer instanceof Answer.Numbers range) {
                ranges.add(new Spans.Span<>(range.from(), range.to(), position));
            }
        }));
        byWord.forEach((word, positions) -> words.put(word, Positions.of(positions)));
        byLength.forEach((characters, spans) -> starts.add(new Starts(characters, new Spans<>(spans, Positions::of))));
        numbers = ranges.isEmpty() ? null : new Spans<>(ranges, Positions::of);
    }

    /** Rules that do not ask about the topic. */
    Positions indifferent() {
        return indifferent;
    }

    /** Rules that ask and take what the subject answers. */
    Positions taking(Subject subject) {
        if (topic instanceof Topic.OfNumber number) {
            Spans<Long, Positions> ranges = numbers;
            Positions found = ranges == null ? null : ranges.find(Rules.value(number.field(), subject));
            return Objects.requireNonNullElse(found, Positions.NONE);
        }
        Topic.OfText text = (Topic.OfText) topic;
        if (text.field() != TextField.FLAGS) {
            return taking(value(text, subject));
        }
        Positions all = Positions.NONE;
        for (Shipment.Flag flag : subject.shipment().flags()) {
            all = all.or(taking(flag.word()));
        }
        return all;
    }

    private static @Nullable String value(Topic.OfText text, Subject subject) {
        String value = Rules.value(text.field(), subject);
        Table table = text.table();
        return table == null ? value : table.find(value);
    }

    private Positions taking(@Nullable String value) {
        if (value == null) {
            return Positions.NONE;
        }
        Positions all = words.getOrDefault(value, Positions.NONE);
        for (Starts asked : starts) {
            Positions found = value.length() < asked.characters()
                    ? null
                    : asked.spans().find(value.substring(0, asked.characters()));
            all = found == null ? all : all.or(found);
        }
        return all;
    }
}
