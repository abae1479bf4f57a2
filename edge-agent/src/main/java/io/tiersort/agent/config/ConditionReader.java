// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Condition.TextOperator;
import io.tiersort.agent.plan.Table;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads the condition of a rule. An object holds when all its entries hold; a field takes one word, a list of which one must
 * fit, {@code starts-with}, {@code between} or {@code table}; numbers take {@code at-least} and {@code at-most}; {@code any},
 * {@code all} and {@code not} combine.
 */
final class ConditionReader {
    static final String STARTS_WITH = "starts-with";
    static final String BETWEEN = "between";
    static final String TABLE = "table";
    static final String IS = "is";
    static final String AT_LEAST = "at-least";
    static final String AT_MOST = "at-most";
    private static final String COUNTRY = "[A-Z]{2}";

    private static final int DEPTH_MAX = 6;
    private static final int RATING_MAX = 5;

    private final Report report;
    private final PlanTables tables;
    /** Levels of any, all and not around the condition being read. */
    private int depth;

    ConditionReader(Report report, PlanTables tables) {
        this.report = report;
        this.tables = tables;
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

    /** The bound of a number field, from which its messages and schema come. */
    static Field bound(NumberField field, String name) {
        String doc = name.equals(AT_LEAST) ? "Smallest value." : "Largest value.";
        return switch (field) {
            case WEIGHT -> Field.of(Option.absent(name, Kind.MASS, doc));
            case LENGTH, WIDTH, HEIGHT -> Field.of(Option.absent(name, Kind.LENGTH, doc));
            case VOLUME -> Field.of(Option.absent(name, Kind.TEXT, doc), Format.VOLUME);
            case MISSED_DELIVERIES -> Field.of(Option.absent(name, Kind.INTEGER, doc));
            case RATING -> Field.of(Option.absent(name, Kind.INTEGER, doc).within(0, RATING_MAX));
        };
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
        if (!(tree instanceof Tree.Entries object)) {
            return words(field, tree, true).map(words -> new Condition.Text(field, TextOperator.IS, words));
        }
        Set<String> given = object.entries().stream().map(Tree.Entry::key).collect(Collectors.toSet());
        boolean several = field == TextField.FLAGS;
        if (given.equals(Set.of(STARTS_WITH))) {
            return words(field, object.entries().get(0).value(), false)
                    .map(words -> new Condition.Text(field, TextOperator.STARTS_WITH, words));
        }
        if (given.equals(Set.of(BETWEEN)) && !several) {
            return between(field, object.entries().get(0).value());
        }
        if (given.equals(Set.of(TABLE, IS)) && !several) {
            return listed(field, object);
        }
        String further = several ? "" : ", {between: [\"10115\", \"14199\"]} or {table: zones, is: [inner]}";
        String message = "found an object; expected a word, a list of words, {starts-with: [\"10\", \"12\"]}" + further;
        report.error(tree.spot(), Code.WRONG_SHAPE, message, "");
        return Optional.empty();
    }

    private Optional<Condition> between(TextField field, Tree tree) {
        Optional<List<String>> words = words(field, tree, false);
        if (words.isEmpty()) {
            return Optional.empty();
        }
        List<String> bounds = words.get();
        boolean range = bounds.size() == 2
                && bounds.get(0).length() == bounds.get(1).length()
                && bounds.get(0).compareTo(bounds.get(1)) <= 0;
        if (!range) {
            String message = "expected two words of one length, the smaller one first";
            report.error(tree.spot(), Code.BAD_VALUE, message, "write it like [\"10115\", \"14199\"]");
            return Optional.empty();
        }
        return Optional.of(new Condition.Between(field, bounds.get(0), bounds.get(1)));
    }

    private Optional<Condition> listed(TextField field, Tree.Entries object) {
        Bound asked = new Binder(report).bind(listedShape(), object).orElseThrow();
        if (!asked.has(TABLE, IS)) {
            return Optional.empty();
        }
        String id = asked.text(TABLE);
        Optional<Table> table = tables.find(id);
        if (table.isEmpty()) {
            String message = "there is no table \"" + id + "\"";
            report.error(asked.spot(TABLE), Code.UNKNOWN_REFERENCE, message, Suggestion.hint(id, tables.ids()));
            return Optional.empty();
        }
        if (!tables.sound(id)) {
            return Optional.empty();
        }
        Set<String> known = tables.words(id).keySet();
        boolean whole = true;
        for (Bound.Item<String> word : asked.<String>items(IS)) {
            if (!known.contains(word.value())) {
                String message = "table \"" + id + "\" has no row with the word \"" + word.value() + "\"";
                report.error(word.spot(), Code.UNKNOWN_REFERENCE, message, Suggestion.hint(word.value(), known));
                whole = false;
            }
        }
        return whole ? Optional.of(new Condition.Listed(field, table.get(), asked.list(IS))) : Optional.empty();
    }

    /** A look into a table. */
    static Shape listedShape() {
        return Shape.of(
                "a look into a table",
                Field.of(Option.required(TABLE, Kind.TEXT, "Id of the table."), Format.ID),
                Field.list(Option.required(IS, Kind.TEXT, "Words of the table."), Format.PLAIN));
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
            String example = switch (field) {
                case WEIGHT -> "{at-most: 2kg}";
                case LENGTH, WIDTH, HEIGHT -> "{at-least: 600mm}";
                case VOLUME -> "{at-most: 30l}";
                case MISSED_DELIVERIES, RATING -> "{at-least: 2}";
            };
            report.error(tree.spot(), Code.WRONG_SHAPE, "found " + tree.kind() + "; expected bounds: " + example, "");
            return Optional.empty();
        }
        Shape shape = Shape.of("the bounds of a number", bound(field, AT_LEAST), bound(field, AT_MOST));
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
