// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Condition.TextOperator;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.runtime.Background;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The line and the plan of made-up parcels, and an uplink that has acknowledged records up to {@code delivered}. */
record SampleBackground(long delivered) implements Background {
    @Override
    public Optional<LineLayout> layout(String line) {
        List<LineLayout.Chute> chutes = new ArrayList<>();
        for (int number = 1; number <= SampleParcel.HOSPITAL; number++) {
            chutes.add(new LineLayout.Chute(
                    number,
                    SampleParcel.NAMES.get(number - 1),
                    SampleParcel.chuteAtMm(number),
                    Duration.ofMillis(60),
                    0,
                    0,
                    0,
                    Set.of(),
                    0,
                    Duration.ZERO,
                    false));
        }
        return Optional.of(new LineLayout(
                line,
                1_000,
                1_500,
                SampleParcel.LENGTH_MM,
                List.of(),
                chutes,
                SampleParcel.HOSPITAL,
                SampleParcel.OVERFLOW,
                false,
                0,
                Duration.ofMillis(120),
                Duration.ofMillis(40),
                Duration.ZERO,
                0));
    }

    @Override
    public Optional<Plan> plan(String id, int revision) {
        Condition paid = new Condition.All(List.of(
                text(TextField.SEGMENT, TextOperator.IS, "business"),
                text(TextField.SERVICE, TextOperator.IS, "express")));
        return Optional.of(new Plan(
                id,
                revision,
                "ab12cd34ef56",
                ZoneOffset.UTC,
                List.of(),
                List.of(
                        new Plan.TierRule(
                                "guarded",
                                Plan.Precedence.HANDLING,
                                text(TextField.FLAGS, TextOperator.IS, "high-value"),
                                "GUARDED"),
                        new Plan.TierRule("paid-express", Plan.Precedence.PROMISE, paid, "EXPRESS")),
                List.of(
                        new Plan.Route(
                                "south-by-postcode",
                                text(TextField.POSTCODE, TextOperator.STARTS_WITH, "8", "9"),
                                "south",
                                null),
                        new Plan.Route(
                                "north-by-postcode",
                                new Condition.Between(TextField.POSTCODE, "20000", "29999"),
                                "north",
                                null)),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                new Plan.MeasureCheck(0, 0, 0, 0, 0, Set.of()),
                false));
    }

    private static Condition text(TextField field, TextOperator operator, String... words) {
        return new Condition.Text(field, operator, List.of(words));
    }

    @Override
    public Map<String, Long> cursors() {
        return Map.of("cloud", delivered);
    }
}
