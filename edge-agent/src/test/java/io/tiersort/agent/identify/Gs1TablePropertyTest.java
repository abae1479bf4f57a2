// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Every identifier of the table, by values built from its own description. */
class Gs1TablePropertyTest {
    /** For rules that not every text obeys: a text that does, and one of the same length that does not. */
    private static final Map<Gs1Rule, List<String>> SAMPLES = Map.ofEntries(
            Map.entry(Gs1Rule.DAY0, List.of("280200", "281300")),
            Map.entry(Gs1Rule.DAY, List.of("280229", "270229")),
            Map.entry(Gs1Rule.LONGDAY, List.of("20000229", "19000229")),
            Map.entry(Gs1Rule.CLOCK, List.of("2359", "2360")),
            Map.entry(Gs1Rule.CLOCK9, List.of("9999", "2400")),
            Map.entry(Gs1Rule.HOUR, List.of("23", "24")),
            Map.entry(Gs1Rule.MINUTE, List.of("59", "60")),
            Map.entry(Gs1Rule.SECOND, List.of("00", "99")),
            Map.entry(Gs1Rule.COUNTRY, List.of("276", "999")),
            Map.entry(Gs1Rule.COUNTRY999, List.of("999", "998")),
            Map.entry(Gs1Rule.COUNTRY2, List.of("AT", "XX")),
            Map.entry(Gs1Rule.CURRENCY, List.of("978", "000")),
            Map.entry(Gs1Rule.SEX, List.of("9", "3")),
            Map.entry(Gs1Rule.MINUS, List.of("-", "1")),
            Map.entry(Gs1Rule.MIXED, List.of("12A", "123")),
            Map.entry(Gs1Rule.INDEX, List.of("_", "/")),
            Map.entry(Gs1Rule.MEDIA, List.of("80", "11")),
            Map.entry(Gs1Rule.PERCENT, List.of("A%2F", "A%2G")),
            Map.entry(Gs1Rule.PIECE, List.of("0202", "0302")),
            Map.entry(Gs1Rule.PLACE, List.of("2/3", "3/2")),
            Map.entry(Gs1Rule.UNPADDED, List.of("10", "01")),
            Map.entry(Gs1Rule.BIT, List.of("1", "2")),
            Map.entry(Gs1Rule.IBAN, List.of("DE89370400440532013000", "DE98370400440532013000")),
            Map.entry(Gs1Rule.LATITUDE, List.of("1800000000", "1800000001")),
            Map.entry(Gs1Rule.LONGITUDE, List.of("3600000000", "3600000001")),
            Map.entry(Gs1Rule.WINDING, List.of("9", "2")),
            Map.entry(Gs1Rule.ZERO, List.of("0", "1")));

    static Stream<Gs1Ai> identifiers() {
        return Gs1Table.all().stream();
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void aValueThatObeysItsDescriptionIsRead(Gs1Ai ai) {
        String value = value(ai, null);
        Gs1.Elements elements = assertInstanceOf(Gs1.Elements.class, Gs1.parse(ai.code() + value));
        assertEquals(List.of(new Gs1.Element(ai.code(), value)), elements.list());
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void aPartThatBreaksItsRuleIsFound(Gs1Ai ai) {
        for (Gs1Ai.Part part : ai.parts()) {
            if (part.rule() != Gs1Rule.ANY) {
                String value = value(ai, part);
                assertInstanceOf(Gs1.Invalid.class, Gs1.parse(ai.code() + value), () -> ai.code() + " " + value);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("identifiers")
    void aCharacterOutsideItsCharsetIsFound(Gs1Ai ai) {
        String value = value(ai, null);
        for (int i = 0; i < value.length(); i++) {
            String broken = value.substring(0, i) + '^' + value.substring(i + 1);
            assertInstanceOf(Gs1.Invalid.class, Gs1.parse(ai.code() + broken), () -> ai.code() + " " + broken);
        }
    }

    @ParameterizedTest
    @EnumSource(Gs1Rule.class)
    void everyRuleTellsRightFromWrong(Gs1Rule rule) {
        List<String> samples = SAMPLES.getOrDefault(
                rule,
                switch (rule) {
                    case CHECK -> List.of("9506000134352", "9506000134353");
                    case NONZERO -> List.of("0010", "0000");
                    default -> List.of();
                });
        for (int i = 0; i < samples.size(); i++) {
            String sample = samples.get(i);
            assertEquals(i == 0, rule.holds(sample, 0, sample.length()), sample);
        }
        assertEquals(rule == Gs1Rule.ANY, samples.isEmpty());
    }

    /** The shortest value, with every part that may be missing; {@code broken} breaks its rule. */
    private static String value(Gs1Ai ai, Gs1Ai.@Nullable Part broken) {
        StringBuilder value = new StringBuilder();
        for (Gs1Ai.Part part : ai.parts()) {
            value.append(text(part, !part.equals(broken)));
        }
        return value.toString();
    }

    private static String text(Gs1Ai.Part part, boolean right) {
        String filler = "1".repeat(part.shortest());
        return switch (part.rule()) {
            case ANY -> filler;
            case NONZERO -> right ? filler : "0".repeat(part.shortest());
            case CHECK -> checked(filler, right);
            default -> SAMPLES.getOrDefault(part.rule(), List.of()).get(right ? 0 : 1);
        };
    }

    private static String checked(String filler, boolean right) {
        String body = filler.substring(1);
        for (char check = '0'; check <= '9'; check++) {
            String text = body + check;
            if (CheckDigit.mod10(text, 0, text.length()) == right) {
                return text;
            }
        }
        throw new AssertionError("no check digit for " + body);
    }
}
