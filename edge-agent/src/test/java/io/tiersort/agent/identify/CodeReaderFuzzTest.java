// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.event.ScannedCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Whatever a reader sends, there is an answer, soon. */
class CodeReaderFuzzTest {
    private static final long SEED = Long.getLong("tiersort.test.seed", 20261122L);
    private static final int CODES = 200_000;
    private static final long LIMIT_NANOS = 1_000_000;
    private static final String[] AIMS = {"", "C0", "C1", "d1", "d2", "Q1", "Q3", "e0", "U1", "E0", "L0", "]", "\u00e9"
    };
    private static final String[] SEEDS_OF_TROUBLE = {
        "https://x/",
        "00",
        "420",
        "[)>\u001e01\u001d96",
        "1Z",
        "%",
        "/",
        "?",
        "&",
        "=",
        "\u001d",
        "\u001d\u001d",
        "9",
        "%F"
    };
    private static final Policy POLICY = new Policy(
            true,
            true,
            5,
            List.of("IGN"),
            List.of("noread"),
            List.of(
                    new PlatePattern(
                            "plate", "LP", 4, 64, PlatePattern.Charset.UPPER_CASE, PlatePattern.Check.MOD37_36),
                    new PlatePattern("plate", "", 8, 20, PlatePattern.Charset.DIGITS, PlatePattern.Check.MOD11)));

    @Test
    void anyTextIsClassifiedInTimeAndAlwaysTheSameWay() throws IOException {
        Random random = new Random(SEED);
        List<String> known = known();
        int candidates = 0;
        for (int i = 0; i < CODES; i++) {
            ScannedCode code = new ScannedCode(AIMS[random.nextInt(AIMS.length)], text(random, known));
            Classified first = timed(code);
            assertEquals(first, CodeReader.classify(code, POLICY), () -> code + ", seed " + SEED);
            assertEquals(first.candidate(), !first.key().isEmpty(), () -> first + ", seed " + SEED);
            assertFalse(first.reason().isBlank());
            candidates += first.candidate() ? 1 : 0;
        }
        assertTrue(candidates > CODES / 20 && candidates < CODES, "candidates " + candidates + ", seed " + SEED);
    }

    @Test
    void theLongestLabelsStayInTime() {
        for (String part :
                List.of("91A\u001d", "10A\u001d21B\u001d", "\u001d", "0", "3100000000", "/01", "%41", "A&")) {
            String text = part.repeat(CodeReader.MAX_DATA / part.length());
            timed(new ScannedCode("C1", text));
            timed(new ScannedCode("Q1", "https://x/" + text.substring(20)));
            timed(new ScannedCode("Q1", "https://x/00/340123450000000017?" + text.substring(40)));
        }
    }

    /** One of ten tries must be in time, so that a pause of the machine is not taken for a slow answer. */
    private static Classified timed(ScannedCode code) {
        long fastest = Long.MAX_VALUE;
        for (int i = 0; i < 10 && fastest > LIMIT_NANOS; i++) {
            long start = System.nanoTime();
            CodeReader.classify(code, POLICY);
            fastest = Math.min(fastest, System.nanoTime() - start);
        }
        long nanos = fastest;
        assertTrue(nanos <= LIMIT_NANOS, () -> nanos + " ns for " + code + ", seed " + SEED);
        return CodeReader.classify(code, POLICY);
    }

    private static String text(Random random, List<String> known) {
        StringBuilder text =
                new StringBuilder(random.nextInt(4) == 0 ? noise(random) : known.get(random.nextInt(known.size())));
        for (int i = random.nextInt(4); i > 0; i--) {
            mutate(text, random);
        }
        return text.toString();
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(5)) {
            case 0 -> text.insert(at, SEEDS_OF_TROUBLE[random.nextInt(SEEDS_OF_TROUBLE.length)]);
            case 1 -> text.insert(at, (char) random.nextInt(256));
            case 2 -> text.delete(at, Math.min(text.length(), at + 1 + random.nextInt(5)));
            case 3 -> text.setLength(at);
            default -> text.replace(at, Math.min(text.length(), at + 1), Integer.toString(random.nextInt(10)));
        }
    }

    private static String noise(Random random) {
        StringBuilder noise = new StringBuilder();
        int range = random.nextBoolean() ? 10 : 256;
        for (int i = random.nextInt(60); i > 0; i--) {
            noise.append((char) ((range == 10 ? '0' : 0) + random.nextInt(range)));
        }
        return noise.toString();
    }

    private static List<String> known() throws IOException {
        List<String> known = new ArrayList<>();
        try (Stream<List<String>> codes = Vectors.read("codes.csv");
                Stream<List<String>> elements = Vectors.read("element-strings.csv");
                Stream<List<String>> links = Vectors.read("digital-links.csv")) {
            codes.forEach(vector -> known.add(Vectors.raw(vector.get(1))));
            elements.forEach(vector -> known.add(Vectors.raw(vector.get(0))));
            links.forEach(vector -> known.add(vector.get(0)));
        }
        return known;
    }
}
