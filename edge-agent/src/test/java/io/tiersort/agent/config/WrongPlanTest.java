// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** One mistake each in the plan of the minimal example, and everything that is said about it. */
class WrongPlanTest {
    @TempDir
    Path directory;

    private record Wrong(String what, String from, String to, List<String> problems) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"cases1", "cases2", "cases3"})
    void aMistakeIsReportedAtItsPlaceAndNothingElseIs(Wrong wrong) throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory).edit(SiteCopy.PLAN, wrong.from(), wrong.to());
        assertEquals(wrong.problems(), site.problems());
    }

    private static Wrong wrong(String what, String from, String to, String... problems) {
        return new Wrong(what, from, to, List.of(problems));
    }

    static Stream<Wrong> cases1() {
        return Stream.of(
                wrong(
                        "an unknown tier",
                        "when: {}, tier: STANDARD",
                        "when: {}, tier: STANDART",
                        "plans/weekday/plan.yaml:9:32 C1202 there is no tier \"STANDART\""),
                wrong(
                        "an unknown destination",
                        "destination: country",
                        "destination: land",
                        "plans/weekday/plan.yaml:13:58 C1202 there is no destination \"land\"",
                        "plans/weekday/plan.yaml:17:10 C1205 no route goes to destination \"country\""),
                wrong(
                        "an unknown departure",
                        "departure: noon",
                        "departure: moon",
                        "plans/weekday/plan.yaml:5:65 C1202 there is no departure \"moon\"",
                        "plans/weekday/plan.yaml:19:10 C1205 no tier leaves with departure \"noon\""),
                wrong(
                        "a chute no line has",
                        "chutes: [3]",
                        "chutes: [3, 9]",
                        "plans/weekday/plan.yaml:17:31 C1202 no line has a chute 9"),
                wrong(
                        "the hospital as an ordinary chute",
                        "chutes: [3]",
                        "chutes: [3, 4]",
                        "plans/weekday/plan.yaml:17:31 C2006 chute 4 is the hospital of line L1"),
                wrong(
                        "a postcode without quotes",
                        "\"12\"",
                        "12",
                        "plans/weekday/plan.yaml:12:70 C1104 without quotes 12 is a number; expected a text"),
                wrong(
                        "a postcode with a leading zero without quotes",
                        "\"12\"",
                        "01",
                        "plans/weekday/plan.yaml:12:70 C1104 without quotes 01 is a number; expected a text"),
                wrong(
                        "no rule for the rest",
                        "  - {id: rest, when: {}, tier: STANDARD}\n",
                        "",
                        "plans/weekday/plan.yaml:8:3 C2001 no rule takes every shipment; some would have no tier"),
                wrong(
                        "a rule that is never reached",
                        "tier-rules:\n",
                        "tier-rules:\n  - {id: first, precedence: handling, when: {}, tier: STANDARD}\n",
                        "plans/weekday/plan.yaml:9:10 C2002 never reached: \"first\" in line 8 takes everything this could take",
                        "plans/weekday/plan.yaml:10:10 C2002 never reached: \"first\" in line 8 takes everything this could take"));
    }

    static Stream<Wrong> cases2() {
        return Stream.of(
                wrong(
                        "a tier whose parcels may find no route",
                        "  - {id: elsewhere, when: {tier: STANDARD}, destination: country}\n",
                        "  - {id: elsewhere, when: {tier: STANDARD, country: DE}, destination: country}\n",
                        "plans/weekday/plan.yaml:11:3 C2004 parcels of tier STANDARD may find no route"),
                wrong(
                        "a tier number given twice",
                        "number: 2",
                        "number: 1",
                        "plans/weekday/plan.yaml:6:44 C1201 number 1 already belongs to tier \"EXPRESS\""),
                wrong(
                        "a fallback to a better rank",
                        "rank: 2}",
                        "rank: 2, fallback: EXPRESS}",
                        "plans/weekday/plan.yaml:5:81 C2005 the fallbacks of tier \"EXPRESS\" run in a circle",
                        "plans/weekday/plan.yaml:6:66 C2005 falls back from rank 2 to the more demanding rank 1 of tier \"EXPRESS\""),
                wrong(
                        "fallbacks in a circle",
                        "rank: 2}",
                        "rank: 1, fallback: EXPRESS}",
                        "plans/weekday/plan.yaml:5:81 C2005 the fallbacks of tier \"EXPRESS\" run in a circle",
                        "plans/weekday/plan.yaml:6:66 C2005 the fallbacks of tier \"STANDARD\" run in a circle"),
                wrong(
                        "a tier rule that asks for the tier",
                        "when: {service: express}",
                        "when: {tier: EXPRESS}",
                        "plans/weekday/plan.yaml:8:25 C1101 a tier rule cannot ask for the tier: it is what the rule decides"),
                wrong(
                        "a country in small letters",
                        "when: {service: express}",
                        "when: {country: no}",
                        "plans/weekday/plan.yaml:8:35 C1105 found \"no\"; expected two capital letters such as DE (ISO 3166)"),
                wrong(
                        "an unknown flag",
                        "when: {service: express}",
                        "when: {flags: highvalue}",
                        "plans/weekday/plan.yaml:8:33 C1105 unknown flag"),
                wrong(
                        "a misspelt field",
                        "when: {service: express}",
                        "when: {servce: express}",
                        "plans/weekday/plan.yaml:8:26 C1101 unknown key for a condition"),
                wrong(
                        "a weight without a unit",
                        "when: {service: express}",
                        "when: {weight: {at-most: 2}}",
                        "plans/weekday/plan.yaml:8:44 C1105 found \"2\"; expected a mass with its unit, such as 500g, 2.5kg; the unit is missing"));
    }

    static Stream<Wrong> cases3() {
        return Stream.of(
                wrong(
                        "bounds the wrong way round",
                        "when: {service: express}",
                        "when: {weight: {at-least: 3kg, at-most: 2kg}}",
                        "plans/weekday/plan.yaml:8:34 C1105 at-least is above at-most: never true"),
                wrong(
                        "a destination without chutes",
                        "chutes: [3]",
                        "chutes: []",
                        "plans/weekday/plan.yaml:17:27 C1105 the list is empty; expected at least one entry"),
                wrong(
                        "a cut-off that is no time",
                        "11:50",
                        "25:50",
                        "plans/weekday/plan.yaml:19:78 C1105 found \"25:50\"; expected a clock time as HH:MM, such as 17:38"),
                wrong(
                        "an unknown day",
                        "mon-sat",
                        "mon-sab",
                        "plans/weekday/plan.yaml:19:64 C1105 found \"mon-sab\"; expected a day (mon to sun), a range such as mon-fri, or weekend, daily"),
                wrong(
                        "cut-offs that are empty",
                        "cut-offs: [{days: [mon-sat], at: \"11:50\"}]",
                        "cut-offs: []",
                        "plans/weekday/plan.yaml:19:55 C1105 the list is empty; expected at least one entry"),
                wrong(
                        "a cut-off in the hour the clock change skips",
                        "[mon-sat], at: \"11:50\"",
                        "weekend, at: \"02:30\"",
                        "plans/weekday/plan.yaml:19:76 C2007 02:30 does not exist on 2027-03-28 in Europe/Berlin: the clock goes from 02:00 to 03:00",
                        "plans/weekday/plan.yaml:19:76 C2015 02:30 comes twice on 2027-10-31 in Europe/Berlin: the clock goes from 03:00 to 02:00; the first of the two counts"),
                wrong(
                        "a plan under another name",
                        "plan: weekday",
                        "plan: saturday",
                        "site.yaml:22:7 C1202 the file plans/weekday/plan.yaml calls itself plan \"saturday\""),
                wrong(
                        "a route id given twice",
                        "id: town, when",
                        "id: express, when",
                        "plans/weekday/plan.yaml:12:10 C1201 route \"express\" is already described in plans/weekday/plan.yaml line 11"),
                wrong(
                        "a misspelt tier in a route",
                        "when: {tier: EXPRESS}",
                        "when: {tier: EXPRES}",
                        "plans/weekday/plan.yaml:11:25 C1202 there is no tier \"EXPRES\""));
    }
}
