// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Rules;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Invents parcels for which conditions hold. A condition is taken apart into branches of which each is enough; for each
 * branch a value is chosen per field out of those the branch itself mentions. The parcel is a proposal: the caller asks
 * {@link Rules} whether the conditions hold for it.
 */
final class Samples {
    private static final int BRANCHES_MAX = 32;
    private static final int TABLE_ROWS_TRIED = 50;
    /** A word that no plan mentions. */
    private static final String OTHER = "other";

    private Samples() {}

    /** A comparison of a field that must come out true or false. */
    private record Literal(Condition leaf, Enum<?> field, boolean wanted) {
        static Literal of(Condition leaf, boolean wanted) {
            Enum<?> field = leaf instanceof Condition.Range range
                    ? range.field()
                    : Conditions.field(leaf).orElseThrow();
            return new Literal(leaf, field, wanted);
        }

        boolean refuses(Literal other) {
            return field == other.field && wanted && other.wanted && Implication.disjoint(leaf, other.leaf);
        }
    }

    /** Ways in which a condition holds; literals of one branch hold together. */
    record Branches(List<List<Literal>> ways) {
        Branches {
            ways = List.copyOf(ways);
        }

        /** False when the two ask one field for different words: then no parcel is worth looking for. */
        boolean mayMeet(Branches other) {
            for (List<Literal> one : ways) {
                for (List<Literal> two : other.ways) {
                    if (compatible(one, two)) {
                        return true;
                    }
                }
            }
            return false;
        }

        /** Proposals of parcels for which both hold. */
        Stream<Subject> meet(Branches other) {
            return ways.stream()
                    .flatMap(one -> other.ways.stream()
                            .filter(two -> compatible(one, two))
                            .flatMap(two -> proposal(
                                    Stream.concat(one.stream(), two.stream()).toList())
                                    .stream()));
        }
    }

    static Branches branches(Condition condition) {
        return new Branches(ways(condition, true));
    }

    private static List<List<Literal>> ways(Condition condition, boolean wanted) {
        if (condition instanceof Condition.Not not) {
            return ways(not.part(), !wanted);
        }
        if (condition instanceof Condition.All all) {
            return wanted ? product(all.parts(), true) : union(all.parts(), false);
        }
        if (condition instanceof Condition.Any any) {
            return wanted ? union(any.parts(), true) : product(any.parts(), false);
        }
        return List.of(List.of(Literal.of(condition, wanted)));
    }

    private static List<List<Literal>> union(List<Condition> parts, boolean wanted) {
        return parts.stream()
                .flatMap(part -> ways(part, wanted).stream())
                .limit(BRANCHES_MAX)
                .toList();
    }

    private static List<List<Literal>> product(List<Condition> parts, boolean wanted) {
        List<List<Literal>> joined = List.of(List.of());
        for (Condition part : parts) {
            List<List<Literal>> further = ways(part, wanted);
            joined = joined.stream()
                    .flatMap(way -> further.stream()
                            .map(other ->
                                    Stream.concat(way.stream(), other.stream()).toList()))
                    .limit(BRANCHES_MAX)
                    .toList();
        }
        return joined;
    }

    private static boolean compatible(List<Literal> one, List<Literal> two) {
        for (Literal a : one) {
            for (Literal b : two) {
                if (a.refuses(b)) {
                    return false;
                }
            }
        }
        return true;
    }

    private static Optional<Subject> proposal(List<Literal> literals) {
        Map<TextField, String> texts = new EnumMap<>(TextField.class);
        for (TextField field : TextField.values()) {
            Optional<String> value = field == TextField.FLAGS ? Optional.of("") : text(field, literals);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            texts.put(field, value.get());
        }
        Map<NumberField, Long> numbers = new EnumMap<>(NumberField.class);
        for (NumberField field : NumberField.values()) {
            Optional<Long> value = number(field, literals);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            numbers.put(field, value.get());
        }
        return Optional.of(subject(texts, numbers, flags(literals)));
    }

    private static Optional<String> text(TextField field, List<Literal> literals) {
        List<Literal> own = literals.stream()
                .filter(literal ->
                        Conditions.field(literal.leaf()).filter(field::equals).isPresent())
                .toList();
        if (own.isEmpty()) {
            return Optional.of("");
        }
        return candidates(own).stream()
                .filter(value ->
                        own.stream().allMatch(literal -> Implication.fits(value, literal.leaf()) == literal.wanted()))
                .findFirst();
    }

    /** Words that the comparisons mention, and short ones filled up with the ends of long ones. */
    private static Set<String> candidates(List<Literal> literals) {
        Set<String> words = new LinkedHashSet<>();
        for (Literal literal : literals) {
            if (literal.leaf() instanceof Condition.Text text) {
                words.addAll(text.words());
            } else if (literal.leaf() instanceof Condition.Between between) {
                words.add(between.from());
                words.add(between.to());
            } else if (literal.leaf() instanceof Condition.Listed listed) {
                listed.table().rows().stream()
                        .filter(row -> listed.words().contains(row.value()))
                        .limit(TABLE_ROWS_TRIED)
                        .forEach(row -> words.add(row.from()));
            }
        }
        Set<String> all = new LinkedHashSet<>(words);
        for (String head : words) {
            words.stream()
                    .filter(tail -> tail.length() > head.length())
                    .forEach(tail -> all.add(head + tail.substring(head.length())));
        }
        all.add("");
        all.add(OTHER);
        return all;
    }

    private static Optional<Long> number(NumberField field, List<Literal> literals) {
        List<Literal> own =
                literals.stream().filter(literal -> literal.field() == field).toList();
        return Stream.concat(
                        Stream.of(0L),
                        own.stream()
                                .map(literal -> (Condition.Range) literal.leaf())
                                .flatMap(range -> Stream.of(
                                        range.atLeast(), range.atMost(), range.atLeast() - 1, range.atMost() + 1)))
                .filter(value -> value >= 0 && value < Integer.MAX_VALUE)
                .filter(value -> own.stream().allMatch(literal -> holds(literal, value)))
                .findFirst();
    }

    private static boolean holds(Literal literal, long value) {
        Condition.Range range = (Condition.Range) literal.leaf();
        return (value >= range.atLeast() && value <= range.atMost()) == literal.wanted();
    }

    /** For each comparison that wants a flag the first one that no other comparison forbids. */
    private static Set<Shipment.Flag> flags(List<Literal> literals) {
        Set<Shipment.Flag> flags = EnumSet.noneOf(Shipment.Flag.class);
        Set<Shipment.Flag> allowed = EnumSet.allOf(Shipment.Flag.class);
        List<Literal> own = literals.stream()
                .filter(literal -> literal.field() == TextField.FLAGS)
                .toList();
        own.stream()
                .filter(literal -> !literal.wanted())
                .forEach(literal -> allowed.removeIf(flag -> Implication.fits(flag.word(), literal.leaf())));
        own.stream()
                .filter(Literal::wanted)
                .forEach(literal -> allowed.stream()
                        .filter(flag -> Implication.fits(flag.word(), literal.leaf()))
                        .findFirst()
                        .ifPresent(flags::add));
        return flags;
    }

    private static Subject subject(
            Map<TextField, String> texts, Map<NumberField, Long> numbers, Set<Shipment.Flag> flags) {
        Shipment shipment = new Shipment(
                "sample",
                List.of(),
                texts.getOrDefault(TextField.SEGMENT, ""),
                texts.getOrDefault(TextField.SERVICE, ""),
                flags,
                texts.getOrDefault(TextField.POSTCODE, ""),
                texts.getOrDefault(TextField.COUNTRY, ""),
                texts.getOrDefault(TextField.POINT, ""),
                "",
                "",
                "",
                0,
                0,
                0,
                0,
                0,
                0,
                Shipment.Status.OPEN);
        Label label = new Label(
                texts.getOrDefault(TextField.CARRIER, ""),
                texts.getOrDefault(TextField.CARRIER_SERVICE, ""),
                texts.getOrDefault(TextField.ROUTE_CODE, ""),
                "",
                "",
                false);
        Customer customer = new Customer(
                "",
                0,
                numbers.getOrDefault(NumberField.MISSED_DELIVERIES, 0L).intValue(),
                numbers.getOrDefault(NumberField.RATING, 0L).intValue(),
                texts.getOrDefault(TextField.PREFERRED_POINT, ""));
        return boxed(
                new Subject(
                        shipment,
                        label,
                        customer,
                        texts.getOrDefault(TextField.TIER, ""),
                        numbers.getOrDefault(NumberField.WEIGHT, 0L),
                        numbers.getOrDefault(NumberField.LENGTH, 0L),
                        numbers.getOrDefault(NumberField.WIDTH, 0L),
                        numbers.getOrDefault(NumberField.HEIGHT, 0L)),
                numbers.getOrDefault(NumberField.VOLUME, 0L));
    }

    /** Sides in their order, and long enough for the wanted volume when nothing is said about them. */
    private static Subject boxed(Subject subject, long millilitres) {
        long height = subject.heightMm();
        long width = Math.max(subject.widthMm(), height);
        long length = Math.max(subject.lengthMm(), width);
        if (length == 0 && millilitres > 0) {
            height = (long) Math.cbrt(millilitres * 1000.0);
            width = height;
            length = (millilitres * 1000 + height * width - 1) / (height * width);
        }
        return new Subject(
                subject.shipment(),
                subject.label(),
                subject.customer(),
                subject.tier(),
                subject.grams(),
                length,
                width,
                height);
    }

    /** What is known of the parcel, such as {@code service same-day, weight 2000 g}. */
    static String describe(Subject subject) {
        List<String> parts = new ArrayList<>();
        for (TextField field : TextField.values()) {
            String value = field == TextField.FLAGS ? flagWords(subject) : Rules.value(field, subject);
            if (!value.isEmpty()) {
                parts.add(ConditionReader.word(field) + " " + value);
            }
        }
        for (NumberField field : NumberField.values()) {
            if (Rules.value(field, subject) > 0) {
                parts.add(ConditionReader.word(field) + " " + Rules.value(field, subject) + unit(field));
            }
        }
        return parts.isEmpty() ? "a parcel of which nothing is known" : String.join(", ", parts);
    }

    private static String flagWords(Subject subject) {
        return String.join(
                " and ",
                subject.shipment().flags().stream()
                        .map(Shipment.Flag::word)
                        .sorted()
                        .toList());
    }

    private static String unit(NumberField field) {
        return switch (field) {
            case WEIGHT -> " g";
            case LENGTH, WIDTH, HEIGHT -> " mm";
            case VOLUME -> " ml";
            case MISSED_DELIVERIES, RATING -> "";
        };
    }
}
