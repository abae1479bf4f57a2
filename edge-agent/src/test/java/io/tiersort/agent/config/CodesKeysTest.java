// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.identify.Identification;
import io.tiersort.agent.identify.Identifier;
import io.tiersort.agent.identify.PlatePattern;
import io.tiersort.agent.identify.Policy;
import io.tiersort.device.Drivers;
import io.tiersort.device.event.ScannedCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodesKeysTest {
    @TempDir
    private Path directory = Path.of("");

    private SiteCopy site(String codes) throws IOException {
        return SiteCopy.of("minimal", directory).edit(SiteCopy.SITE, "plan: weekday", "plan: weekday\n" + codes);
    }

    private Policy policy(String codes) throws IOException {
        site(codes);
        return SiteFile.load(directory, Drivers.all()).orThrow().codes();
    }

    @Test
    void aSiteWithoutItsOwnRulesHasTheUsualOnes() throws IOException {
        assertEquals(Policy.standard(), policy(""));
    }

    @Test
    void everyKeyReachesThePolicy() throws IOException {
        Policy policy = policy("""
                codes:
                  closed-label-tolerance: false
                  gs1-without-aim: true
                  shortest-text: 7
                  ignore: [BOX-, "]X"]
                  no-read: ["#####"]
                  formats:
                    - {name: shop, prefix: SH, shortest: 10, longest: 12, charset: upper-case, check: mod37-36}
                    - {name: tote, prefix: T, shortest: 4, longest: 4}
                """);
        assertEquals(List.of("BOX-", "]X"), policy.ignoredPrefixes());
        assertTrue(policy.noReadTexts().containsAll(List.of("noread", "#####")), policy::toString);
        assertEquals(
                List.of(
                        new PlatePattern(
                                "shop", "SH", 10, 12, PlatePattern.Charset.UPPER_CASE, PlatePattern.Check.MOD37_36),
                        new PlatePattern("tote", "T", 4, 4, PlatePattern.Charset.DIGITS, PlatePattern.Check.NONE)),
                policy.plates());
        assertEquals(7, policy.shortestText());
        assertTrue(policy.gs1WithoutAim() && !policy.closedLabelTolerance(), policy::toString);
    }

    @Test
    void aCodeOfTheSitesOwnFormatIsKnownByItsName() throws IOException {
        Policy policy = policy("codes: {formats: [{name: tote, prefix: T-, shortest: 6, longest: 6, check: mod10}]}");
        Identification read = Identifier.resolve(List.of(new ScannedCode("C0", "T-1236")), key -> null, policy);
        assertEquals(
                "tote, check right; no shipment on file", read.verdicts().get(0).reason());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{name: a, prefix: ABC, shortest: 3, longest: 9} | no code has these lengths: prefix 3, shortest 3, longest 9",
                "{name: a, prefix: ABC, shortest: 8, longest: 7} | no code has these lengths: prefix 3, shortest 8, longest 7",
                "{name: a, shortest: 8, longest: 9} | every code of this length fits: no prefix and no check",
                "{name: a, prefix: A, shortest: 8, longest: 9, charset: printable, check: mod10} | check mod10 is not made for printable",
                "{name: a, prefix: A, shortest: 8, longest: 9, charset: printable, check: mod37-36} | check mod37-36 is not made for printable",
            })
    void aFormatThatCannotWorkIsReported(String format, String problem) throws IOException {
        List<String> problems = site("codes: {formats: [" + format + "]}").problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).contains("C1220 " + problem), problems::toString);
    }

    @Test
    void anEmptyPrefixIsNotIgnored() throws IOException {
        List<String> problems = site("codes: {ignore: [\"\"]}").problems();
        assertTrue(problems.get(0).contains("C1220 every code starts like this"), problems::toString);
    }
}
