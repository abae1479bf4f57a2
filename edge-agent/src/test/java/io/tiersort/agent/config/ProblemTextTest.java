// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.config.Problem.Severity;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProblemTextTest {
    @TempDir
    Path directory;

    @Test
    void aMisspeltSettingIsPrintedWithItsLineACaretAndTheWordThatWasMeant() throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory)
                .write("conf.d/devices.yaml", """
                        devices:
                          - id: tunnel-2
                            driver: tunnel-scanner
                            host: 192.168.10.22
                            prot: 2112
                        """)
                .edit(SiteCopy.SITE, "[tunnel-1]", "[tunnel-1, tunnel-2]");
        assertEquals("""
                conf.d/devices.yaml:5:5  error C1101  devices[0].prot
                   5 |     prot: 2112
                     |     ^^^^ unknown key for driver "tunnel-scanner"
                   did you mean "port"?   known: role, port, allow, framing, prefix, suffix, separator, stamp, aim, \
                no-read, max-frame, flood-limit, flood-pause, malformed-limit, silence, connect-deadline, first-back-off, \
                longest-back-off
                   more: config/README.md#c1101

                1 error, 0 warnings
                """, site.check().problems().text());
    }

    @Test
    void problemsAreSortedByFileLineAndColumnWhateverOrderTheyWereFoundIn() {
        SourceText a = SourceText.of("a.yaml", "x: 1\ny: 2\n");
        SourceText b = SourceText.of("b.yaml", "x: 1\n");
        Problem first = new Spot(a, 1, 4, 1, "").problem(Code.BAD_VALUE, Severity.ERROR, "one", "");
        Problem second = new Spot(a, 2, 1, 1, "").problem(Code.TAB, Severity.WARNING, "two", "");
        Problem third = new Spot(b, 1, 1, 1, "").problem(Code.TAB, Severity.ERROR, "three", "");
        Problems problems = new Problems(List.of(third, second, first, second));
        assertEquals(List.of(first, second, third), problems.list());
        assertEquals("2 errors, 1 warning", problems.summary());
    }

    @Test
    void theJsonFormHasEveryComponent() {
        SourceText source = SourceText.of("a.yaml", "port: 70000\n");
        Problem problem =
                new Spot(source, 1, 7, 5, "port").problem(Code.BAD_VALUE, Severity.ERROR, "too big", "try 80");
        JsonObject expected = new JsonObject("""
                {"code": "C1105", "severity": "error", "file": "a.yaml", "line": 1, "column": 7, "path": "port",
                 "message": "too big", "hint": "try 80", "snippet": "port: 70000\\n      ^^^^^"}""");
        assertEquals(expected, new Problems(List.of(problem)).json().getJsonObject(0));
    }

    @Test
    void controlCharactersOfAFileNeverReachTheTerminal() {
        SourceText source = SourceText.of("a.yaml", "name: \u001b[31mred\n");
        assertTrue(source.snippet(1, 1, 4).chars().noneMatch(character -> character == 0x1b));
    }

    @Test
    void problemsOfEveryFileComeOutOfOneRun() throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory)
                .edit(SiteCopy.SITE, "speed: 1m/s", "speed: 1000")
                .edit(SiteCopy.SITE, "hospital: 4", "hospital: 7")
                .edit(SiteCopy.PLAN, "destination: town", "destination: down")
                .write("conf.d/more.yaml", "devices:\n  - {id: plc-1, driver: modbus-sorter, host: 192.168.10.11}\n");
        assertEquals(
                List.of(
                        "conf.d/more.yaml:2:10 C1201 device \"plc-1\" is already described in site.yaml line 21",
                        "plans/weekday/plan.yaml:12:98 C1202 there is no destination \"down\"",
                        "plans/weekday/plan.yaml:16:10 C1205 no route goes to destination \"town\"",
                        "site.yaml:8:12 C1105 found \"1000\"; expected a speed with its unit, such as 1500mm/s,"
                                + " 1.5m/s; the unit is missing",
                        "site.yaml:17:15 C1202 the line has no chute 7"),
                site.problems());
    }
}
