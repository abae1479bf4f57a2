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

/** One mistake each in a plan that uses every key, and everything that is said about it. */
class WrongPromiseTest {
    @TempDir
    Path directory;

    private record Wrong(String what, String file, String from, String to, List<String> problems) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"rules", "departures", "chutes", "handling", "points", "tables", "rows"})
    void aMistakeIsReportedAtItsPlaceAndNothingElseIs(Wrong wrong) throws IOException {
        WholePlan plan = WholePlan.in(directory).edit(wrong.file(), wrong.from(), wrong.to());
        assertEquals(String.join("\n", wrong.problems()), String.join("\n", plan.problems()));
    }

    private static Wrong wrong(String what, String from, String to, String... problems) {
        return new Wrong(what, WholePlan.PLAN, from, to, List.of(problems));
    }

    private static Wrong inTable(String what, String from, String to, String... problems) {
        return new Wrong(what, "zones.csv", from, to, List.of(problems));
    }

    static Stream<Wrong> rules() {
        return Stream.of(
                wrong(
                        "a premium tier for everybody",
                        "when: {}, tier: STANDARD",
                        "when: {}, tier: PRIORITY",
                        "plan.yaml:15:22 C2012 tier \"PRIORITY\" is premium, and this rule can hold for shipments without a claim"),
                wrong(
                        "a premium tier for a postcode",
                        "when: {segment: vip}",
                        "when: {any: [{segment: vip}, {postcode: \"1000\"}]}",
                        "plan.yaml:19:42 C2012 tier \"PRIORITY\" is premium, and this rule can hold for shipments without a claim"),
                wrong(
                        "a premium tier for whoever has no flag",
                        "when: {segment: vip}",
                        "when: {not: {flags: hazmat}}",
                        "plan.yaml:19:42 C2012 tier \"PRIORITY\" is premium, and this rule can hold for shipments without a claim"),
                wrong(
                        "a fallback from an ordinary tier to a premium one",
                        "rank: 2, early:",
                        "rank: 1, fallback: PRIORITY, early:",
                        "plan.yaml:12:58 C2013 tier \"SLOT\" is not premium and falls back to the premium tier \"PRIORITY\""),
                wrong(
                        "two rules of one precedence that meet",
                        "when: {service: slot}, tier: SLOT",
                        "when: {country: BE, weight: {at-least: 2kg}}, tier: SLOT",
                        "plan.yaml:17:10 C2011 \"slot\" and \"express\" in line 16 can both hold, and only their order decides: for example service express, postcode 10115, country BE, weight 2000 g"),
                wrong(
                        "a rule of lower precedence that is never reached",
                        "precedence: segment, when: {segment: vip}",
                        "precedence: segment, when: {service: slot, segment: vip}",
                        "plan.yaml:19:10 C2002 never reached: \"slot\" in line 17 takes everything this could take"),
                wrong(
                        "an unknown precedence",
                        "precedence: segment",
                        "precedence: segments",
                        "plan.yaml:19:27 C1105 found \"segments\"; expected one of returns, handling, promise, preference, segment, default"),
                wrong(
                        "a rating out of range",
                        "rating: {at-most: 2}",
                        "rating: {at-most: 6}",
                        "plan.yaml:18:107 C1105 found \"6\"; expected 0 to 5"),
                wrong(
                        "a volume without a unit",
                        "{at-least: 200l}",
                        "{at-least: 200}",
                        "plan.yaml:24:107 C1105 found \"200\"; expected a volume with its unit, such as 500ml, 30l, 2m3"));
    }

    static Stream<Wrong> departures() {
        return Stream.of(
                wrong(
                        "a next that leaves no earlier",
                        "next: night",
                        "next: evening",
                        "plan.yaml:41:11 C2014 \"evening\" takes over from itself"),
                wrong(
                        "a fallback that leaves no earlier",
                        "{days: daily, at: \"06:30\"}",
                        "{days: wed, at: \"06:30\"}",
                        "plan.yaml:10:99 C2014 after Monday 22:15 \"morning\" leaves on Wednesday 06:30, no earlier than \"night\" itself on Tuesday 22:15"),
                wrong(
                        "an unknown calendar",
                        "holidays: de-be",
                        "holidays: de-bb",
                        "plan.yaml:39:15 C1202 there is no calendar \"de-bb\"",
                        "plan.yaml:45:10 C1205 no departure keeps calendar \"de-be\""),
                wrong(
                        "a calendar with a day twice",
                        "dates: [2026-12-25]}\nmod",
                        "dates: [2026-12-25, 2026-12-25]}\nmod",
                        "plan.yaml:45:37 C1201 date 2026-12-25 is named twice"),
                wrong(
                        "a holiday on which nothing leaves",
                        "dates: [2026-12-25]}\nmod",
                        "dates: [2026-12-25, 2027-01-01]}\nmod",
                        "plan.yaml:39:15 C2016 on 2027-01-01 nothing leaves, and tier \"EXPRESS\" promises a service of every day"),
                wrong(
                        "a date that is none",
                        "[2026-12-25]}\nmod",
                        "[2026-02-29]}\nmod",
                        "plan.yaml:45:25 C1105 found \"2026-02-29\"; expected a date, such as 2026-12-24"),
                wrong(
                        "a cut-off without days",
                        "{days: daily, at: \"06:30\"}",
                        "{at: \"06:30\"}",
                        "plan.yaml:43:50 C1106 neither \"days\" nor \"dates\"; expected one of the two"),
                wrong(
                        "a cut-off with days and dates",
                        "{days: daily, at: \"06:30\"}",
                        "{days: daily, dates: 2026-12-24, at: \"06:30\"}",
                        "plan.yaml:43:50 C1106 both \"days\" and \"dates\"; expected one of the two"),
                wrong(
                        "a cut-off of one date given twice",
                        "{dates: [2026-12-24, 2026-12-25], at: \"12:00\"}",
                        "{dates: [2026-12-24, 2026-12-25], at: \"12:00\"}, {dates: 2026-12-24, at: \"12:00\"}",
                        "plan.yaml:38:120 C2008 12:00 is given twice for 2026-12-24"),
                wrong(
                        "a dated cut-off in the hour the clock change doubles",
                        "{days: daily, at: \"06:30\"}",
                        "{days: daily, at: \"06:30\"}, {dates: 2027-10-31, at: \"02:10\"}",
                        "plan.yaml:43:102 C2015 02:10 comes twice on 2027-10-31 in Europe/Brussels: the clock goes from 03:00 to 02:00; the first of the two counts"));
    }

    static Stream<Wrong> chutes() {
        return Stream.of(
                wrong(
                        "a chute twice",
                        "overflow: [11]",
                        "overflow: [1]",
                        "plan.yaml:30:98 C1201 chute 1 is named twice"),
                wrong(
                        "an overflow chute no line has",
                        "overflow: [11]",
                        "overflow: [21]",
                        "plan.yaml:30:98 C1202 no line has a chute 21"),
                wrong(
                        "a chute without its number",
                        "{chute: 6}",
                        "{weight: 2}",
                        "plan.yaml:33:26 C1102 \"chute\" is missing; a chute of a destination needs it"),
                wrong(
                        "a share out of range",
                        "weight: 3}",
                        "weight: 300}",
                        "plan.yaml:30:44 C1105 found \"300\"; expected 1 to 100"),
                wrong(
                        "a refuge chute no line has",
                        "chute: 13",
                        "chute: 14",
                        "plan.yaml:50:48 C1202 no line has a chute 14"),
                wrong(
                        "an unknown cause",
                        "no-data, multi",
                        "no-dates, multi",
                        "plan.yaml:50:15 C1105 found \"no-dates\"; expected one of noread, multi-conflict, bad-checkdigit, duplicate-id, no-data, no-route, hold, cancelled, hazmat, overweight, weight-mismatch, oversize, cutoff-missed, stray, no-weight, dim-mismatch, locker-nofit, locker-full, not-before, capacity-full"),
                wrong(
                        "a cause with two refuges",
                        "chute: 13}",
                        "chute: 13}\n  - {causes: no-data, chute: 12}",
                        "plan.yaml:51:14 C1201 cause no-data already has a refuge in plan.yaml line 50"),
                wrong(
                        "a restricted flag that no chute accepts",
                        "flag: fragile",
                        "flag: cold, restricted: true",
                        "plan.yaml:48:30 C2018 no chute of line L1 accepts cold; such parcels go to a refuge there"));
    }

    static Stream<Wrong> handling() {
        return Stream.of(
                wrong(
                        "two modifiers of one flag",
                        "flag: fragile",
                        "flag: hazmat",
                        "plan.yaml:48:12 C1201 modifier of flag \"hazmat\" is already described in plan.yaml line 47"),
                wrong(
                        "a wait at an unknown destination",
                        "destination: hold-lane}}",
                        "destination: hold}}",
                        "plan.yaml:12:80 C1202 there is no destination \"hold\"",
                        "plan.yaml:34:10 C1205 no route goes to destination \"hold-lane\""),
                wrong(
                        "a departure of a destination that is none",
                        "30min, departure: evening",
                        "30min, departure: eve",
                        "plan.yaml:30:144 C1202 there is no departure \"eve\""),
                wrong(
                        "a route to nowhere",
                        "destination: country}",
                        "x: 1}",
                        "plan.yaml:28:5 C1106 neither \"destination\" nor \"by\"; expected one of the two",
                        "plan.yaml:28:28 C1101 unknown key for a route"),
                wrong(
                        "a route to two places",
                        "by: {table: tours, with: postcode}",
                        "destination: town, by: {table: tours, with: postcode}",
                        "plan.yaml:27:5 C1106 both \"destination\" and \"by\"; expected one of the two"));
    }

    static Stream<Wrong> points() {
        return Stream.of(
                wrong(
                        "an unknown alternative",
                        "alternative: shop-3",
                        "alternative: shop-4",
                        "plan.yaml:54:18 C1202 there is no point \"shop-4\""),
                wrong(
                        "alternatives in a circle",
                        "{id: shop-3, ",
                        "{id: shop-3, alternative: locker-7, ",
                        "plan.yaml:54:18 C2020 the alternatives of point \"locker-7\" run in a circle",
                        "plan.yaml:58:31 C2020 the alternatives of point \"shop-3\" run in a circle"),
                wrong(
                        "compartments that do not ascend",
                        "height: 190mm",
                        "height: 60mm",
                        "plan.yaml:57:9 C2019 this compartment is smaller than the one before it"),
                wrong("a size twice", "size: B", "size: A", "plan.yaml:57:16 C1201 size A is described twice"),
                wrong(
                        "a point with compartments and room",
                        "clearance: 8mm",
                        "room: {parcels: 3}",
                        "plan.yaml:52:5 C1106 both \"compartments\" and \"room\"; expected one of the two"),
                wrong(
                        "a point without room",
                        "{id: shop-3, room: {parcels: 60}}",
                        "{id: shop-3}",
                        "plan.yaml:58:5 C1106 neither \"compartments\" nor \"room\"; expected one of the two"),
                wrong(
                        "a route to a point nobody described",
                        "when: {point: locker-7}",
                        "when: {point: locker-8}",
                        "plan.yaml:23:25 C1202 no point \"locker-8\" is described: its room is not counted"));
    }

    static Stream<Wrong> tables() {
        return Stream.of(
                wrong(
                        "a table without a file",
                        "file: zones.csv",
                        "file: areas.csv",
                        "plan.yaml:6:23 C1209 there is no file areas.csv"),
                wrong(
                        "a table outside the plan",
                        "file: zones.csv",
                        "file: ../zones.csv",
                        "plan.yaml:6:23 C1105 found \"../zones.csv\"; expected the name of a .csv file beside plan.yaml"),
                wrong(
                        "a table nobody asks",
                        "tables:\n",
                        "tables:\n  - {id: more, file: tours.csv}\n",
                        "plan.yaml:6:10 C1205 no condition and no route asks table \"more\""),
                wrong(
                        "an unknown table",
                        "table: zones, is",
                        "table: zone, is",
                        "plan.yaml:6:10 C1205 no condition and no route asks table \"zones\"",
                        "plan.yaml:16:62 C1202 there is no table \"zone\""),
                wrong(
                        "a word no row has",
                        "is: [inner]",
                        "is: [inner, middle]",
                        "plan.yaml:16:81 C1202 table \"zones\" has no row with the word \"middle\""),
                wrong(
                        "flags in a table",
                        "when: {flags: hazmat}",
                        "when: {flags: {table: zones, is: inner}}",
                        "plan.yaml:20:54 C1103 found an object; expected a word, a list of words, {starts-with: [\"10\", \"12\"]}"),
                wrong(
                        "a range the wrong way round",
                        "[\"10115\", \"14199\"]",
                        "[\"14199\", \"10115\"]",
                        "plan.yaml:26:45 C1105 expected two words of one length, the smaller one first"),
                wrong(
                        "a table word that is no destination",
                        "{table: tours, with",
                        "{table: zones, with",
                        "plan.yaml:7:10 C1205 no condition and no route asks table \"tours\"",
                        "zones.csv:2:13 C1202 route \"tours\" goes by this table, and there is no destination \"inner\"",
                        "zones.csv:3:7 C1202 route \"tours\" goes by this table, and there is no destination \"outer\""));
    }

    static Stream<Wrong> rows() {
        return Stream.of(
                inTable(
                        "another header",
                        "from,to,value",
                        "from;to;value",
                        "zones.csv:1:1 C2009 the header is not from,to,value"),
                inTable("a row of two cells", "10,14,outer", "10,outer", "zones.csv:3:1 C2009 2 cells; expected 3"),
                inTable(
                        "a range of two lengths",
                        "10,14,outer",
                        "10,199,outer",
                        "zones.csv:3:4 C2009 \"10\" to \"199\" is no range; expected two keys of one length, ascending"),
                inTable(
                        "a row without a word",
                        "20,,outer",
                        "20,,",
                        "zones.csv:5:5 C2009 expected a word of 1 to 64 characters"),
                inTable(
                        "a row without a key",
                        "20,,outer",
                        ",,outer",
                        "zones.csv:5:1 C2009 expected a key of 1 to 32 characters"),
                inTable(
                        "quotes",
                        "20,,outer",
                        "\"20\",,outer",
                        "zones.csv:5:1 C2009 a quote; expected cells without quotes"),
                inTable(
                        "ranges that overlap",
                        "20,,outer",
                        "13,15,outer",
                        "zones.csv:5:1 C2010 \"13\" is already in the range of line 3"));
    }
}
