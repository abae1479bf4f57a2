// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import io.tiersort.agent.shipment.Shipment;
import java.util.List;

/** Evaluates conditions. Pure; any thread. */
public final class Rules {
    private Rules() {}

    /**
     * What conditions are asked about.
     *
     * @param tier id of the tier already chosen, or an empty text
     * @param grams measured mass, else declared, else 0
     * @param lengthMm measured longest side, else declared, else 0
     */
    public record Subject(Shipment shipment, String tier, long grams, long lengthMm) {}

    /** True when the condition holds for the subject. */
    public static boolean holds(Condition condition, Subject subject) {
        if (condition instanceof Condition.All all) {
            return every(all.parts(), subject);
        }
        if (condition instanceof Condition.Any any) {
            return some(any.parts(), subject);
        }
        if (condition instanceof Condition.Not not) {
            return !holds(not.part(), subject);
        }
        if (condition instanceof Condition.Text text) {
            return text(text, subject);
        }
        Condition.Range range = (Condition.Range) condition;
        long value = range.field() == Condition.NumberField.WEIGHT ? subject.grams() : subject.lengthMm();
        return value >= range.atLeast() && value <= range.atMost();
    }

    private static boolean every(List<Condition> parts, Subject subject) {
        for (Condition part : parts) {
            if (!holds(part, subject)) {
                return false;
            }
        }
        return true;
    }

    private static boolean some(List<Condition> parts, Subject subject) {
        for (Condition part : parts) {
            if (holds(part, subject)) {
                return true;
            }
        }
        return false;
    }

    private static boolean text(Condition.Text test, Subject subject) {
        if (test.field() == Condition.TextField.FLAGS) {
            for (Shipment.Flag flag : subject.shipment().flags()) {
                if (fits(test, flag.word())) {
                    return true;
                }
            }
            return false;
        }
        return fits(test, value(test.field(), subject));
    }

    private static boolean fits(Condition.Text test, String value) {
        for (String word : test.words()) {
            if (test.operator() == Condition.TextOperator.IS ? value.equals(word) : value.startsWith(word)) {
                return true;
            }
        }
        return false;
    }

    private static String value(Condition.TextField field, Subject subject) {
        Shipment shipment = subject.shipment();
        return switch (field) {
            case SEGMENT -> shipment.segment();
            case SERVICE -> shipment.service();
            case POSTCODE -> shipment.postcode();
            case COUNTRY -> shipment.country();
            case POINT -> shipment.point();
            case TIER -> subject.tier();
            case FLAGS -> throw new IllegalStateException("flags have many values");
        };
    }
}
