// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A part of a condition that can be looked up: what it asks about, and which answers it takes. */
record Question(Topic topic, List<Answer> answers) {
    /** What is asked about. */
    sealed interface Topic {
        /** A text of the subject, or what a table gives for it. */
        record OfText(TextField field, @Nullable Table table) implements Topic {}

        /** A number of the subject. */
        record OfNumber(NumberField field) implements Topic {}
    }

    /** What is taken. */
    sealed interface Answer {
        /** This text. */
        record Word(String word) implements Answer {}

        /** Texts whose first characters lie between these. */
        record Start(String from, String to) implements Answer {}

        /** Numbers between these. */
        record Numbers(long from, long to) implements Answer {}
    }

    /** The questions to which a subject must have a taken answer for the condition to hold; they may be fewer than it asks. */
    static List<Question> of(Condition condition) {
        if (condition instanceof Condition.All all) {
            return all.parts().stream().flatMap(part -> of(part).stream()).toList();
        }
        Question question = single(condition);
        return question == null ? List.of() : List.of(question);
    }

    private static @Nullable Question single(Condition condition) {
        if (condition instanceof Condition.Text text) {
            return text(text);
        }
        if (condition instanceof Condition.Range range) {
            return new Question(
                    new Topic.OfNumber(range.field()), List.of(new Answer.Numbers(range.atLeast(), range.atMost())));
        }
        if (condition instanceof Condition.Between between && between.field() != TextField.FLAGS) {
            return new Question(
                    new Topic.OfText(between.field(), null), List.of(new Answer.Start(between.from(), between.to())));
        }
        if (condition instanceof Condition.Listed listed && listed.field() != TextField.FLAGS) {
            return new Question(new Topic.OfText(listed.field(), listed.table()), words(listed.words()));
        }
        return condition instanceof Condition.Any any ? any(any.parts()) : null;
    }

    private static Question text(Condition.Text text) {
        List<Answer> answers = text.operator() == Condition.TextOperator.IS
                ? words(text.words())
                : text.words().stream()
                        .<Answer>map(word -> new Answer.Start(word, word))
                        .toList();
        return new Question(new Topic.OfText(text.field(), null), answers);
    }

    private static List<Answer> words(List<String> words) {
        return words.stream().<Answer>map(Answer.Word::new).toList();
    }

    /** Alternatives about one topic are one question; others are none. */
    private static @Nullable Question any(List<Condition> parts) {
        List<Question> questions = new ArrayList<>();
        for (Condition part : parts) {
            Question question = single(part);
            if (question == null
                    || (!questions.isEmpty() && !questions.get(0).topic().equals(question.topic()))) {
                return null;
            }
            questions.add(question);
        }
        if (questions.isEmpty()) {
            return null;
        }
        Stream<Answer> answers = questions.stream().flatMap(question -> question.answers().stream());
        return new Question(questions.get(0).topic(), answers.toList());
    }
}
