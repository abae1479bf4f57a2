// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which pairs of rules are told to depend on their order, and which are not. */
class OverlapTest {
    @TempDir
    Path directory;

    /** The overlaps among rules, each written as {@code when: …, tier: …} without its id; the rest gets tier Z. */
    private List<String> overlaps(String... rules) throws IOException {
        String numbered = IntStream.range(0, rules.length)
                .mapToObj(i -> "  - {id: r" + i + ", " + rules[i] + "}\n")
                .collect(Collectors.joining());
        String plan = "version: 1\nplan: test\ntiers:\n"
                + "  - {id: A, name: A, number: 1, rank: 1}\n  - {id: B, name: B, number: 2, rank: 1}\n"
                + "  - {id: Z, name: Z, number: 3, rank: 1}\ntier-rules:\n" + numbered
                + "  - {id: rest, when: {}, tier: Z}\nroutes:\n  - {id: all, when: {}, destination: one}\n"
                + "destinations:\n  - {id: one, chutes: 1}\n";
        Files.writeString(directory.resolve(WholePlan.PLAN), plan);
        PlanFile.Surroundings surroundings =
                new PlanFile.Surroundings(List.of(), ZoneId.of("Europe/Berlin"), ExamplesTest.CLOCK);
        return PlanFile.load(directory.resolve(WholePlan.PLAN), surroundings).problems().list().stream()
                .filter(problem -> problem.code() == Code.RULE_OVERLAP)
                .map(problem -> problem.line() + " " + problem.message())
                .toList();
    }

    private static String example(int line, String later, String first, int firstLine, String parcel) {
        return line + " \"" + later + "\" and \"" + first + "\" in line " + firstLine
                + " can both hold, and only their order decides: for example " + parcel;
    }

    @Test
    void anExceptionAboveItsRuleIsNoOverlap() throws IOException {
        assertEquals(
                List.of(),
                overlaps(
                        "when: {service: a, postcode: {starts-with: \"10\"}}, tier: A", "when: {service: a}, tier: B"));
    }

    @Test
    void rulesOfOneTierOrOfTwoPrecedencesDoNotOverlap() throws IOException {
        assertEquals(List.of(), overlaps("when: {service: a}, tier: A", "when: {segment: b}, tier: A"));
        assertEquals(
                List.of(), overlaps("when: {service: a}, tier: A", "precedence: segment, when: {segment: b}, tier: B"));
    }

    @Test
    void rulesThatCannotMeetDoNotOverlap() throws IOException {
        assertEquals(
                List.of(),
                overlaps(
                        "when: {service: a, weight: {at-most: 2kg}}, tier: A",
                        "when: {service: a, weight: {at-least: 2001g}, segment: x}, tier: B",
                        "when: {service: b, postcode: {between: [\"100\", \"199\"]}}, tier: A",
                        "when: {service: b, postcode: {starts-with: \"2\"}, flags: cold}, tier: B"));
    }

    @Test
    void theParcelOfTheExampleComesFromBothRules() throws IOException {
        assertEquals(
                List.of(
                        example(
                                9,
                                "r1",
                                "r0",
                                8,
                                "flags cold and hazmat, postcode 12115, weight 500 g, length 145 mm, width 144 mm, height 144 mm, volume 3006 ml")),
                overlaps(
                        "when: {flags: hazmat, postcode: {between: [\"10115\", \"14199\"]}, volume: {at-least: 3l}}, tier: A",
                        "when: {all: [{flags: cold}, {weight: {at-least: 500g}}], postcode: {starts-with: \"12\"}}, tier: B"));
    }

    @Test
    void whatAnEarlierRuleTakesIsNoExample() throws IOException {
        assertEquals(
                List.of(),
                overlaps(
                        "precedence: handling, when: {service: a, segment: b}, tier: Z",
                        "when: {service: a}, tier: A",
                        "when: {segment: b}, tier: B"));
    }

    @Test
    void notAndAnyAreTakenApart() throws IOException {
        assertEquals(
                List.of(example(9, "r1", "r0", 8, "segment x, missed-deliveries 2")),
                overlaps(
                        "when: {any: [{service: a}, {missed-deliveries: {at-least: 2}}]}, tier: A",
                        "when: {segment: x, not: {any: [{service: [a, b]}, {flags: cold}]}}, tier: B"));
    }

    @Test
    void twoThousandRulesThatCannotMeetAreAllCompared() throws IOException {
        String[] rules = IntStream.range(0, 1999)
                .mapToObj(i -> "when: {service: s" + i + ", flags: cold}, tier: " + (i % 2 == 0 ? "A" : "B"))
                .toArray(String[]::new);
        assertEquals(List.of(), overlaps(rules));
    }

    @Test
    void twoThousandRulesAreComparedAndTheLookoutEndsWithWords() throws IOException {
        String[] rules = IntStream.range(0, 1999)
                .mapToObj(i ->
                        i % 2 == 0 ? "when: {service: s" + i + "}, tier: A" : "when: {segment: s" + i + "}, tier: B")
                .toArray(String[]::new);
        List<String> overlaps = overlaps(rules);
        assertEquals(51, overlaps.size());
        String last = overlaps.get(50);
        assertTrue(last.contains("from this rule on overlaps are not looked for"), last);
    }
}
