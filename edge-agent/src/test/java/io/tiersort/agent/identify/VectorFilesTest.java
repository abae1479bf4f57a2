// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cases whose right answers were worked out apart from the code, from the published rules. */
class VectorFilesTest {
    static Stream<List<String>> elementStrings() throws IOException {
        return Vectors.tabbed("element-string-cases.tsv");
    }

    static Stream<List<String>> identifiers() throws IOException {
        return Vectors.tabbed("every-identifier.tsv");
    }

    static Stream<List<String>> digitalLinks() throws IOException {
        return Vectors.tabbed("digital-link-cases.tsv");
    }

    static Stream<List<String>> checkDigits() throws IOException {
        return Vectors.tabbed("check-digits.tsv");
    }

    @ParameterizedTest
    @MethodSource("elementStrings")
    void anElementStringIsReadAsItsCaseSays(List<String> vector) {
        Gs1.Result result = Gs1.parse(Vectors.raw(vector.get(0)));
        assertEquals(vector.get(1), written(result), () -> vector + ": " + result);
        if (result instanceof Gs1.Elements elements) {
            assertEquals(Integer.parseInt(vector.get(2)), elements.warnings().size(), () -> vector + ": " + result);
        }
    }

    @ParameterizedTest
    @MethodSource("digitalLinks")
    void aDigitalLinkIsReadAsItsCaseSays(List<String> vector) {
        Gs1.Result result = DigitalLink.parse(vector.get(0));
        String read = result instanceof Gs1.Invalid invalid
                ? invalid.fault() == Gs1.Fault.NOT_GS1 ? "-" : "@"
                : written(result);
        assertEquals(vector.get(1), read, () -> vector + ": " + result);
    }

    @Test
    void everyIdentifierIsReadWhenRightAndRefusedWhenWrong() throws IOException {
        Map<String, Integer> seen = new HashMap<>();
        for (List<String> vector : identifiers().toList()) {
            Gs1.Result result = Gs1.parse(vector.get(0));
            boolean right = vector.get(2).equals("right");
            if (right) {
                assertEquals(vector.get(1), written(result), () -> vector + ": " + result);
            } else {
                Gs1.Invalid invalid = assertInstanceOf(Gs1.Invalid.class, result, vector::toString);
                boolean digit = vector.get(2).equals("content: check");
                assertEquals(digit ? Gs1.Fault.CHECK_DIGIT : Gs1.Fault.SYNTAX, invalid.fault(), vector::toString);
            }
            Gs1Ai ai = Objects.requireNonNull(Gs1Table.at(vector.get(0), 0), vector.get(0));
            seen.merge(ai.code(), right ? 1 : 1_000, Integer::sum);
        }
        Set<String> known = Gs1Table.all().stream().map(Gs1Ai::code).collect(Collectors.toSet());
        assertEquals(known, seen.keySet());
        assertEquals(Set.of(1_001), Set.copyOf(seen.values()));
    }

    @ParameterizedTest
    @MethodSource("checkDigits")
    void aCheckDigitIsJudgedAsTheFileSays(List<String> vector) {
        boolean right = holds(vector.get(0), vector.get(1));
        assertEquals(vector.get(2), right ? "right" : "wrong", vector::toString);
    }

    private static boolean holds(String scheme, String number) {
        int end = number.length();
        return switch (scheme) {
            case "mod10", "impb" -> CheckDigit.mod10(number, 0, end);
            case "mod11" -> CheckDigit.mod11(number, 0, end);
            case "mod37" -> CheckDigit.mod37(number, 0, end);
            case "mod7" -> CheckDigit.mod7(number, 0, end);
            case "ups" -> CheckDigit.ups(number, 2, end);
            case "s10" -> CheckDigit.s10(number, 2);
            case "fedex" -> CheckDigit.fedEx(number, 0, end);
            default -> throw new IllegalArgumentException(scheme);
        };
    }

    @Test
    void theFilesAreAsLargeAsTheyClaim() throws IOException {
        assertTrue(elementStrings().count() >= 200);
        assertTrue(digitalLinks().count() >= 80);
        assertTrue(checkDigits().count() >= 60);
    }

    private static String written(Gs1.Result result) {
        if (result instanceof Gs1.Elements elements) {
            return elements.list().stream()
                    .map(element -> "(" + element.ai() + ")" + element.value())
                    .collect(Collectors.joining());
        }
        return "@" + ((Gs1.Invalid) result).index();
    }
}
