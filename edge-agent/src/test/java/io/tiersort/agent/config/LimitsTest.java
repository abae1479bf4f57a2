// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files beyond every reason are refused with words, quickly, and never with an exception. */
class LimitsTest {
    @TempDir
    Path directory;

    private List<String> problemsOf(String text) throws IOException {
        return SiteCopy.of("minimal", directory).write(SiteCopy.SITE, text).problems();
    }

    @Test
    void anEmptyFileSaysHowToBegin() throws IOException {
        assertEquals(List.of("site.yaml:1:1 C1001 the file is empty"), problemsOf("# nothing yet\n"));
    }

    @Test
    void aFileOfMoreThanOneMebibyteIsRefused() throws IOException {
        String text = "#".repeat(TextFiles.BYTES_MAX + 1);
        assertEquals(List.of("site.yaml:1:1 C1001 larger than 1048576 bytes"), problemsOf(text));
    }

    @Test
    void aFileThatIsNotUtf8IsRefused() throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory);
        Files.write(directory.resolve(SiteCopy.SITE), new byte[] {'a', ':', ' ', (byte) 0xe4, '\n'});
        assertEquals(List.of("site.yaml:1:1 C1001 not encoded in UTF-8"), site.problems());
    }

    @Test
    void aByteOrderMarkIsTolerated() throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory).edit(SiteCopy.SITE, "# One scan", "\uFEFF# One scan");
        assertEquals(List.of(), site.problems());
    }

    @Test
    void bracketsWithoutEndEndTheReadingAtOnce() throws IOException {
        String expected = "site.yaml:1:34 C1007 more than 24 levels of nesting";
        assertEquals(List.of(expected), problemsOf("version: " + "[".repeat(1_000_000)));
    }

    @Test
    void aValueOfAnyLengthIsShortenedInTheMessage() throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory)
                .edit(SiteCopy.SITE, "speed: 1m/s", "speed: " + "9".repeat(100_000) + "m/s");
        Problem problem = site.check().problems().list().get(0);
        assertTrue(problem.message().length() < 200, problem.message());
        assertTrue(problem.snippet().length() < 400, problem.snippet());
    }

    @Test
    void conditionsMayBeNestedSixLevelsDeep() throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory)
                .edit(
                        SiteCopy.PLAN,
                        "when: {service: express}",
                        "when: " + nots(6) + "{service: express}" + "}".repeat(6));
        assertEquals(List.of(), site.problems());
        site.edit(SiteCopy.PLAN, "when: " + nots(6), "when: " + nots(7)).edit(SiteCopy.PLAN, "express}}", "express}}}");
        assertEquals(
                List.of("plans/weekday/plan.yaml:8:62 C1105 more than 6 levels of any, all and not"), site.problems());
    }

    private static String nots(int levels) {
        return "{not: ".repeat(levels);
    }

    @Test
    void aPlanOfTwoThousandRulesIsCheckedAndALongerOneIsRefused() throws IOException {
        SiteCopy site = SiteCopy.of("minimal", directory)
                .edit(SiteCopy.PLAN, "  - {id: express, when: {service: express}, tier: EXPRESS}\n", rules(1999));
        assertEquals(List.of(), site.problems());
        site.edit(SiteCopy.PLAN, "tier-rules:\n", "tier-rules:\n  - {id: more, when: {segment: x}, tier: EXPRESS}\n");
        assertEquals(List.of("plans/weekday/plan.yaml:8:3 C1105 2001 entries; expected at most 2000"), site.problems());
    }

    private static String rules(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "  - {id: r" + i + ", when: {postcode: \"" + i + "\"}, tier: EXPRESS}\n")
                .collect(Collectors.joining());
    }
}
