// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class Gs1Test {
    private static final int TABLE_SIZE = 541;

    static Stream<List<String>> elementStrings() throws IOException {
        return Vectors.read("element-strings.csv");
    }

    static Stream<List<String>> digitalLinks() throws IOException {
        return Vectors.read("digital-links.csv");
    }

    @ParameterizedTest
    @MethodSource("elementStrings")
    void everyElementStringIsReadAsTheFileSays(List<String> vector) {
        Gs1.Result result = Gs1.parse(Vectors.raw(vector.get(0)));
        assertEquals(vector.get(1), written(result), () -> vector + ": " + result);
        if (result instanceof Gs1.Elements elements) {
            assertEquals(Integer.parseInt(vector.get(2)), elements.warnings().size(), elements.warnings()::toString);
        } else {
            assertFalse(((Gs1.Invalid) result).reason().isBlank());
        }
    }

    @ParameterizedTest
    @MethodSource("digitalLinks")
    void everyDigitalLinkIsReadAsTheFileSays(List<String> vector) {
        Gs1.Result result = DigitalLink.parse(vector.get(0));
        String expected = vector.get(1);
        if (expected.equals("-")) {
            assertEquals(
                    Gs1.Fault.NOT_GS1,
                    assertInstanceOf(Gs1.Invalid.class, result).fault(),
                    vector::toString);
        } else if (expected.equals("@")) {
            Gs1.Invalid invalid = assertInstanceOf(Gs1.Invalid.class, result, vector::toString);
            assertFalse(invalid.fault() == Gs1.Fault.NOT_GS1, vector::toString);
        } else {
            assertEquals(expected, written(result), () -> vector + ": " + result);
        }
    }

    @Test
    void theTableHoldsEveryIdentifierOnceAndNoneStartsAnother() {
        Set<String> codes = Gs1Table.all().stream().map(Gs1Ai::code).collect(Collectors.toCollection(HashSet::new));
        assertEquals(Gs1Table.all().size(), codes.size());
        assertEquals(TABLE_SIZE, codes.size());
        for (String code : codes) {
            assertTrue(code.length() == 2 || !codes.contains(code.substring(0, 2)), code);
            assertTrue(code.length() < 4 || !codes.contains(code.substring(0, 3)), code);
        }
        assertNull(Gs1Table.of("05"));
        assertNull(Gs1Table.of("3106"));
        assertNull(Gs1Table.of("4327"));
    }

    @Test
    void predefinedLengthsAreThoseOfTheirFirstTwoDigits() {
        Set<String> predefined = Set.of(
                "00", "01", "02", "03", "11", "12", "13", "15", "16", "17", "20", "31", "32", "33", "34", "35", "36",
                "41");
        for (Gs1Ai ai : Gs1Table.all()) {
            boolean expected = predefined.contains(ai.code().substring(0, 2));
            assertEquals(expected, ai.fixed(), ai.code());
        }
    }

    @Test
    void associationsNameOnlyIdentifiersThatExist() {
        for (Gs1Ai ai : Gs1Table.all()) {
            Stream<String> named = Stream.concat(
                    ai.needs().stream().flatMap(List::stream),
                    Stream.concat(
                            ai.excludes().stream(), ai.qualifiers().stream().flatMap(List::stream)));
            named.forEach(pattern -> assertTrue(
                    Gs1Table.all().stream().anyMatch(other -> other.code().matches(pattern.replace("n", "[0-9]"))),
                    ai.code() + " names " + pattern));
        }
    }

    @Test
    void warningsSayWhatIsMissingAndWhatMustGo() {
        Gs1.Elements missing = assertInstanceOf(Gs1.Elements.class, Gs1.parse("403ROUTE"));
        assertEquals(List.of("(403) needs one of [[00]]"), missing.warnings());
        Gs1.Elements both = assertInstanceOf(Gs1.Elements.class, Gs1.parse("4201010\u001d42127610"));
        assertEquals(List.of("(420) excludes (421)"), both.warnings());
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
