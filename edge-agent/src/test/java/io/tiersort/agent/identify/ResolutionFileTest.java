// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.ScannedCode;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** From several codes to one shipment, case by case. */
class ResolutionFileTest {
    static Stream<List<String>> cases() throws IOException {
        return Vectors.tabbed("resolution.tsv");
    }

    @ParameterizedTest
    @MethodSource("cases")
    void theCodesOfAParcelResolveAsTheCaseSays(List<String> vector) {
        Identification resolved =
                Identifier.resolve(codes(vector.get(2)), onFile(vector.get(1)), policy(vector.get(3)));
        assertEquals(vector.get(4), written(resolved), vector::toString);
        String roles =
                resolved.verdicts().stream().map(ResolutionFileTest::role).collect(Collectors.joining(","));
        assertEquals(vector.get(5), roles, vector::toString);
        boolean extra = resolved instanceof Identification.Known known && known.extraLabel();
        assertEquals(vector.get(6), extra ? "extra" : "-", vector::toString);
    }

    @Test
    void everyStepThatIsNotTheLinesHasCases() throws IOException {
        Set<String> steps = cases().map(vector -> vector.get(0)).collect(Collectors.toSet());
        assertEquals(Set.of("1", "2", "3", "4", "5", "6"), steps);
    }

    private static List<ScannedCode> codes(String text) {
        return text.isEmpty()
                ? List.of()
                : Arrays.stream(text.split(" \\+ ", -1))
                        .map(code -> code.split(" ", 2))
                        .map(code -> new ScannedCode(code[0].equals("-") ? "" : code[0], Vectors.raw(code[1])))
                        .toList();
    }

    private static Shipments onFile(String text) {
        Shipments shipments = new Shipments();
        for (String each : text.isEmpty() ? new String[0] : text.split(";", -1)) {
            String[] named = each.split("[=:]", 3);
            String[] codes = named[2].isEmpty() ? new String[0] : named[2].split(",", -1);
            shipments.add(named[0], Shipment.Status.valueOf(named[1].toUpperCase(Locale.ROOT)), codes);
        }
        return shipments;
    }

    private static Policy policy(String text) {
        List<String> words = List.of(text.split(" ", -1));
        List<PlatePattern> plates = words.get(0).equals("plate")
                ? List.of(new PlatePattern(
                        "plate", words.get(1), 8, 20, PlatePattern.Charset.DIGITS, PlatePattern.Check.MOD10))
                : List.of();
        List<String> ignored = words.get(0).equals("ignore") ? List.of(words.get(1)) : List.of();
        Policy standard = Policy.standard();
        return new Policy(
                !words.get(0).equals("strict"),
                standard.gs1WithoutAim(),
                standard.shortestText(),
                ignored,
                standard.noReadTexts(),
                plates);
    }

    private static String role(CodeVerdict verdict) {
        return verdict.role() == CodeVerdict.Role.DROPPED
                ? verdict.classified().verdict().name()
                : verdict.role().name();
    }

    private static String written(Identification resolved) {
        if (resolved instanceof Identification.Known known) {
            return "Known " + known.shipment().reference();
        }
        if (resolved instanceof Identification.Conflict conflict) {
            return "Conflict "
                    + conflict.shipments().stream().map(Shipment::reference).collect(Collectors.joining(","));
        }
        return resolved instanceof Identification.Unknown unknown
                ? "Unknown " + unknown.best().key()
                : "NoRead";
    }
}
