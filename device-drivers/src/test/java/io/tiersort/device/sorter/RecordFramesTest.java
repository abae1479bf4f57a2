// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The example records of the README mean what stands beside them, and are written back bit by bit. */
class RecordFramesTest {
    static Stream<String> records() throws IOException {
        return Files.readAllLines(Path.of("src/test/resources/frames/modbus-sorter/records.txt")).stream()
                .filter(line -> !line.startsWith("#"));
    }

    @ParameterizedTest
    @MethodSource("records")
    void anExampleRecordMeansWhatStandsBesideIt(String line) {
        String[] parts = line.split(" \\| ", -1);
        WordOrder order = WordOrder.valueOf(parts[0]);
        byte[] image = HexFormat.of().parseHex(parts[1]);
        EventRecord record = EventRecord.decode(image, 0, order);
        assertTrue(EventRecord.isWhole(image, 0, record.sequence()));
        assertArrayEquals(image, record.encode(order));
        Stamp stamp = new Stamp(1, record.sequence(), record.encoder(), record.plcMillis());
        SorterEvent event = new EventDecoder("plc-1", new Counters()).decode(record, stamp, 0);
        assertEquals(parts[2], words(record, event));
    }

    private static String words(EventRecord record, @Nullable SorterEvent event) {
        String head =
                " sequence=" + record.sequence() + " tracking=" + record.trackingId() + " encoder=" + record.encoder();
        if (event instanceof SorterEvent.Inducted inducted) {
            return "INDUCT" + head + " induct=" + inducted.induct() + " length=" + inducted.lengthMm();
        }
        if (event instanceof SorterEvent.Diverted diverted) {
            return "DIVERT" + head + " commanded=" + diverted.commanded() + " actual=" + diverted.actual() + " outcome="
                    + diverted.outcome();
        }
        if (event instanceof SorterEvent.Measured measured) {
            return "MEASURE" + head + " grams=" + measured.grams() + " box="
                    + measured.box().lengthMm() + "x" + measured.box().widthMm() + "x"
                    + measured.box().heightMm();
        }
        if (event instanceof SorterEvent.CommandAnswered answered) {
            return "ANSWER" + head + " command=" + answered.commandSequence() + " answer=" + answered.answer();
        }
        if (event instanceof SorterEvent.ChuteChanged chute) {
            return "CHUTE" + head + " chute=" + chute.chute() + " state=" + chute.state() + " fill="
                    + chute.fillPercent();
        }
        if (event instanceof SorterEvent.Lost lost) {
            return "LOST" + head + " last=" + lost.lastPoint();
        }
        return event instanceof SorterEvent.Stray stray
                ? "STRAY" + head + " point=" + stray.point() + " length=" + stray.lengthMm()
                : "unknown " + event;
    }
}
