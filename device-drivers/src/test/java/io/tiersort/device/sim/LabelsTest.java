// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.event.ScannedCode;
import java.io.IOException;
import java.io.StringReader;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

class LabelsTest {
    private static RandomGenerator random(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static CsvLabels table(boolean loops, String... lines) throws IOException {
        return CsvLabels.read(new StringReader(String.join("\n", lines)), loops);
    }

    @Test
    void aRowBecomesAParcelWithItsCodes() throws IOException {
        CsvLabels labels = table(false, CsvLabels.HEADER, "]C100340123<GS>99|PLAIN,1,950,400,300,200", ",10,100,50,20");
        Labels first = labels.next(random(1)).orElseThrow();
        assertEquals(List.of(new ScannedCode("C1", "00340123\u001d99"), new ScannedCode("", "PLAIN,1")), first.codes());
        assertEquals(950, first.grams());
        assertEquals(List.of(), labels.next(random(1)).orElseThrow().codes());
        assertTrue(labels.next(random(1)).isEmpty());
    }

    @Test
    void aLoopingTableBeginsAgain() throws IOException {
        CsvLabels labels = table(true, "A,10,100,50,20", "B,10,100,50,20");
        labels.next(random(1));
        labels.next(random(1));
        assertEquals("A", labels.next(random(1)).orElseThrow().codes().get(0).data());
    }

    @Test
    void aWrongCellIsNamedByLineAndColumn() {
        String message = String.valueOf(assertThrows(
                        IllegalArgumentException.class,
                        () -> table(false, CsvLabels.HEADER, "A,10,100,50,20", "B,10,100,wide,20"))
                .getMessage());
        assertTrue(message.contains("line=3") && message.contains("column=width"), message);
        assertTrue(message.contains("\"wide\""), message);
    }

    @Test
    void aParcelThatDoesNotFitTheLineIsNamedByLine() {
        String message =
                String.valueOf(assertThrows(IllegalArgumentException.class, () -> table(false, "A,10,5000,50,20"))
                        .getMessage());
        assertTrue(message.contains("line=1") && message.contains("5000"), message);
    }

    @Test
    void aTableWithoutRowsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> table(false, CsvLabels.HEADER));
        assertThrows(IllegalArgumentException.class, () -> table(false, "A,10"));
    }

    @Test
    void shapesFollowTheMeasuredQuantilesAndHeavyOnesAreLarge() {
        RandomGenerator random = random(9);
        int count = 40_000;
        int[] grams = new int[count];
        int[] lengths = new int[count];
        double sumHeavy = 0;
        double sumLight = 0;
        for (int i = 0; i < count; i++) {
            ParcelShapes.Shape shape = ParcelShapes.draw(random);
            grams[i] = shape.grams();
            lengths[i] = shape.lengthMm();
            assertTrue(shape.lengthMm() >= shape.widthMm() && shape.widthMm() >= shape.heightMm());
            if (shape.grams() > 700) {
                sumHeavy += shape.lengthMm();
            } else {
                sumLight += shape.lengthMm();
            }
        }
        Arrays.sort(grams);
        Arrays.sort(lengths);
        assertEquals(700, grams[count / 2], 40);
        assertEquals(6_300, grams[count * 9 / 10], 500);
        assertEquals(280, lengths[count / 2], 30);
        assertTrue(sumHeavy > 1.3 * sumLight, sumHeavy + " " + sumLight);
    }

    @Test
    void theTunnelReadsWhatTheFaultsSay() {
        Labels parcel = new Labels(List.of(new ScannedCode("C0", "ABCDEFGH")), 500, 400, 300, 200);
        assertEquals(parcel.codes(), reader(FaultMix.none()).read(parcel));
        assertEquals(List.of(), reader(FaultMix.none().with(Fault.NO_READ, 1)).read(parcel));
        List<ScannedCode> twice =
                reader(FaultMix.none().with(Fault.DUPLICATE_CODE, 1)).read(parcel);
        assertEquals(List.of(parcel.codes().get(0), parcel.codes().get(0)), twice);
        List<ScannedCode> partial =
                reader(FaultMix.none().with(Fault.PARTIAL_READ, 1)).read(parcel);
        assertTrue("ABCDEFGH".startsWith(partial.get(0).data())
                && partial.get(0).data().length() < 8);
        List<ScannedCode> foreign =
                reader(FaultMix.none().with(Fault.FOREIGN_CODE, 1)).read(parcel);
        assertTrue(foreign.stream()
                .anyMatch(code -> code.aim().equals("E0") && code.data().length() == 13));
    }

    @Test
    void aConflictingLabelIsThatOfTheParcelBefore() {
        TunnelReader reader = reader(FaultMix.none().with(Fault.MULTI_LABEL, 1).with(Fault.CONFLICT, 1));
        reader.read(new Labels(List.of(new ScannedCode("C0", "ONE")), 500, 400, 300, 200));
        List<ScannedCode> second = reader.read(new Labels(List.of(new ScannedCode("C0", "TWO")), 500, 400, 300, 200));
        assertEquals(List.of(new ScannedCode("C0", "TWO"), new ScannedCode("C0", "ONE")), second);
    }

    @Test
    void aFlatBagIsReadWorse() {
        assertTrue(blindReads(20) > 1.6 * blindReads(200));
    }

    private static int blindReads(int heightMm) {
        TunnelReader reader = reader(FaultMix.none().with(Fault.NO_READ, 0.1));
        Labels parcel = new Labels(List.of(new ScannedCode("C0", "A")), 500, 400, 300, heightMm);
        int blind = 0;
        for (int i = 0; i < 10_000; i++) {
            blind += reader.read(parcel).isEmpty() ? 1 : 0;
        }
        return blind;
    }

    private static TunnelReader reader(FaultMix faults) {
        return new TunnelReader(faults, random(4));
    }
}
