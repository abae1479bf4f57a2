// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.plan.Condition.TextOperator;
import io.tiersort.agent.plan.Label;
import io.tiersort.agent.plan.Subject;
import io.tiersort.agent.plan.Table;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ConditionTextTest {
    private static final Condition EXPRESS = is(TextField.SERVICE, "express", "same-day");
    private static final Condition HEAVY = new Condition.Range(NumberField.WEIGHT, 5_000, Long.MAX_VALUE);
    private static final Condition TOWN = new Condition.Between(TextField.POSTCODE, "10000", "14999");
    private static final Condition INNER = new Condition.Listed(
            TextField.POSTCODE, new Table("zones", List.of(new Table.Row("101", "101", "inner"))), List.of("outer"));

    private final Subject subject = new Subject(
            new Shipment(
                    "P-1",
                    List.of(),
                    "private",
                    "standard",
                    Set.of(Shipment.Flag.HAZMAT, Shipment.Flag.COLD),
                    "10115",
                    "",
                    "",
                    "",
                    "",
                    "",
                    0,
                    0,
                    0,
                    0,
                    0,
                    0,
                    Shipment.Status.OPEN),
            Label.NONE,
            Customer.UNKNOWN,
            "",
            1_200,
            0,
            0,
            0);

    private static Condition is(TextField field, String... words) {
        return new Condition.Text(field, TextOperator.IS, List.of(words));
    }

    private void unmet(String expected, Condition condition) {
        assertEquals(expected, ConditionText.unmet(condition, subject));
    }

    @Test
    void aConditionThatHoldsLacksNothing() {
        unmet("", TOWN);
        unmet("", new Condition.All(List.of()));
        unmet("", new Condition.Any(List.of(EXPRESS, TOWN)));
        unmet("", new Condition.Not(HEAVY));
    }

    @Test
    void theFirstPartThatDoesNotHoldIsToldWithWhatWasFound() {
        unmet("service is express or same-day: was \"standard\"", new Condition.All(List.of(TOWN, EXPRESS, HEAVY)));
        unmet("weight at least 5000: was 1200", new Condition.All(List.of(TOWN, HEAVY, EXPRESS)));
        unmet("flags is fragile: was cold, hazmat", is(TextField.FLAGS, "fragile"));
        unmet("country is DE: was empty", is(TextField.COUNTRY, "DE"));
        unmet("postcode in table zones is outer: was \"10115\"", INNER);
        unmet("weight at most 500: was 1200", new Condition.Range(NumberField.WEIGHT, 0, 500));
    }

    @Test
    void nestedConditionsAreToldAsAWhole() {
        unmet(
                "service is express or same-day or weight at least 5000: was \"standard\", 1200",
                new Condition.Any(List.of(EXPRESS, HEAVY)));
        unmet("not (postcode from 10000 to 14999), but it is so", new Condition.Not(TOWN));
        assertEquals(
                "postcode from 10000 to 14999 and not (weight at least 5000)",
                ConditionText.words(new Condition.All(List.of(TOWN, new Condition.Not(HEAVY)))));
    }
}
