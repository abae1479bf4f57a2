// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.sim;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.plan.Table;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.sim.ParcelShapes;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * What one shipment is like, and how it is made to be as a condition asks. What only a label or a customer's history tells
 * is beyond its reach, as is what a condition excludes. One owner.
 */
final class Traits {
    private static final int POSTCODE_CHARACTERS = 5;
    private static final int GRAMS_MAX = 60_000;
    private static final int SIDE_MAX_MM = 2_400;

    private final RandomGenerator random;
    private final Set<Shipment.Flag> flags = EnumSet.noneOf(Shipment.Flag.class);
    private String segment;
    private String service = "standard";
    private String postcode;
    private String country = "DE";
    private String point = "";
    private int grams;
    private int lengthMm;
    private int widthMm;
    private int heightMm;

    /** Somebody's usual parcel: half of them for the region around the site, the others for anywhere. */
    Traits(RandomGenerator random) {
        this.random = random;
        segment = random.nextInt(5) == 0 ? "business" : "private";
        postcode = random.nextBoolean() ? between("10", "13") : digits("");
        ParcelShapes.Shape shape = ParcelShapes.draw(random);
        grams = shape.grams();
        lengthMm = shape.lengthMm();
        widthMm = shape.widthMm();
        heightMm = shape.heightMm();
    }

    void flag(Shipment.Flag flag) {
        flags.add(flag);
    }

    void sendTo(String where) {
        point = where;
    }

    String service() {
        return service;
    }

    String point() {
        return point;
    }

    /** Changes what is needed for the condition to hold, as far as that can be done. */
    void meet(Condition condition) {
        if (condition instanceof Condition.All all) {
            all.parts().forEach(this::meet);
        } else if (condition instanceof Condition.Any any && !any.parts().isEmpty()) {
            meet(pick(any.parts()));
        } else if (condition instanceof Condition.Text text) {
            String word = pick(text.words());
            set(text.field(), text.operator() == Condition.TextOperator.STARTS_WITH ? digits(word) : word);
        } else if (condition instanceof Condition.Between between) {
            set(between.field(), between(between.from(), between.to()));
        } else if (condition instanceof Condition.Listed listed) {
            List<Table.Row> rows = listed.table().rows().stream()
                    .filter(row -> listed.words().contains(row.value()))
                    .toList();
            if (!rows.isEmpty()) {
                Table.Row row = pick(rows);
                set(listed.field(), between(row.from(), row.to()));
            }
        } else if (condition instanceof Condition.Range range) {
            fit(range);
        }
    }

    private void set(Condition.TextField field, String value) {
        switch (field) {
            case SEGMENT -> segment = value;
            case SERVICE -> service = value;
            case POSTCODE -> postcode = value;
            case COUNTRY -> country = value;
            case POINT -> point = value;
            case FLAGS -> {
                for (Shipment.Flag flag : Shipment.Flag.values()) {
                    if (flag.word().equals(value)) {
                        flags.add(flag);
                    }
                }
            }
            default -> {
                // What the label, the customer's history or the plan says is not the shipment's.
            }
        }
    }

    private void fit(Condition.Range range) {
        switch (range.field()) {
            case WEIGHT -> grams = clamp(grams, range, GRAMS_MAX);
            case LENGTH -> {
                lengthMm = clamp(lengthMm, range, SIDE_MAX_MM);
                widthMm = Math.min(widthMm, lengthMm);
                heightMm = Math.min(heightMm, widthMm);
            }
            case WIDTH -> {
                widthMm = clamp(widthMm, range, SIDE_MAX_MM);
                lengthMm = Math.max(lengthMm, widthMm);
                heightMm = Math.min(heightMm, widthMm);
            }
            case HEIGHT -> {
                heightMm = clamp(heightMm, range, SIDE_MAX_MM);
                widthMm = Math.max(widthMm, heightMm);
                lengthMm = Math.max(lengthMm, widthMm);
            }
            default -> {
                // A volume follows from the sides; the rest is the customer's history.
            }
        }
    }

    private static int clamp(int value, Condition.Range range, int most) {
        return (int) Math.min(Math.min(most, range.atMost()), Math.max(value, range.atLeast()));
    }

    private <T> T pick(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    /** A text that begins between two words of one length; the first of them when they are no numbers. */
    private String between(String from, String to) {
        boolean numbers = isNumber(from) && isNumber(to);
        if (!numbers) {
            return from;
        }
        int low = Integer.parseInt(from);
        int drawn = low + random.nextInt(Integer.parseInt(to) - low + 1);
        return digits(String.format("%0" + from.length() + "d", drawn));
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty()
                && text.length() <= POSTCODE_CHARACTERS
                && text.chars().allMatch(character -> character >= '0' && character <= '9');
    }

    /** A number that goes on to the length of a postcode; another word stays as it is. */
    private String digits(String start) {
        if (!start.isEmpty() && !isNumber(start)) {
            return start;
        }
        StringBuilder all = new StringBuilder(start);
        while (all.length() < POSTCODE_CHARACTERS) {
            all.append(random.nextInt(10));
        }
        return all.toString();
    }

    Subject subject() {
        return new Subject(
                shipment("", List.of(), ""), Label.NONE, Customer.UNKNOWN, "", grams, lengthMm, widthMm, heightMm);
    }

    /** A shipment of this kind, promised nothing. */
    Shipment shipment(String reference, List<String> codes, String group) {
        return shipment(reference, codes, group, 0);
    }

    /** A shipment of this kind that must not be delivered before this instant, 0 for any. */
    Shipment shipment(String reference, List<String> codes, String group, long notBefore) {
        return new Shipment(
                reference,
                codes,
                segment,
                service,
                flags,
                postcode,
                country,
                point,
                "",
                group,
                "",
                0,
                notBefore,
                grams,
                lengthMm,
                widthMm,
                heightMm,
                Shipment.Status.OPEN);
    }
}
