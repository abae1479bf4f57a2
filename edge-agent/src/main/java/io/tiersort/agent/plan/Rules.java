// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import io.tiersort.agent.shipment.Shipment;
import java.util.List;

/** Evaluates conditions. Pure; any thread. */
public final class Rules {
    private Rules() {}

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
        if (condition instanceof Condition.Between between) {
            return between(between.from(), between.to(), value(between.field(), subject));
        }
        if (condition instanceof Condition.Listed listed) {
            String found = listed.table().find(value(listed.field(), subject));
            return found != null && listed.words().contains(found);
        }
        Condition.Range range = (Condition.Range) condition;
        long value = value(range.field(), subject);
        return value >= range.atLeast() && value <= range.atMost();
    }

    /** True when the first characters of the text, as many as {@code from} has, lie between the two. */
    static boolean between(String from, String to, String text) {
        if (text.length() < from.length()) {
            return false;
        }
        String start = text.substring(0, from.length());
        return start.compareTo(from) >= 0 && start.compareTo(to) <= 0;
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

    /** The text that a condition on this field is asked about; throws for flags, which are several. */
    public static String value(Condition.TextField field, Subject subject) {
        Shipment shipment = subject.shipment();
        return switch (field) {
            case SEGMENT -> shipment.segment();
            case SERVICE -> shipment.service();
            case POSTCODE -> shipment.postcode();
            case COUNTRY -> shipment.country();
            case POINT -> shipment.point();
            case CARRIER -> subject.label().carrier();
            case CARRIER_SERVICE -> subject.label().service();
            case ROUTE_CODE -> subject.label().route();
            case PREFERRED_POINT -> subject.customer().preferredPoint();
            case TIER -> subject.tier();
            case FLAGS -> throw new IllegalStateException("flags have many values");
        };
    }

    /** The number that a condition on this field is asked about. */
    public static long value(Condition.NumberField field, Subject subject) {
        return switch (field) {
            case WEIGHT -> subject.grams();
            case LENGTH -> subject.lengthMm();
            case WIDTH -> subject.widthMm();
            case HEIGHT -> subject.heightMm();
            case VOLUME -> subject.millilitres();
            case MISSED_DELIVERIES -> subject.customer().missedDeliveries();
            case RATING -> subject.customer().rating();
        };
    }
}
