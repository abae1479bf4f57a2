// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Condition.TextOperator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Locker banks and pickup points: sizes, alternatives, and rules that name points nobody described. */
final class PointChecks {
    private final Report report;

    PointChecks(Report report) {
        this.report = report;
    }

    void check(Bound plan, Map<String, Bound> points) {
        plan.objects("points").forEach(point -> {
            PlanChecks.exactlyOne(report, point, "compartments", "room");
            alternative(point, points);
            compartments(point.objects("compartments"));
        });
        if (!points.isEmpty()) {
            Stream.of("tier-rules", "routes")
                    .flatMap(list -> plan.objects(list).stream())
                    .filter(rule -> rule.has("when"))
                    .forEach(rule -> named(rule, points.keySet()));
        }
    }

    private void alternative(Bound point, Map<String, Bound> points) {
        if (!point.has("alternative", "id")) {
            return;
        }
        String alternative = point.text("alternative");
        if (!points.containsKey(alternative)) {
            String message = "there is no point \"" + alternative + "\"";
            String hint = Suggestion.hint(alternative, points.keySet());
            report.error(point.spot("alternative"), Code.UNKNOWN_REFERENCE, message, hint);
        } else if (circle(point.text("id"), points)) {
            String message = "the alternatives of point \"" + point.text("id") + "\" run in a circle";
            String hint = "let one point of the circle have no alternative";
            report.error(point.spot("alternative"), Code.POINT_CIRCLE, message, hint);
        }
    }

    private static boolean circle(String start, Map<String, Bound> points) {
        Set<String> seen = new HashSet<>();
        Bound point = points.get(start);
        while (point != null && point.has("alternative") && seen.add(point.text("alternative"))) {
            if (point.text("alternative").equals(start)) {
                return true;
            }
            point = points.get(point.text("alternative"));
        }
        return false;
    }

    /** The first compartment that fits is taken, so that a large one before a small one would waste the large one. */
    private void compartments(List<Bound> compartments) {
        Set<String> sizes = new HashSet<>();
        for (int i = 0; i < compartments.size(); i++) {
            Bound compartment = compartments.get(i);
            if (compartment.has("size") && !sizes.add(compartment.text("size"))) {
                String message = "size " + compartment.text("size") + " is described twice";
                report.error(compartment.spot("size"), Code.DUPLICATE_ID, message, "give each size a name of its own");
            }
            Bound before = i == 0 ? compartment : compartments.get(i - 1);
            if (volume(compartment) < volume(before)) {
                String message = "this compartment is smaller than the one before it";
                report.error(
                        compartment.spot(), Code.COMPARTMENTS, message, "list them from the smallest to the largest");
            }
        }
    }

    private static long volume(Bound compartment) {
        return Stream.of("length", "width", "height")
                .mapToLong(compartment::numberOrZero)
                .reduce(1, (one, other) -> one * other);
    }

    private void named(Bound rule, Set<String> points) {
        Conditions.leaves(rule.value("when", Condition.class))
                .filter(leaf -> leaf instanceof Condition.Text text
                        && text.operator() == TextOperator.IS
                        && (text.field() == TextField.POINT || text.field() == TextField.PREFERRED_POINT))
                .flatMap(leaf -> ((Condition.Text) leaf).words().stream())
                .filter(word -> !points.contains(word))
                .forEach(word -> {
                    String message = "no point \"" + word + "\" is described: its room is not counted";
                    String hint = Suggestion.hint(word, points);
                    report.warning(rule.spot("when"), Code.UNKNOWN_REFERENCE, message, hint);
                });
    }
}
