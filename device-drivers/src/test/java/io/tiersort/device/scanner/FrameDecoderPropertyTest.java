// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.Replay;
import io.tiersort.device.event.ScannedCode;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The decoder finds the same, however the stream is split, and good frames after any garbage. */
class FrameDecoderPropertyTest {
    private static final List<String> CONTENTS =
            List.of("PKG00012345", "", "]C100340123450000000017;]E00012345678905", "NOREAD", "A\u001dB");
    private final Replay replay = Replay.seeded();

    static Stream<ScanFormat> formats() {
        return Stream.of("stx-etx", "cr", "lf", "crlf")
                .flatMap(framing -> Stream.of(
                        ScannerRig.format("framing", framing),
                        ScannerRig.format("framing", framing, "prefix", "<<", "suffix", ">", "max-frame", "64B")));
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyFrameIsFoundInEverySplitInTwoAndThree(ScanFormat format) {
        byte[] stream = stream(format);
        List<String> expected = Frames.decoded(format, stream).contents;
        assertEquals(CONTENTS, expected);
        for (int i = 0; i <= stream.length; i++) {
            for (int j = i; j <= stream.length; j++) {
                Frames found =
                        Frames.decoded(format, cut(stream, 0, i), cut(stream, i, j), cut(stream, j, stream.length));
                assertEquals(expected, found.contents);
                assertEquals(List.of(), found.malformed);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void everyFrameIsFoundByteByByteAndOnItsOwn(ScanFormat format) {
        byte[] stream = stream(format);
        byte[][] single = new byte[stream.length][];
        for (int i = 0; i < stream.length; i++) {
            single[i] = new byte[] {stream[i]};
        }
        assertEquals(CONTENTS, Frames.decoded(format, single).contents);
        for (String content : CONTENTS) {
            assertEquals(List.of(content), Frames.decoded(format, frame(format, content)).contents);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void randomBytesSplitAnyhowMeanTheSame(ScanFormat format) {
        Random random = replay.random();
        for (int round = 0; round < 300; round++) {
            byte[] noise = noise(random);
            Frames whole = Frames.decoded(format, noise);
            int i = random.nextInt(noise.length + 1);
            Frames parts = Frames.decoded(format, cut(noise, 0, i), cut(noise, i, noise.length));
            assertEquals(whole.contents, parts.contents, replay::toString);
            assertEquals(whole.malformed, parts.malformed, replay::toString);
            assertBounded(format, noise, whole);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aGoodFrameAfterGarbageAndAMarkIsAlwaysFound(ScanFormat format) {
        Random random = replay.random();
        byte[] mark = format.framing() == Framing.STX_ETX ? new byte[0] : new byte[] {'\r', '\n'};
        for (int round = 0; round < 500; round++) {
            String content = "GOOD" + round;
            Frames found = Frames.decoded(format, noise(random), mark, frame(format, content));
            assertTrue(!found.contents.isEmpty(), replay::toString);
            assertEquals(content, found.contents.get(found.contents.size() - 1), replay::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void aMutatedStreamNeverSpoilsWhatFollows(ScanFormat format) {
        Random random = replay.random();
        byte[] stream = stream(format);
        byte[] mark = format.framing() == Framing.STX_ETX ? new byte[0] : new byte[] {'\r', '\n'};
        for (int round = 0; round < 500; round++) {
            byte[] mutated = stream.clone();
            for (int i = random.nextInt(4); i >= 0; i--) {
                mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
            }
            Frames found = Frames.decoded(format, mutated, mark, stream);
            int count = found.contents.size();
            assertTrue(count >= CONTENTS.size(), replay::toString);
            assertEquals(CONTENTS, found.contents.subList(count - CONTENTS.size(), count), replay::toString);
        }
    }

    @ParameterizedTest
    @MethodSource("formats")
    void whatTheEncoderWritesTheDecoderReads(ScanFormat format) {
        byte[] bytes = new FrameEncoder(format).encode(List.of(new ScannedCode("", "A1"), new ScannedCode("", "B2")));
        assertEquals(List.of("A1;B2"), Frames.decoded(format, bytes).contents);
        assertArrayEquals(frame(format, "A1;B2"), bytes);
    }

    private static void assertBounded(ScanFormat format, byte[] noise, Frames found) {
        int bytes = found.contents.stream().mapToInt(String::length).sum()
                + found.malformed.stream().mapToInt(Malformed::dropped).sum();
        assertTrue(bytes <= noise.length, "more bytes out than in: " + bytes);
        assertTrue(found.contents.stream().allMatch(content -> content.length() <= format.maxFrame()));
    }

    /** Marks are frequent, so that states change often; lengths exceed the small limit. */
    private static byte[] noise(Random random) {
        byte[] noise = new byte[random.nextInt(400)];
        random.nextBytes(noise);
        byte[] marks = {0x02, 0x03, '\r', '\n', '<', '>'};
        for (int i = random.nextInt(40); i > 0 && noise.length > 0; i--) {
            noise[random.nextInt(noise.length)] = marks[random.nextInt(marks.length)];
        }
        return noise;
    }

    private static byte[] stream(ScanFormat format) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        CONTENTS.forEach(content -> stream.writeBytes(frame(format, content)));
        return stream.toByteArray();
    }

    private static byte[] frame(ScanFormat format, String content) {
        String inner = format.prefix() + content + format.suffix();
        return Frames.bytes(
                switch (format.framing()) {
                    case STX_ETX -> "\u0002" + inner + "\u0003";
                    case CR -> inner + "\r";
                    case LF -> inner + "\n";
                    case CRLF -> inner + "\r\n";
                });
    }

    private static byte[] cut(byte[] bytes, int from, int to) {
        return Arrays.copyOfRange(bytes, from, to);
    }
}
