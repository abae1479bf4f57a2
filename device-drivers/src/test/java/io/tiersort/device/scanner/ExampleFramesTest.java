// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.ScannedCode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example frames of the documentation mean what it says. */
class ExampleFramesTest {
    static Stream<String> frames() throws IOException {
        String name = "/frames/tunnel-scanner/frames.txt";
        try (InputStream file = Objects.requireNonNull(ExampleFramesTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.US_ASCII)
                    .lines().filter(line -> !line.startsWith("#")).toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("frames")
    void eachFrameMeansWhatIsWrittenBesideIt(String line) {
        String[] columns = line.split(" \\| ?", -1);
        List<CodesRead> reads = new ArrayList<>();
        List<Malformed> malformed = new ArrayList<>();
        ScanSession session = new ScanSession("tunnel", format(columns[0]), 1, collector(reads, malformed));
        session.accept(5, Frames.bytes(WireText.unescape(columns[1])));
        assertEquals(List.of(), malformed);
        assertEquals(List.of(expected(columns[2])), reads);
    }

    @ParameterizedTest
    @MethodSource("frames")
    void eachFrameIsInTheReadme(String line) throws IOException {
        String bytes = line.split(" \\| ?", -1)[1];
        assertTrue(Files.readString(Path.of("README.md")).contains("`" + bytes + "`"), bytes);
    }

    private static ScanFormat format(String settings) {
        return settings.equals("defaults")
                ? ScannerRig.format()
                : ScannerRig.format(Arrays.stream(settings.split(" "))
                        .flatMap(setting -> Arrays.stream(setting.split("=", 2)))
                        .toArray(String[]::new));
    }

    private static CodesRead expected(String text) {
        String[] words = text.split(" ");
        List<ScannedCode> codes = Arrays.stream(words)
                .skip(2)
                .map(WireText::unescape)
                .map(code -> new ScannedCode(
                        code.substring(0, Math.max(0, code.indexOf(':'))), code.substring(code.indexOf(':') + 1)))
                .toList();
        return new CodesRead("tunnel", 5, number(words[0]), number(words[1]), codes);
    }

    private static long number(String word) {
        return word.equals("-") ? CodesRead.NONE : Long.parseLong(word);
    }

    private static ScanSession.Listener collector(List<CodesRead> reads, List<Malformed> malformed) {
        return new ScanSession.Listener() {
            @Override
            public void read(CodesRead read) {
                reads.add(read);
            }

            @Override
            public void malformed(long at, Malformed piece) {
                malformed.add(piece);
            }

            @Override
            public void flooded() {
                throw new AssertionError("one frame is no flood");
            }
        };
    }
}
