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

/** One mistake each in the site file of the minimal example, and everything that is said about it. */
class WrongSiteTest {
    @TempDir
    Path directory;

    private record Wrong(String what, String from, String to, List<String> problems) {
        @Override
        public String toString() {
            return what;
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({"cases1", "cases2", "cases3", "cases4", "cases5", "cases6"})
    void aMistakeIsReportedAtItsPlaceAndNothingElseIs(Wrong wrong) throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory).edit(SiteCopy.SITE, wrong.from(), wrong.to());
        assertEquals(wrong.problems(), site.problems());
    }

    private static Wrong wrong(String what, String from, String to, String... problems) {
        return new Wrong(what, from, to, List.of(problems));
    }

    static Stream<Wrong> cases1() {
        return Stream.of(
                wrong(
                        "an unknown key",
                        "    speed: 1m/s",
                        "    sped: 1m/s",
                        "site.yaml:8:5 C1101 unknown key for a line"),
                wrong(
                        "an unknown option of a driver",
                        "stamp: tracking-id",
                        "stmp: tracking-id",
                        "site.yaml:20:77 C1101 unknown key for driver \"tunnel-scanner\""),
                wrong(
                        "a missing unit",
                        "speed: 1m/s",
                        "speed: 1000",
                        "site.yaml:8:12 C1105 found \"1000\"; expected a speed with its unit, such as 1500mm/s, 1.5m/s; the unit is missing"),
                wrong(
                        "a wrong unit",
                        "length: 12m",
                        "length: 12ft",
                        "site.yaml:9:13 C1105 found \"12ft\"; expected a length with its unit, such as 1200mm, 1.2m; unknown unit ft"),
                wrong(
                        "a value out of range",
                        "port: 2112",
                        "port: 70000",
                        "site.yaml:20:71 C1105 found \"70000\"; expected 1 to 65535"),
                wrong(
                        "a number in quotes",
                        "port: 2112",
                        "port: \"2112\"",
                        "site.yaml:20:71 C1104 in quotes this is a text; expected a whole number"),
                wrong(
                        "a word that is not known",
                        "stamp: tracking-id",
                        "stamp: trackingid",
                        "site.yaml:20:84 C1105 found \"trackingid\"; expected one of none, tracking-id, encoder"),
                wrong(
                        "yes instead of true",
                        "aim: true",
                        "aim: yes",
                        "site.yaml:20:102 C1105 found \"yes\"; expected true or false"),
                wrong(
                        "an unknown driver",
                        "driver: modbus-sorter",
                        "driver: modbus-sort",
                        "site.yaml:21:25 C1202 unknown driver \"modbus-sort\""));
    }

    static Stream<Wrong> cases2() {
        return Stream.of(
                wrong(
                        "a device nobody described",
                        "sorter: plc-1",
                        "sorter: plc-2",
                        "site.yaml:18:13 C1202 no device has the id \"plc-2\"",
                        "site.yaml:21:10 C1205 no line uses device \"plc-1\""),
                wrong(
                        "a scanner as sorter",
                        "sorter: plc-1",
                        "sorter: tunnel-1",
                        "site.yaml:11:54 C1204 device \"tunnel-1\" already stands in site.yaml line 18",
                        "site.yaml:18:13 C1203 device \"tunnel-1\" is a scanner; expected a sorter",
                        "site.yaml:21:10 C1205 no line uses device \"plc-1\""),
                wrong(
                        "a zone that does not exist",
                        "zone: Europe/Berlin",
                        "zone: Europe/Berln",
                        "site.yaml:3:52 C1105 found \"Europe/Berln\"; expected a time zone such as Europe/Berlin; did you mean \"Europe/Berlin\"?"),
                wrong(
                        "a hospital that is no chute",
                        "hospital: 4",
                        "hospital: 5",
                        "site.yaml:17:15 C1202 the line has no chute 5"),
                wrong(
                        "an overflow that is the hospital",
                        "hospital: 4\n",
                        "hospital: 4\n    overflow: 4\n",
                        "site.yaml:18:15 C1206 chute 4 is the hospital of this line"),
                wrong(
                        "chutes out of order",
                        "at: 6m",
                        "at: 9m",
                        "site.yaml:15:40 C1206 chute at 8000mm comes after one at 9000mm"),
                wrong(
                        "a chute behind the end",
                        "at: 10m",
                        "at: 13m",
                        "site.yaml:16:41 C1206 the chute at 13000mm lies behind the end of the line at 12000mm"),
                wrong(
                        "a chute too near the scanner",
                        "at: 4m",
                        "at: 2100mm",
                        "site.yaml:13:40 C1207 chute 1 is 100mm behind the last scan station at 2000mm; command-lead and actuation (180ms at 1000mm/s) take 180mm"),
                wrong(
                        "a chute number given twice",
                        "number: 2",
                        "number: 1",
                        "site.yaml:14:18 C1201 chute 1 is already described in site.yaml line 13"));
    }

    static Stream<Wrong> cases6() {
        return Stream.of(
                wrong(
                        "throttling on a straight line",
                        "hospital: 4\n",
                        "hospital: 4\n    throttle-at: 80\n",
                        "site.yaml:18:18 C1211 throttle-at is 80 on a line that is no loop"),
                wrong(
                        "a hospital that needs a container",
                        "name: Hospital, at: 10m",
                        "name: Hospital, at: 10m, container: true",
                        "site.yaml:16:57 C1212 chute 4 is the hospital, which must take every parcel"),
                wrong(
                        "a rate of the hospital",
                        "name: Hospital, at: 10m",
                        "name: Hospital, at: 10m, rate-limit: {parcels: 3, within: 6s}",
                        "site.yaml:16:58 C1212 chute 4 is the hospital, which must take every parcel"),
                wrong(
                        "a scanner that is waited for at the port of the console",
                        "host: 192.168.10.21, port: 2112",
                        "role: server, host: 0.0.0.0, port: 8080",
                        "site.yaml:20:79 C1208 0.0.0.0:8080 is already used by the console"));
    }

    static Stream<Wrong> cases3() {
        return Stream.of(
                wrong(
                        "laps on a straight line",
                        "hospital: 4\n",
                        "hospital: 4\n    max-laps: 2\n",
                        "site.yaml:18:15 C1211 max-laps is 2 on a line that is no loop"),
                wrong(
                        "the same address twice",
                        "192.168.10.10, port: 502",
                        "192.168.10.21, port: 2112",
                        "site.yaml:21:67 C1208 192.168.10.21:2112 is already used by device \"tunnel-1\""),
                wrong(
                        "a file that is not there",
                        "shipments: shipments.csv",
                        "shipments: shipment.csv",
                        "site.yaml:23:12 C1209 there is no file \"shipment.csv\" in the site directory"),
                wrong(
                        "a file outside the site",
                        "shipments: shipments.csv",
                        "shipments: ../shipments.csv",
                        "site.yaml:23:12 C1105 found \"../shipments.csv\"; expected a file name relative to the site directory, without .."),
                wrong(
                        "another version",
                        "version: 1",
                        "version: 2",
                        "site.yaml:2:10 C1105 found \"2\"; expected 1, the only version this agent reads"),
                wrong(
                        "a key without value",
                        "agent: gw1",
                        "agent:",
                        "site.yaml:4:7 C1105 no value; expected letters, digits, - and _, at most 64 of them"),
                wrong(
                        "a list where one value is expected",
                        "agent: gw1",
                        "agent: [gw1]",
                        "site.yaml:4:8 C1103 found a list; expected letters, digits, - and _, at most 64 of them"),
                wrong(
                        "one value where an object is expected",
                        "site: {id: corner-depot, name: Corner depot, zone: Europe/Berlin}",
                        "site: corner-depot",
                        "site.yaml:3:7 C1103 found a single value; expected an object (key: value) that describes the building"),
                wrong(
                        "a firmware number as an id",
                        "agent: gw1",
                        "agent: 1.10",
                        "site.yaml:4:8 C1104 without quotes 1.10 is a number; expected letters, digits, - and _, at most 64 of them"));
    }

    static Stream<Wrong> cases4() {
        return Stream.of(
                wrong(
                        "a key written twice",
                        "agent: gw1",
                        "agent: gw1\nagent: gw2",
                        "site.yaml:5:1 C1004 \"agent\" is written twice, first in line 4"),
                wrong("a tab", "    speed: 1m/s", "\tspeed: 1m/s", "site.yaml:8:1 C1003 a tab character"),
                wrong(
                        "a line indented too little",
                        "    speed: 1m/s",
                        "   speed: 1m/s",
                        "site.yaml:8:4 C1005 indented by 3 spaces; the lines above it by 0, 2, 4"),
                wrong(
                        "a line indented too much",
                        "    speed: 1m/s",
                        "      speed: 1m/s",
                        "site.yaml:8:7 C1005 indented by 6 spaces; line 7 above it by 4"),
                wrong(
                        "a quote that is never closed",
                        "agent: gw1",
                        "agent: \"gw1",
                        "site.yaml:4:8 C1006 this quote is opened and never closed"),
                wrong(
                        "a bracket that is never closed",
                        "scanners: [tunnel-1]}",
                        "scanners: [tunnel-1}",
                        "site.yaml:11:53 C1006 this [ is not closed, or a comma or bracket is missing up to line 11"),
                wrong(
                        "a colon without a space",
                        "agent: gw1",
                        "agent:gw1",
                        "site.yaml:4:1 C1002 a key without a colon"),
                wrong(
                        "an anchor",
                        "agent: gw1",
                        "agent: &me gw1",
                        "site.yaml:4:8 C1007 anchors (&) and aliases (*) are not used here"),
                wrong(
                        "a plan that is not there",
                        "plan: weekday",
                        "plan: weekend",
                        "plans/weekend/plan.yaml:1:1 C1001 there is no such file"));
    }

    static Stream<Wrong> cases5() {
        return Stream.of(
                wrong(
                        "a missing key",
                        "    length: 12m\n",
                        "",
                        "site.yaml:6:5 C1102 \"length\" is missing; a line needs it"),
                wrong(
                        "an empty list",
                        "scanners: [tunnel-1]",
                        "scanners: []",
                        "site.yaml:11:53 C1105 the list is empty; expected at least one entry",
                        "site.yaml:20:10 C1205 no line uses device \"tunnel-1\""));
    }
}
