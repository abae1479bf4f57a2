// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.plan;

import static io.tiersort.agent.plan.Plans.all;
import static io.tiersort.agent.plan.Plans.any;
import static io.tiersort.agent.plan.Plans.is;
import static io.tiersort.agent.plan.Plans.shipment;
import static io.tiersort.agent.plan.Plans.startsWith;
import static io.tiersort.agent.plan.Plans.subject;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.plan.Condition.NumberField;
import io.tiersort.agent.plan.Condition.TextField;
import io.tiersort.agent.shipment.Shipment;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RuleIndexTest {
    private static final int ROUNDS = 400;
    private static final int SUBJECTS = 40;

    /** A condition and its place; alike conditions are different rules. */
    private record Rule(int place, Condition when) {}

    private static List<Rule> rules(List<Condition> conditions) {
        return IntStream.range(0, conditions.size())
                .mapToObj(place -> new Rule(place, conditions.get(place)))
                .toList();
    }

    private static @Nullable Rule oneAfterTheOther(List<Rule> rules, Subject subject, Predicate<Rule> accepted) {
        for (Rule rule : rules) {
            if (Rules.holds(rule.when(), subject) && accepted.test(rule)) {
                return rule;
            }
        }
        return null;
    }

    @Test
    void findsWhatAskingOneAfterTheOtherFinds() {
        long seed = new Random().nextLong();
        int found = 0;
        int none = 0;
        for (int round = 0; round < ROUNDS; round++) {
            RandomRules source = new RandomRules(seed + round);
            int size = round % 4 == 0 ? round : round % 7;
            List<Rule> rules = rules(source.conditions(size));
            RuleIndex<Rule> index = RuleIndex.of(rules, Rule::when);
            for (int i = 0; i < SUBJECTS; i++) {
                Subject subject = source.subject();
                Predicate<Rule> picky = rule -> rule.place() % 3 != 0;
                Rule expected = oneAfterTheOther(rules, subject, rule -> true);
                String about = "seed " + (seed + round) + ", " + size + " rules, " + subject;
                assertEquals(expected, index.first(subject), about);
                assertEquals(oneAfterTheOther(rules, subject, picky), index.first(subject, picky), about);
                assertEquals(expected, lastHeld(index.trace(subject)), about);
                found += expected == null ? 0 : 1;
                none += expected == null ? 1 : 0;
            }
        }
        assertTrue(found > 1_000 && none > 1_000, found + " found, " + none + " not; seed " + seed);
    }

    private static @Nullable Rule lastHeld(List<RuleIndex.Asked<Rule>> trace) {
        RuleIndex.Asked<Rule> last = trace.isEmpty() ? null : trace.get(trace.size() - 1);
        return last == null || !last.held() ? null : last.rule();
    }

    /** Counts what is evaluated, through the conditions that are handed out. */
    @Test
    void aThousandRulesAreNotAskedOneByOne() {
        List<Condition> conditions = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            conditions.add(all(
                    is(TextField.SEGMENT, "segment-" + i % 10),
                    is(TextField.SERVICE, "service-" + i / 10 % 10),
                    new Condition.Between(TextField.POSTCODE, "" + (10 + i / 100 * 9), "" + (18 + i / 100 * 9))));
        }
        int[] evaluated = {0};
        Function<Rule, Condition> when = rule -> {
            evaluated[0]++;
            return rule.when();
        };
        RuleIndex<Rule> index = RuleIndex.of(rules(conditions), when);
        evaluated[0] = 0;

        Rule found = index.first(subject(shipment("segment-7", "service-3", "99084")));

        assertEquals(937, found == null ? -1 : found.place());
        assertEquals(1, evaluated[0], "conditions evaluated");
    }

    @Test
    void theFirstOfManyThatHoldIsTaken() {
        List<Rule> rules = rules(IntStream.range(0, 200)
                .mapToObj(place -> place < 130 ? is(TextField.SERVICE, "locker") : all())
                .toList());
        RuleIndex<Rule> index = RuleIndex.of(rules, Rule::when);

        assertEquals(rules.get(130), index.first(subject(shipment("private", "slot", "10115"))));
        assertEquals(rules.get(0), index.first(subject(shipment("private", "locker", "10115"))));
        assertEquals(
                rules.get(199),
                index.first(subject(shipment("private", "locker", "10115")), rule -> rule.place() == 199));
    }

    @Test
    void withoutRulesNothingIsFound() {
        assertNull(RuleIndex.of(List.<Rule>of(), Rule::when).first(subject(shipment("private", "slot", "10115"))));
    }

    @Test
    void theTraceSaysWhatKeptEachRuleFromHolding() {
        Table zones = new Table("zones", List.of(new Table.Row("10", "19", "north")));
        List<Condition> conditions = List.of(
                all(is(TextField.SEGMENT, "private"), is(TextField.SERVICE, "same-day", "slot")),
                is(TextField.FLAGS, "hazmat"),
                startsWith(TextField.POSTCODE, "2"),
                new Condition.Between(TextField.POSTCODE, "20", "29"),
                new Condition.Listed(TextField.POSTCODE, zones, List.of("south")),
                new Condition.Listed(TextField.COUNTRY, zones, List.of("south")),
                new Condition.Range(NumberField.WEIGHT, 2_000, 30_000),
                new Condition.Range(NumberField.LENGTH, 600, Long.MAX_VALUE),
                new Condition.Range(NumberField.VOLUME, 0, 5_999),
                new Condition.Not(new Condition.Range(NumberField.RATING, 0, Long.MAX_VALUE)),
                new Condition.Not(any(is(TextField.SEGMENT, "private"), is(TextField.SEGMENT, "vip"))),
                any(is(TextField.CARRIER, "ups"), is(TextField.SERVICE, "a", "b", "c", "d", "e", "f", "g")),
                any(),
                all(),
                all());
        RuleIndex<Rule> index = RuleIndex.of(rules(conditions), Rule::when);

        List<RuleIndex.Asked<Rule>> trace = index.trace(
                subject(shipment("private", "standard", "10115", Shipment.Flag.FRAGILE, Shipment.Flag.COLD)));

        assertEquals(
                List.of(
                        "service is same-day or slot: was \"standard\"",
                        "flags is hazmat: was \"cold\", \"fragile\"",
                        "postcode starts with 2: was \"10115\"",
                        "postcode between 20 and 29: was \"10115\"",
                        "postcode in zones is south: was \"10115\", which gives \"north\"",
                        "country in zones is south: was \"DE\", which no row holds",
                        "weight at least 2000 g and at most 30000 g: was 500 g",
                        "length at least 600 mm: was 300 mm",
                        "volume at most 5999 ml: was 6000 ml",
                        "not (rating of any value): it holds",
                        "not (segment is private or segment is vip): it holds",
                        "carrier is ups: was \"\"; and service is a or b or c or d or e or 2 more: was \"standard\"",
                        "any of nothing",
                        ""),
                trace.stream().map(RuleIndex.Asked::because).toList());
        assertTrue(trace.get(13).held());
    }
}
