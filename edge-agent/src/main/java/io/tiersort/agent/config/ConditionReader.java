// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Condition.TextOperator;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the condition of a rule. An object holds when all its entries hold; a field takes one word, a list of which one must
 * fit, or {@code starts-with}; weight and length take {@code at-least} and {@code at-most}; {@code any}, {@code all} and
 * {@code not} combine.
 */
final class ConditionReader {
    static final String STARTS_WITH = "starts-with";
    static final String AT_LEAST = "at-least";
    static final String AT_MOST = "at-most";
    private static final String COUNTRY = "[A-Z]{2}";

    private static final int DEPTH_MAX = 6;

    private final Report report;
    /** Levels of any, all and not around the condition being read. */
    private int depth;

    ConditionReader(Report report) {
        this.report = report;
    }

    /** As written in a plan. */
    static String word(Enum<?> field) {
        return field.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Every key a condition may have. */
    static List<String> keys() {
        return Stream.concat(
                        Stream.of(TextField.values(), NumberField.values())
                                .flatMap(Arrays::stream)
                                .map(ConditionReader::word),
                        Stream.of("any", "all", "not"))
                .toList();
    }

    /** The words that {@code flags} knows. */
    static List<String> flags() {
        return Arrays.stream(Shipment.Flag.values()).map(Shipment.Flag::word).toList();
    }

    /** The bound of a number field as an option, from which its messages and schema come. */
    static Option bound(NumberField field, String name) {
        Kind kind = switch (field) {
            case WEIGHT -> Kind.MASS;
            case LENGTH, WIDTH, HEIGHT -> Kind.LENGTH;
            case VOLUME, MISSED_DELIVERIES, RATING -> Kind.INTEGER;
        };
        return Option.absent(name, kind, name.equals(AT_LEAST) ? "Smallest value." : "Largest value.");
    }

    /** The condition, or nothing and at least one problem. */
    Optional<Condition> read(Tree tree) {
        if (!(tree instanceof Tree.Entries object)) {
            report.error(
                    tree.spot(),
                    Code.WRONG_SHAPE,
                    "found " + tree.kind() + "; expected a condition such as {service: same-day}",
                    "{} holds always");
            return Optional.empty();
        }
        List<Condition> parts = new ArrayList<>();
        boolean whole = true;
        for (Tree.Entry entry : object.entries()) {
            Optional<Condition> part = entry(entry);
            part.ifPresent(parts::add);
            whole &= part.isPresent();
        }
        if (!whole) {
            return Optional.empty();
        }
        return Optional.of(parts.size() == 1 ? parts.get(0) : new Condition.All(parts));
    }

    private Optional<Condition> entry(Tree.Entry entry) {
        for (TextField field : TextField.values()) {
            if (word(field).equals(entry.key())) {
                return text(field, entry.value());
            }
        }
        for (NumberField field : NumberField.values()) {
            if (word(field).equals(entry.key())) {
                return range(field, entry.value());
            }
        }
        return switch (entry.key()) {
            case "any", "all", "not" -> combined(entry);
            default -> {
                String message = "unknown key for a condition";
                report.error(entry.spot(), Code.UNKNOWN_KEY, message, Suggestion.hint(entry.key(), keys()));
                yield Optional.empty();
            }
        };
    }

    private Optional<Condition> combined(Tree.Entry entry) {
        if (depth == DEPTH_MAX) {
            String message = "more than " + DEPTH_MAX + " levels of any, all and not";
            report.error(entry.spot(), Code.BAD_VALUE, message, "split it into several rules");
            return Optional.empty();
        }
        depth++;
        Optional<Condition> condition = switch (entry.key()) {
            case "any" -> several(entry.value()).map(Condition.Any::new);
            case "all" -> several(entry.value()).map(Condition.All::new);
            default -> read(entry.value()).map(Condition.Not::new);
        };
        depth--;
        return condition;
    }

    private Optional<List<Condition>> several(Tree tree) {
        if (!(tree instanceof Tree.Items list) || list.items().isEmpty()) {
            String example = "expected a list of conditions such as [{service: same-day}, {segment: vip}]";
            report.error(tree.spot(), Code.WRONG_SHAPE, "found " + tree.kind() + "; " + example, "");
            return Optional.empty();
        }
        List<Optional<Condition>> parts = list.items().stream().map(this::read).toList();
        return parts.stream().allMatch(Optional::isPresent)
                ? Optional.of(parts.stream().flatMap(Optional::stream).toList())
                : Optional.empty();
    }

    private Optional<Condition> text(TextField field, Tree tree) {
        if (tree instanceof Tree.Entries object) {
            if (object.entries().size() == 1 && object.entries().get(0).key().equals(STARTS_WITH)) {
                return words(field, object.entries().get(0).value(), false)
                        .map(words -> new Condition.Text(field, TextOperator.STARTS_WITH, words));
            }
            String message = "found an object; expected a word, a list of words, or {starts-with: [\"10\", \"12\"]}";
            report.error(tree.spot(), Code.WRONG_SHAPE, message, "");
            return Optional.empty();
        }
        return words(field, tree, true).map(words -> new Condition.Text(field, TextOperator.IS, words));
    }

    private Optional<List<String>> words(TextField field, Tree tree, boolean whole) {
        List<Tree> nodes = tree instanceof Tree.Items list ? list.items() : List.of(tree);
        if (nodes.isEmpty()) {
            report.error(tree.spot(), Code.BAD_VALUE, "the list is empty; expected at least one word", "");
            return Optional.empty();
        }
        List<String> words = new ArrayList<>();
        for (Tree node : nodes) {
            word(field, node, whole).ifPresent(words::add);
        }
        return words.size() == nodes.size() ? Optional.of(List.copyOf(words)) : Optional.empty();
    }

    private Optional<String> word(TextField field, Tree tree, boolean whole) {
        if (!(tree instanceof Tree.Scalar scalar)
                || scalar.absent()
                || scalar.text().isBlank()) {
            report.error(tree.spot(), Code.BAD_VALUE, "found " + tree.kind() + " without text; expected a word", "");
            return Optional.empty();
        }
        String text = scalar.text();
        if (!scalar.misread().isEmpty()) {
            String message = "without quotes " + text + " is " + scalar.misread() + "; expected a text";
            report.error(scalar.spot(), Code.QUOTES, message, "write it in quotes: \"" + text + "\"");
            return Optional.empty();
        }
        if (whole && field == TextField.FLAGS && !flags().contains(text)) {
            report.error(scalar.spot(), Code.BAD_VALUE, "unknown flag", Suggestion.hint(text, flags()));
            return Optional.empty();
        }
        if (whole && field == TextField.COUNTRY && !text.matches(COUNTRY)) {
            String message = "found \"" + text + "\"; expected two capital letters such as DE (ISO 3166)";
            report.error(scalar.spot(), Code.BAD_VALUE, message, "");
            return Optional.empty();
        }
        return Optional.of(text);
    }

    private Optional<Condition> range(NumberField field, Tree tree) {
        if (!(tree instanceof Tree.Entries object) || object.entries().isEmpty()) {
            String example = field == NumberField.WEIGHT ? "{at-most: 2kg}" : "{at-least: 600mm}";
            report.error(tree.spot(), Code.WRONG_SHAPE, "found " + tree.kind() + "; expected bounds: " + example, "");
            return Optional.empty();
        }
        Shape shape =
                Shape.of("the bounds of a number", Field.of(bound(field, AT_LEAST)), Field.of(bound(field, AT_MOST)));
        Bound bounds = new Binder(report).bind(shape, tree).orElseThrow();
        if (object.entries().stream().anyMatch(entry -> !bounds.has(entry.key()))) {
            return Optional.empty();
        }
        long atLeast = bounds.numberOrZero(AT_LEAST);
        long atMost = bounds.has(AT_MOST) ? bounds.number(AT_MOST) : Long.MAX_VALUE;
        if (atLeast > atMost) {
            report.error(tree.spot(), Code.BAD_VALUE, "at-least is above at-most: never true", "swap the two bounds");
            return Optional.empty();
        }
        return Optional.of(new Condition.Range(field, atLeast, atMost));
    }
}
