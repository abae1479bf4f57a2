// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.config.Bound.Item;
import io.tiersort.agent.plan.Condition;
import io.tiersort.device.Option;
import io.tiersort.device.Option.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads a {@link Tree} as its {@link Shape} says and reports every key and value that does not fit. */
final class Binder {
    private static final Set<String> TRUE_WORDS = Set.of("yes", "on", "True", "TRUE", "y", "1");
    private static final Set<String> FALSE_WORDS = Set.of("no", "off", "False", "FALSE", "n", "0");

    /** Rules are compared with each other, which takes time that grows with the square of their number. */
    private static final int ENTRIES_MAX = 2000;

    private final Report report;
    private final ConditionReader conditions;

    Binder(Report report) {
        this(report, PlanTables.NONE);
    }

    /** For plans, whose conditions may ask the tables. */
    Binder(Report report, PlanTables tables) {
        this.report = report;
        this.conditions = new ConditionReader(report, tables);
    }

    /** The object with everything that could be read; empty when {@code tree} is no object at all. */
    Optional<Bound> bind(Shape shape, Tree tree) {
        if (!(tree instanceof Tree.Entries object)) {
            wrongShape(tree, "an object (key: value) that describes " + shape.what());
            return Optional.empty();
        }
        return Optional.of(chosen(shape, object)
                .map(full -> bindAll(full, object))
                .orElseGet(() -> {
                    Bound partial = new Bound(object.spot());
                    object.entries()
                            .forEach(entry -> shape.field(entry.key()).ifPresent(field -> put(field, entry, partial)));
                    return partial;
                }));
    }

    /** The shape with the fields of the chosen variant; empty, and reported, when the choice is missing or unknown. */
    private Optional<Shape> chosen(Shape shape, Tree.Entries object) {
        if (shape.chosenBy().isEmpty()) {
            return Optional.of(shape);
        }
        Optional<Tree.Entry> choice = object.entries().stream()
                .filter(entry -> entry.key().equals(shape.chosenBy()))
                .findFirst();
        if (choice.isEmpty() || !(choice.get().value() instanceof Tree.Scalar word)) {
            String known = "known: " + String.join(", ", sorted(shape));
            report.error(object.spot(), Code.MISSING_KEY, "\"" + shape.chosenBy() + "\" is missing", known);
            return Optional.empty();
        }
        Shape variant = shape.variants().get(word.text());
        if (variant == null) {
            String message = "unknown " + shape.chosenBy() + " \"" + word.shown() + "\"";
            report.error(word.spot(), Code.UNKNOWN_REFERENCE, message, Suggestion.hint(word.text(), sorted(shape)));
            return Optional.empty();
        }
        List<Field> all = new ArrayList<>(shape.fields());
        all.addAll(variant.fields());
        return Optional.of(new Shape(variant.what(), all, "", Map.of()));
    }

    private static List<String> sorted(Shape shape) {
        return shape.variants().keySet().stream().sorted().toList();
    }

    private Bound bindAll(Shape shape, Tree.Entries object) {
        Bound bound = new Bound(object.spot());
        Set<String> given = object.entries().stream().map(Tree.Entry::key).collect(Collectors.toSet());
        List<String> unused =
                shape.keys().stream().filter(key -> !given.contains(key)).toList();
        Set<String> meant = new HashSet<>();
        for (Tree.Entry entry : object.entries()) {
            Optional<Field> field = shape.field(entry.key());
            if (field.isPresent()) {
                put(field.get(), entry, bound);
            } else {
                Optional<String> close = Suggestion.closest(entry.key(), unused);
                close.ifPresent(meant::add);
                String hint = Suggestion.hint(entry.key(), close.isPresent() ? unused : shape.keys());
                report.error(entry.spot(), Code.UNKNOWN_KEY, "unknown key for " + shape.what(), hint);
            }
        }
        for (Field field : shape.fields()) {
            if (unused.contains(field.name()) && !meant.contains(field.name())) {
                fill(field, shape, bound);
            }
        }
        return bound;
    }

    private void fill(Field field, Shape shape, Bound bound) {
        String fallback = field.option().fallback();
        if (field.option().required()) {
            String message = "\"" + field.name() + "\" is missing; " + shape.what() + " needs it";
            report.error(bound.spot(), Code.MISSING_KEY, message, "add " + field.name() + ": " + wanted(field));
        } else if (field.form() == Field.Form.OBJECT && fallback != null && field.shape() != null) {
            bound.put(field.name(), bindAll(field.shape(), new Tree.Entries(bound.spot(), List.of())), bound.spot());
        } else if (fallback != null) {
            Object value = field.parse(fallback).value();
            if (value != null) {
                boolean list = field.form() == Field.Form.LIST;
                bound.put(field.name(), list ? items(value, bound.spot()) : value, bound.spot());
            }
        }
    }

    private static List<Item<Object>> items(Object value, Spot spot) {
        List<?> values = value instanceof List<?> list ? list : List.of(value);
        return values.stream().map(item -> new Item<Object>(item, spot)).toList();
    }

    private static String wanted(Field field) {
        return switch (field.form()) {
            case SCALAR -> "followed by " + field.expectation();
            case LIST -> "[…]";
            case OBJECT, CONDITION -> "{…}";
            case OBJECTS, BRIEF -> "with a list of objects";
            case SECRET -> "{secret: name}";
        };
    }

    private void put(Field field, Tree.Entry entry, Bound bound) {
        bound.write(field.name());
        Object value = switch (field.form()) {
            case SCALAR -> scalar(field, entry.value());
            case LIST -> list(field, entry.value());
            case OBJECT ->
                field.shape() == null
                        ? null
                        : bind(field.shape(), entry.value()).orElse(null);
            case OBJECTS -> objects(field, entry.value());
            case BRIEF -> objects(field, full(field, entry.value()));
            case SECRET -> secret(field, entry.value());
            case CONDITION -> condition(entry.value());
        };
        if (value != null) {
            bound.put(field.name(), value, entry.value().spot());
        }
    }

    private @Nullable Object scalar(Field field, Tree tree) {
        if (!(tree instanceof Tree.Scalar node)) {
            wrongShape(tree, field.expectation());
            return null;
        }
        if (node.absent()) {
            report.error(node.spot(), Code.BAD_VALUE, "no value; expected " + field.expectation(), "");
            return null;
        }
        if (misquoted(field, node)) {
            return null;
        }
        var parsed = field.parse(node.text());
        if (parsed.value() == null) {
            String message = "found \"" + node.shown() + "\"; " + parsed.problem();
            report.error(node.spot(), Code.BAD_VALUE, message, valueHint(field, node));
        }
        return parsed.value();
    }

    private boolean misquoted(Field field, Tree.Scalar node) {
        String misread = node.misread();
        if (!misread.isEmpty() && !field.bare() && !(field.measured() && misread.equals("a number"))) {
            String message = "without quotes " + node.shown() + " is " + misread + "; expected " + field.expectation();
            report.error(node.spot(), Code.QUOTES, message, "write it in quotes: \"" + node.shown() + "\"");
            return true;
        }
        if (field.bare() && !node.plain()) {
            String message = "in quotes this is a text; expected " + field.expectation();
            report.error(node.spot(), Code.QUOTES, message, "remove the quotes: " + node.shown());
            return true;
        }
        return false;
    }

    private static String valueHint(Field field, Tree.Scalar node) {
        if (field.option().kind() == Kind.CHOICE) {
            return Suggestion.closest(node.text(), field.option().choices())
                    .map(close -> "did you mean \"" + close + "\"?")
                    .orElse("");
        }
        if (field.option().kind() == Kind.FLAG) {
            boolean yes = TRUE_WORDS.contains(node.text());
            return yes ? "write true" : FALSE_WORDS.contains(node.text()) ? "write false" : "";
        }
        return field.measured() && !node.misread().isEmpty() ? "write the unit: " + units(field, node.shown()) : "";
    }

    private static String units(Field field, String number) {
        return switch (field.option().kind()) {
            case DURATION -> number + "ms or " + number + "s";
            case LENGTH -> number + "mm or " + number + "m";
            case MASS -> number + "g or " + number + "kg";
            case SPEED -> number + "mm/s or " + number + "m/s";
            case SIZE -> number + "KiB or " + number + "MiB";
            default -> field.format() == Format.VOLUME ? number + "ml or " + number + "l" : number + "mm";
        };
    }

    private @Nullable Object list(Field field, Tree tree) {
        List<Tree> nodes = tree instanceof Tree.Items items ? items.items() : List.of(tree);
        if (nodes.isEmpty() && field.option().required()) {
            report.error(tree.spot(), Code.BAD_VALUE, "the list is empty; expected at least one entry", "");
            return null;
        }
        Field single = field.option().kind() == Kind.TEXTS ? texts(field) : field;
        List<Item<Object>> values = new ArrayList<>();
        for (Tree node : nodes) {
            Object value = scalar(single, node);
            if (value != null) {
                values.add(new Item<>(value, node.spot()));
            }
        }
        return List.copyOf(values);
    }

    private static Field texts(Field field) {
        var option = field.option();
        return Field.of(Option.absent(option.name(), Kind.TEXT, option.doc()));
    }

    private @Nullable Object objects(Field field, Tree tree) {
        Shape shape = field.shape();
        if (shape == null || !(tree instanceof Tree.Items items)) {
            wrongShape(tree, "a list, each entry beginning with \"- \"");
            return null;
        }
        if (items.items().isEmpty() && field.option().required()) {
            report.error(tree.spot(), Code.BAD_VALUE, "the list is empty; expected at least one entry", "");
        }
        if (items.items().size() > ENTRIES_MAX) {
            String message = items.items().size() + " entries; expected at most " + ENTRIES_MAX;
            report.error(tree.spot(), Code.BAD_VALUE, message, "");
            return null;
        }
        List<Bound> bound = new ArrayList<>();
        items.items().forEach(item -> bind(shape, item).ifPresent(bound::add));
        return List.copyOf(bound);
    }

    /** The list with every entry written out as an object. */
    private static Tree full(Field field, Tree tree) {
        List<Tree> nodes = tree instanceof Tree.Items items ? items.items() : List.of(tree);
        String first = field.shape() == null ? "" : field.shape().keys().get(0);
        List<Tree> objects = new ArrayList<>();
        for (Tree node : nodes) {
            objects.add(
                    node instanceof Tree.Scalar
                            ? new Tree.Entries(node.spot(), List.of(new Tree.Entry(node.spot(), first, node)))
                            : node);
        }
        return new Tree.Items(tree.spot(), objects);
    }

    private @Nullable Object secret(Field field, Tree tree) {
        if (tree instanceof Tree.Unread) {
            return null;
        }
        if (!(tree instanceof Tree.Entries object)) {
            report.error(
                    tree.spot().hidden(),
                    Code.WRONG_SHAPE,
                    "a secret does not belong into this file",
                    "write " + field.name() + ": {secret: name} and put the text into the file secrets/name");
            return null;
        }
        Field name = Field.of(Option.required("secret", Kind.TEXT, ""), Format.SECRET);
        Bound reference = bindAll(Shape.of("a secret reference", name), object);
        return reference.has("secret") ? reference.text("secret") : null;
    }

    private @Nullable Condition condition(Tree tree) {
        return conditions.read(tree).orElse(null);
    }

    private void wrongShape(Tree tree, String expected) {
        if (tree instanceof Tree.Unread) {
            return;
        }
        boolean absent = tree instanceof Tree.Scalar scalar && scalar.absent();
        String found = absent ? "nothing" : tree.kind();
        report.error(tree.spot(), Code.WRONG_SHAPE, "found " + found + "; expected " + expected, "");
    }
}
