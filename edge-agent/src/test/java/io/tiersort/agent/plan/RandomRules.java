// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Condition.TextOperator;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/** Conditions and subjects of few different words and numbers, so that they meet often. */
final class RandomRules {
    private static final List<TextField> SINGLE =
            EnumSet.complementOf(EnumSet.of(TextField.FLAGS)).stream().toList();

    private static final List<NumberField> NUMBERS = List.of(NumberField.values());
    private static final List<Shipment.Flag> FLAGS = List.of(Shipment.Flag.values());

    private final Random random;
    private final List<Table> tables = new ArrayList<>();

    RandomRules(long seed) {
        random = new Random(seed);
        for (int number = 0; number < 3; number++) {
            tables.add(table("t" + number, random.nextInt(12)));
        }
    }

    Table table(String id, int size) {
        List<Table.Row> rows = new ArrayList<>();
        for (int row = 0; row < size; row++) {
            String[] bounds = bounds();
            rows.add(new Table.Row(bounds[0], bounds[1], word()));
        }
        return new Table(id, rows);
    }

    List<Condition> conditions(int size) {
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            conditions.add(condition(3));
        }
        return conditions;
    }

    private Condition condition(int depth) {
        return switch (random.nextInt(depth == 0 ? 5 : 9)) {
            case 0 -> new Condition.Text(single(), operator(), words());
            case 1 -> flags();
            case 2 -> between();
            case 3 -> new Condition.Listed(single(), tables.get(random.nextInt(tables.size())), words());
            case 4 -> range();
            case 5 -> new Condition.Not(condition(depth - 1));
            case 6 -> new Condition.Any(parts(depth - 1));
            default -> new Condition.All(parts(depth - 1));
        };
    }

    private List<Condition> parts(int depth) {
        List<Condition> parts = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            parts.add(condition(depth));
        }
        return parts;
    }

    private Condition flags() {
        String word = FLAGS.get(random.nextInt(FLAGS.size())).word();
        return random.nextBoolean()
                ? new Condition.Text(TextField.FLAGS, TextOperator.IS, List.of(word))
                : new Condition.Text(TextField.FLAGS, TextOperator.STARTS_WITH, List.of(word.substring(0, 1)));
    }

    private Condition between() {
        String[] bounds = bounds();
        return new Condition.Between(single(), bounds[0], bounds[1]);
    }

    private String[] bounds() {
        String one = word();
        StringBuilder other = new StringBuilder();
        while (other.length() < one.length()) {
            other.append(letter());
        }
        return new String[] {one, other.toString()};
    }

    private Condition range() {
        NumberField field = NUMBERS.get(random.nextInt(NUMBERS.size()));
        long least = random.nextInt(8);
        return new Condition.Range(field, least, random.nextBoolean() ? Long.MAX_VALUE : random.nextInt(8));
    }

    private TextField single() {
        return SINGLE.get(random.nextInt(SINGLE.size()));
    }

    private TextOperator operator() {
        return random.nextBoolean() ? TextOperator.IS : TextOperator.STARTS_WITH;
    }

    private List<String> words() {
        List<String> words = new ArrayList<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            words.add(word());
        }
        return words;
    }

    /** No to four letters of three. */
    String word() {
        StringBuilder word = new StringBuilder();
        for (int left = random.nextInt(5); left > 0; left--) {
            word.append(letter());
        }
        return word.toString();
    }

    private char letter() {
        return (char) ('a' + random.nextInt(3));
    }

    Subject subject() {
        Set<Shipment.Flag> flags = EnumSet.noneOf(Shipment.Flag.class);
        for (int left = random.nextInt(3); left > 0; left--) {
            flags.add(FLAGS.get(random.nextInt(FLAGS.size())));
        }
        Shipment shipment = new Shipment(
                "R1",
                List.of(),
                word(),
                word(),
                flags,
                word(),
                word(),
                word(),
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
        return new Subject(
                shipment,
                new Label(word(), word(), word(), "", "", false),
                new Customer("c", 1, number(), number(), word()),
                word(),
                number(),
                number() * 10L,
                number() * 10L,
                number() * 10L);
    }

    private int number() {
        return random.nextInt(8);
    }
}
