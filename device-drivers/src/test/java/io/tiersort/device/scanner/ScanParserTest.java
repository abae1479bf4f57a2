// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.Replay;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.scanner.Malformed.Reason;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScanParserTest {
    private static final ScanFormat PLAIN = ScannerRig.format();
    private static final ScanFormat AIM = ScannerRig.format("aim", "true");
    private static final ScanFormat TRACKED = ScannerRig.format("stamp", "tracking-id");
    private static final ScanFormat ENCODED = ScannerRig.format("stamp", "encoder", "separator", "TAB");

    @Test
    void codesAreDeliveredInTheOrderSent() {
        assertCodes(PLAIN, "B2;A1;C3", "B2", "A1", "C3");
    }

    @Test
    void aCodeSeenTwiceIsOneCode() {
        assertCodes(PLAIN, "A1;B2;A1", "A1", "B2");
        assertEquals(
                List.of(new ScannedCode("C0", "A1"), new ScannedCode("d2", "A1")),
                read(AIM, "]C0A1;]d2A1;]C0A1").codes());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "NOREAD", "noread", " NoRead ", "?", ";", ";;NOREAD;", "  ", "\u0000\u0007"})
    void aNoReadIsAResultWithoutCodes(String content) {
        assertCodes(PLAIN, content);
    }

    @Test
    void aNoReadTextInsideACodeIsACode() {
        assertCodes(PLAIN, "NOREAD1;?1", "NOREAD1", "?1");
    }

    @Test
    void theNoReadTextsOfTheSiteReplaceTheUsualOnes() {
        ScanFormat format = ScannerRig.format("no-read", "ERROR, NR");
        assertCodes(format, "error;NR;NOREAD", "NOREAD");
    }

    @Test
    void oneCameraWithoutAReadDoesNotHideTheOthers() {
        assertCodes(PLAIN, "NOREAD;A1;NOREAD", "A1");
    }

    @Test
    void groupSeparatorsAndMessageMarksStay() {
        assertCodes(
                PLAIN,
                "0100614141\u001d10AB;[)>\u001e01\u001d96X\u001e\u0004",
                "0100614141\u001d10AB",
                "[)>\u001e01\u001d96X\u001e\u0004");
    }

    @Test
    void otherControlCharactersAreTakenOut() {
        assertCodes(PLAIN, "\u0000A\u00011\n\u007f\r", "A1");
    }

    @Test
    void bytesAboveAsciiAreKept() {
        assertCodes(PLAIN, "\u00c4\u0080", "\u00c4\u0080");
    }

    @Test
    void anAimIdentifierIsTakenApartWhenTheScannerSendsIt() {
        assertEquals(
                List.of(new ScannedCode("C1", "00340123450000000017"), new ScannedCode("E0", "0012345678905")),
                read(AIM, "]C100340123450000000017;]E00012345678905").codes());
    }

    @Test
    void aCodeWithoutAnIdentifierIsStillACode() {
        assertEquals(
                List.of(
                        new ScannedCode("", "A1"),
                        new ScannedCode("", "]"),
                        new ScannedCode("", "]C"),
                        new ScannedCode("", "]1C5")),
                read(AIM, "A1;];]C;]1C5").codes());
    }

    @Test
    void anIdentifierWithoutDataIsNothing() {
        assertCodes(AIM, "]C0");
    }

    @Test
    void withoutTheSettingAnIdentifierIsData() {
        assertCodes(PLAIN, "]C1A", "]C1A");
    }

    @Test
    void theStampComesFirst() {
        assertEquals(new Scan.Read(4711, CodesRead.NONE, codes("A1", "B2")), read(TRACKED, "4711;A1;B2"));
        assertEquals(new Scan.Read(CodesRead.NONE, 123456789012L, codes("A1")), read(ENCODED, "123456789012\tA1"));
        assertEquals(new Scan.Read(CodesRead.NONE, 0, List.of()), read(ENCODED, "0\tNOREAD"));
    }

    @Test
    void aStampAloneIsANoReadOfThatParcel() {
        assertEquals(new Scan.Read(7, CodesRead.NONE, List.of()), read(TRACKED, "7"));
        assertEquals(new Scan.Read(7, CodesRead.NONE, List.of()), read(TRACKED, " 007 ;"));
    }

    @Test
    void aStampAtItsLimitsIsAccepted() {
        assertEquals(1, read(TRACKED, "1;A").trackingId());
        assertEquals(4_294_967_295L, read(TRACKED, "4294967295;A").trackingId());
        assertEquals(Long.MAX_VALUE, read(ENCODED, "9223372036854775807\tA").encoder());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", ";A1", "A1", "NOREAD", "-1;A", "+1;A", "1 2;A", "0;A", "4294967296;A", "1.0;A", "0x1;A"})
    void aResultWithAWrongStampYieldsNothing(String content) {
        assertEquals(new Malformed(Reason.STAMP, content.length()), parse(TRACKED, content));
    }

    @Test
    void anEncoderBeyondItsRangeYieldsNothing() {
        assertEquals(new Malformed(Reason.STAMP, 21), parse(ENCODED, "9223372036854775808\tA"));
    }

    @Test
    void moreCodesThanAReaderCanSeeAreMalformed() {
        List<String> many = new ArrayList<>();
        for (int i = 0; i < ScanParser.MOST_CODES; i++) {
            many.add("C" + i);
        }
        assertEquals(
                ScanParser.MOST_CODES,
                read(PLAIN, String.join(";", many)).codes().size());
        many.add("one more");
        String content = String.join(";", many);
        assertEquals(new Malformed(Reason.TOO_MANY_CODES, content.length()), parse(PLAIN, content));
    }

    @Test
    void withoutASeparatorTheFrameIsOneCode() {
        assertCodes(ScannerRig.format("separator", "none"), "A1;B2|C3", "A1;B2|C3");
    }

    @Test
    void eachSeparatorOfTheSettingsSeparates() {
        assertCodes(ScannerRig.format("separator", ","), "A1,B2", "A1", "B2");
        assertCodes(ScannerRig.format("separator", "|"), "A1|B2", "A1", "B2");
        assertCodes(ScannerRig.format("separator", "TAB"), "A1\tB2", "A1", "B2");
        assertCodes(ScannerRig.format("separator", "GS"), "A1\u001dB2", "A1", "B2");
    }

    @Test
    void anyBytesAreParsedAndStampsStayInRange() {
        Replay replay = Replay.seeded();
        Random random = replay.random();
        for (int round = 0; round < 20_000; round++) {
            byte[] noise = new byte[random.nextInt(40)];
            for (int i = 0; i < noise.length; i++) {
                noise[i] = (byte)
                        (random.nextInt(3) == 0 ? random.nextInt(256) : "0123456789;]C ".charAt(random.nextInt(14)));
            }
            Scan scan = new ScanParser(random.nextBoolean() ? TRACKED : AIM).parse(noise, 0, noise.length);
            if (scan instanceof Scan.Read read) {
                assertTrue(read.trackingId() == CodesRead.NONE || read.trackingId() >= 1, replay::toString);
                assertTrue(read.codes().stream().noneMatch(code -> code.data().isEmpty()), replay::toString);
            } else {
                assertEquals(
                        noise.length, assertInstanceOf(Malformed.class, scan).dropped(), replay::toString);
            }
        }
    }

    private static void assertCodes(ScanFormat format, String content, String... expected) {
        assertEquals(new Scan.Read(CodesRead.NONE, CodesRead.NONE, codes(expected)), parse(format, content));
    }

    private static List<ScannedCode> codes(String... data) {
        return List.of(data).stream().map(text -> new ScannedCode("", text)).toList();
    }

    private static Scan.Read read(ScanFormat format, String content) {
        return assertInstanceOf(Scan.Read.class, parse(format, content));
    }

    /** With other bytes around, which must not matter. */
    private static Scan parse(ScanFormat format, String content) {
        byte[] bytes = Frames.bytes("99" + content + "99");
        return new ScanParser(format).parse(bytes, 2, bytes.length - 2);
    }
}
