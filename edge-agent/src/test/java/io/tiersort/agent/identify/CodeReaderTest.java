// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.tiersort.device.event.ScannedCode;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class CodeReaderTest {
    private static final Policy STANDARD = Policy.standard();

    static Stream<List<String>> codes() throws IOException {
        return Vectors.read("codes.csv");
    }

    @ParameterizedTest
    @MethodSource("codes")
    void everyVectorIsReadAsTheFileSays(List<String> vector) {
        Classified read = read(vector.get(0), Vectors.raw(vector.get(1)), STANDARD);
        String strength = read.candidate() ? read.strength().name() : "";
        assertEquals(
                vector.subList(2, 6),
                List.of(read.type().name(), read.verdict().name(), strength, Vectors.raw(read.key())),
                () -> vector + ": " + read.reason());
        assertFalse(read.reason().isBlank());
    }

    @Test
    void theVectorsCoverEveryTypeThatNeedsNoPolicy() throws IOException {
        Set<String> covered = codes().map(vector -> vector.get(2)).collect(Collectors.toSet());
        EnumSet<CodeType> missing = EnumSet.allOf(CodeType.class);
        missing.removeIf(type -> covered.contains(type.name()));
        assertEquals(EnumSet.of(CodeType.LICENCE_PLATE), missing);
    }

    @Test
    void anSsccWithoutAimCountsOnlyWhereTheSiteAllowsIt() {
        Policy lax = new Policy(true, true, 5, List.of(), List.of(), List.of());
        assertEquals(CodeType.SSCC, read("", "00340123450000000017", lax).type());
        assertEquals("340123450000000017", read("", "00340123450000000017", lax).key());
        assertEquals(CodeType.TEXT, read("", "00340123450000000018", lax).type());
        assertEquals(CodeType.TEXT, read("C0", "00340123450000000017", lax).type());
        assertEquals(CodeType.TEXT, read("", "00340123450000000017", STANDARD).type());
    }

    @Test
    void aCodeOnTheIgnoreListIsDroppedWhateverItIs() {
        Policy policy = new Policy(true, false, 5, List.of("1Z", "https://shop"), List.of(), List.of());
        assertEquals(Verdict.IGNORED, read("C0", "1Z999AA10123456784", policy).verdict());
        assertEquals(
                Verdict.IGNORED,
                read("Q1", "https://shop.example/offers", policy).verdict());
        assertEquals(
                Verdict.CANDIDATE,
                read("Q1", "http://shop.example/offers", policy).verdict());
    }

    @Test
    void dataBeyondTheLimitIsRefused() {
        assertEquals(
                Verdict.BAD_SYNTAX,
                read("L0", "A".repeat(CodeReader.MAX_DATA + 1), STANDARD).verdict());
    }

    @Test
    void platesOfTheSiteComeBeforeCarriers() {
        PlatePattern checked =
                new PlatePattern("plate", "LP", 10, 10, PlatePattern.Charset.DIGITS, PlatePattern.Check.MOD10);
        PlatePattern plain =
                new PlatePattern("plate", "TOTE-", 8, 12, PlatePattern.Charset.PRINTABLE, PlatePattern.Check.NONE);
        PlatePattern twelve =
                new PlatePattern("plate", "", 12, 12, PlatePattern.Charset.DIGITS, PlatePattern.Check.MOD11);
        Policy policy = new Policy(true, false, 5, List.of(), List.of(), List.of(checked, plain, twelve));
        assertEquals(Verdict.BAD_CHECKDIGIT, read("C0", "LP00000124", policy).verdict());
        assertEquals(Strength.STRONG, read("C0", "LP00000123", policy).strength());
        assertEquals("LP00000123", read("C0", "LP00000123", policy).key());
        assertEquals(Strength.WEAK, read("C0", "TOTE-a 7", policy).strength());
        assertEquals(CodeType.LICENCE_PLATE, read("C0", "TOTE-a 7", policy).type());
        assertEquals(CodeType.FEDEX, read("C0", "986578788855", policy).type());
    }

    static Classified read(String aim, String data, Policy policy) {
        return CodeReader.classify(new ScannedCode(aim, data), policy);
    }
}
