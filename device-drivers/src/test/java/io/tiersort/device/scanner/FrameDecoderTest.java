// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.scanner.Malformed.Reason;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameDecoderTest {
    private static final ScanFormat STX_ETX = ScannerRig.format();
    private static final ScanFormat SMALL = ScannerRig.format("max-frame", "64B");
    private static final ScanFormat SMALL_LINES = ScannerRig.format("max-frame", "64B", "framing", "cr");

    @Test
    void stxAndEtxEncloseAFrame() {
        assertFound(Frames.decoded(STX_ETX, "\u0002PKG00012345\u0003"), "PKG00012345");
    }

    @Test
    void nothingBetweenTheMarksIsAnEmptyFrame() {
        assertFound(Frames.decoded(STX_ETX, "\u0002\u0003"), "");
        assertFound(Frames.decoded(ScannerRig.format("framing", "cr"), "\r"), "");
        assertFound(Frames.decoded(ScannerRig.format("framing", "lf"), "\r\n"), "");
        assertFound(Frames.decoded(ScannerRig.format("framing", "crlf"), "\r\n"), "");
    }

    @Test
    void lineEndsBetweenEnclosedFramesAreNoGarbage() {
        assertFound(Frames.decoded(STX_ETX, "\u0002A\u0003\r\n\u0002B\u0003\r"), "A", "B");
    }

    @Test
    void garbageBetweenFramesIsCountedWhenTheNextFrameStarts() {
        Frames found = Frames.decoded(STX_ETX, "xyz\u0002A\u0003");
        assertEquals(List.of("A"), found.contents);
        assertEquals(List.of(new Malformed(Reason.GARBAGE, 3)), found.malformed);
    }

    @Test
    void aFrameThatStartsAgainDropsItsFirstPart() {
        Frames found = Frames.decoded(STX_ETX, "\u0002PK\u0002A\u0003");
        assertEquals(List.of("A"), found.contents);
        assertEquals(List.of(new Malformed(Reason.UNFINISHED, 3)), found.malformed);
    }

    @Test
    void theLongestFrameIsAcceptedAndOneByteMoreIsNot() {
        assertFound(Frames.decoded(SMALL, "\u0002" + "x".repeat(64) + "\u0003"), "x".repeat(64));
        Frames found = Frames.decoded(SMALL, "\u0002" + "x".repeat(65) + "\u0003\u0002A\u0003");
        assertEquals(List.of("A"), found.contents);
        assertEquals(List.of(new Malformed(Reason.OVERSIZE, 66)), found.malformed);
    }

    @Test
    void theLongestLineIsAcceptedAndOneByteMoreIsNot() {
        assertFound(Frames.decoded(SMALL_LINES, "x".repeat(64) + "\r"), "x".repeat(64));
        Frames found = Frames.decoded(SMALL_LINES, "x".repeat(65) + "\rA\r");
        assertEquals(List.of("A"), found.contents);
        assertEquals(List.of(new Malformed(Reason.OVERSIZE, 65)), found.malformed);
    }

    @Test
    void anOversizeFrameEndsWhereTheNextStarts() {
        Frames found = Frames.decoded(SMALL, "\u0002" + "x".repeat(70) + "\u0002A\u0003");
        assertEquals(List.of("A"), found.contents);
        assertEquals(List.of(new Malformed(Reason.OVERSIZE, 70)), found.malformed);
    }

    @Test
    void aStreamWithoutMarksIsReportedAllTheSame() {
        Frames found = Frames.decoded(SMALL, "x".repeat(64 * 20));
        assertEquals(10, found.malformed.size());
        assertTrue(found.malformed.stream().allMatch(piece -> piece.equals(new Malformed(Reason.GARBAGE, 128))));
    }

    @Test
    void eachLineModeEndsAtItsMarks() {
        assertFound(Frames.decoded(ScannerRig.format("framing", "cr"), "A\rB\r\nC\r"), "A", "B", "C");
        assertFound(Frames.decoded(ScannerRig.format("framing", "lf"), "A\nB\r\nC\n"), "A", "B", "C");
        assertFound(Frames.decoded(ScannerRig.format("framing", "crlf"), "A\r\nB\rC\nD\r\n"), "A", "B", "C", "D");
    }

    @Test
    void theOtherLineCharacterInsideALineIsData() {
        assertFound(Frames.decoded(ScannerRig.format("framing", "cr"), "A\nB\r"), "A\nB");
        assertFound(Frames.decoded(ScannerRig.format("framing", "lf"), "A\rB\n"), "A\rB");
    }

    @Test
    void prefixAndSuffixAreTakenOff() {
        ScanFormat format = ScannerRig.format("prefix", "\\x01K", "suffix", "#", "framing", "cr");
        assertFound(Frames.decoded(format, "\u0001KABC#\r\r"), "ABC", "");
    }

    @Test
    void aFrameWithoutItsPrefixOrSuffixIsMalformed() {
        ScanFormat format = ScannerRig.format("prefix", "KK", "suffix", "KK", "framing", "cr");
        Frames found = Frames.decoded(format, "KABCKK\rKKABC\rKKK\rKKABCKK\r");
        assertEquals(List.of("ABC"), found.contents);
        assertEquals(
                List.of(new Malformed(Reason.AFFIX, 6), new Malformed(Reason.AFFIX, 5), new Malformed(Reason.AFFIX, 3)),
                found.malformed);
    }

    private static void assertFound(Frames found, String... contents) {
        assertEquals(List.of(contents), found.contents);
        assertEquals(List.of(), found.malformed);
    }
}
