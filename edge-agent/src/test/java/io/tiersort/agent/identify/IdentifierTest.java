// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.shipment.Shipment;
import io.tiersort.agent.shipment.Shipment.Status;
import io.tiersort.device.event.ScannedCode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IdentifierTest {
    private static final ScannedCode SSCC = new ScannedCode("C1", "00340123450000000017");
    private static final ScannedCode OTHER_SSCC = new ScannedCode("C1", "00006141410000000012");
    private static final ScannedCode BAD_SSCC = new ScannedCode("C1", "00340123450000000018");
    private static final ScannedCode UPS = new ScannedCode("C0", "1Z999AA10123456784");
    private static final ScannedCode OTHER_UPS = new ScannedCode("C0", "1Z5R89390357567127");
    private static final ScannedCode EAN = new ScannedCode("E0", "9506000134352");
    private static final ScannedCode MAXICODE = new ScannedCode(
            "U1",
            "[)>\u001e01\u001d96841706672\u001d840\u001d001\u001d1Z23456784\u001dUPSN\u001d999AA1\u001d089\u001e\u0004");
    private static final Policy POLICY = Policy.standard();
    private static final Policy STRICT = new Policy(false, false, 5, List.of(), List.of("noread"), List.of());

    private final Shipments shipments = new Shipments();

    @Test
    void twoLabelsOfTwoOpenShipmentsAreAConflict() {
        shipments.add("A", Status.OPEN, "340123450000000017").add("B", Status.OPEN, "1Z999AA10123456784");
        Identification.Conflict conflict = assertInstanceOf(Identification.Conflict.class, resolve(UPS, SSCC));
        assertEquals(
                List.of("A", "B"),
                conflict.shipments().stream().map(Shipment::reference).toList());
        assertEquals(List.of(CodeVerdict.Role.CONFLICTS, CodeVerdict.Role.CONFLICTS), roles(conflict));
    }

    @Test
    void theOldLabelOnAReusedBoxLosesAgainstTheOpenShipment() {
        shipments.add("old", Status.CLOSED, "340123450000000017").add("new", Status.OPEN, "1Z999AA10123456784");
        Identification.Known known = assertInstanceOf(Identification.Known.class, resolve(SSCC, UPS));
        assertEquals("new", known.shipment().reference());
        assertEquals(UPS, known.best().code());
        assertTrue(known.extraLabel());
        assertEquals(List.of(CodeVerdict.Role.OUTDATED, CodeVerdict.Role.BEST), roles(known));
    }

    @Test
    void theOldLabelIsAConflictWhereTheSiteDoesNotTolerateIt() {
        shipments.add("old", Status.CLOSED, "340123450000000017").add("new", Status.OPEN, "1Z999AA10123456784");
        assertInstanceOf(Identification.Conflict.class, Identifier.resolve(List.of(SSCC, UPS), shipments, STRICT));
    }

    @Test
    void threeCodesOfOneShipmentAreOneDecisionByTheSscc() {
        shipments.add("A", Status.OPEN, "340123450000000017", "1Z999AA10123456784");
        Identification.Known known = assertInstanceOf(Identification.Known.class, resolve(MAXICODE, UPS, SSCC));
        assertEquals(CodeType.SSCC, known.best().type());
        assertFalse(known.extraLabel());
        assertEquals(List.of(CodeVerdict.Role.AGREES, CodeVerdict.Role.AGREES, CodeVerdict.Role.BEST), roles(known));
    }

    @Test
    void aMaxicodeWithAShortenedNumberIsNoSecondLabelWhenItsFullNumberWasNotRead() {
        shipments.add("A", Status.OPEN, "340123450000000017");
        Identification.Known known = assertInstanceOf(Identification.Known.class, resolve(MAXICODE, SSCC));
        assertFalse(known.extraLabel());
    }

    @Test
    void aFragmentOfALongerCodeIsDropped() {
        shipments.add("A", Status.OPEN, "1Z999AA10123456784").add("1Z999AA1012345", Status.OPEN);
        ScannedCode fragment = new ScannedCode("C0", "1Z999AA1012345");
        Identification.Known known = assertInstanceOf(Identification.Known.class, resolve(fragment, UPS));
        assertEquals("A", known.shipment().reference());
        assertFalse(known.extraLabel());
        assertEquals(Verdict.SUBSTRING, known.verdicts().get(0).classified().verdict());
    }

    @Test
    void aStrongCodeInsideAWeakTextIsKept() {
        shipments.add("A", Status.OPEN, "1Z999AA10123456784");
        ScannedCode text = new ScannedCode("C0", "REF 1Z999AA10123456784");
        assertInstanceOf(Identification.Known.class, resolve(text, UPS));
    }

    @Test
    void fragmentsAreLookedForWithinOneSymbologyOnly() {
        shipments.add("A", Status.OPEN, "4711-08").add("B", Status.OPEN, "ORDER-4711-08");
        assertInstanceOf(
                Identification.Conflict.class,
                resolve(new ScannedCode("Q1", "4711-08"), new ScannedCode("C0", "ORDER-4711-08")));
        Identification.Known known = assertInstanceOf(
                Identification.Known.class,
                resolve(new ScannedCode("C0", "4711-08"), new ScannedCode("C0", "ORDER-4711-08")));
        assertEquals("B", known.shipment().reference());
    }

    @Test
    void aProductCodeAloneIsANoRead() {
        shipments.add("A", Status.OPEN, "9506000134352");
        Identification.NoRead noRead = assertInstanceOf(Identification.NoRead.class, resolve(EAN));
        assertEquals(List.of(CodeVerdict.Role.DROPPED), roles(noRead));
        assertInstanceOf(Identification.NoRead.class, resolve());
        assertInstanceOf(Identification.NoRead.class, resolve(new ScannedCode("", "NoRead")));
    }

    @Test
    void anSsccWithAWrongCheckDigitIsDroppedAndTheCarrierCodeNamesTheParcel() {
        shipments.add("A", Status.OPEN, "1Z999AA10123456784").add("B", Status.OPEN, "340123450000000018");
        Identification.Known known = assertInstanceOf(Identification.Known.class, resolve(BAD_SSCC, UPS));
        assertEquals("A", known.shipment().reference());
        assertFalse(known.extraLabel());
        assertEquals(
                Verdict.BAD_CHECKDIGIT, known.verdicts().get(0).classified().verdict());
    }

    @Test
    void anUnknownLabelBesideAKnownOneIsAnExtraLabel() {
        shipments.add("A", Status.OPEN, "1Z999AA10123456784");
        Identification.Known known = assertInstanceOf(Identification.Known.class, resolve(SSCC, UPS));
        assertTrue(known.extraLabel());
        assertEquals(List.of(CodeVerdict.Role.UNKNOWN, CodeVerdict.Role.BEST), roles(known));
        ScannedCode text = new ScannedCode("Q1", "thank you");
        assertFalse(
                assertInstanceOf(Identification.Known.class, resolve(text, UPS)).extraLabel());
    }

    @Test
    void aCancelledShipmentIsKnownSoThatItCanBeIntercepted() {
        shipments.add("A", Status.CANCELLED, "1Z999AA10123456784").add("B", Status.CLOSED, "340123450000000017");
        Identification.Known known = assertInstanceOf(Identification.Known.class, resolve(SSCC, UPS));
        assertEquals("A", known.shipment().reference());
    }

    @Test
    void anOpenShipmentBeatsACancelledOne() {
        shipments.add("A", Status.CANCELLED, "1Z999AA10123456784").add("B", Status.OPEN, "340123450000000017");
        assertEquals(
                "B",
                assertInstanceOf(Identification.Known.class, resolve(SSCC, UPS))
                        .shipment()
                        .reference());
    }

    @Test
    void aClosedShipmentAloneIsKnownAndTwoAreAConflict() {
        shipments.add("A", Status.CLOSED, "1Z999AA10123456784").add("B", Status.CLOSED, "340123450000000017");
        assertInstanceOf(Identification.Known.class, resolve(UPS));
        assertInstanceOf(Identification.Conflict.class, resolve(UPS, SSCC));
    }

    @Test
    void oneStrongUnknownCodeTakesTheFactsOfTheWholeLabel() {
        ScannedCode address = new ScannedCode("C1", "4212761010\u001d403R7");
        Identification.Unknown unknown = assertInstanceOf(Identification.Unknown.class, resolve(address, SSCC, EAN));
        assertEquals(SSCC, unknown.best().code());
        assertEquals("1010", unknown.facts().postcode());
        assertEquals("DE", unknown.facts().country());
        assertEquals("R7", unknown.facts().route());
    }

    @Test
    void twoStrongUnknownCodesMayBeTwoLabelsAndSayNothing() {
        ScannedCode sscc = new ScannedCode("C1", "00340123450000000017" + "4201010");
        Identification.Unknown unknown = assertInstanceOf(Identification.Unknown.class, resolve(sscc, OTHER_SSCC));
        assertEquals(Facts.NONE, unknown.facts());
        ScannedCode ups = assertInstanceOf(Identification.Unknown.class, resolve(OTHER_UPS, sscc))
                .best()
                .code();
        assertEquals(sscc, ups);
    }

    @Test
    void aWeakCodeIsNeverBestWhenAStrongOneIsThere() {
        ScannedCode weak = new ScannedCode("C0", "986578788855");
        assertEquals(
                UPS,
                assertInstanceOf(Identification.Unknown.class, resolve(weak, UPS))
                        .best()
                        .code());
    }

    @Test
    void aHostThatStoresTheWholeBarcodeIsUnderstood() {
        shipments.add("A", Status.OPEN, "420100233424" + "9200190132607600833457");
        ScannedCode impb = new ScannedCode("C0", "420100233424" + "9200190132607600833457");
        assertInstanceOf(Identification.Known.class, resolve(impb));
    }

    @Test
    void theSameCodeTwiceIsOneCode() {
        Identification.Unknown unknown = assertInstanceOf(Identification.Unknown.class, resolve(UPS, UPS));
        assertEquals(Verdict.DUPLICATE, unknown.verdicts().get(1).classified().verdict());
        assertEquals(List.of(CodeVerdict.Role.BEST, CodeVerdict.Role.DROPPED), roles(unknown));
    }

    @Test
    void moreCodesThanAReaderCollectsNameNothing() {
        shipments.add("A", Status.OPEN, "1Z999AA10123456784");
        List<ScannedCode> many = Stream.concat(
                        Stream.of(UPS),
                        IntStream.range(0, Identifier.MAX_CODES).mapToObj(i -> new ScannedCode("Q1", "NUMBER" + i)))
                .toList();
        assertInstanceOf(Identification.NoRead.class, Identifier.resolve(many, shipments, POLICY));
        assertInstanceOf(
                Identification.Known.class,
                Identifier.resolve(many.subList(0, Identifier.MAX_CODES), shipments, POLICY));
    }

    private Identification resolve(ScannedCode... codes) {
        return Identifier.resolve(List.of(codes), shipments, POLICY);
    }

    private static List<CodeVerdict.Role> roles(Identification identification) {
        return identification.verdicts().stream().map(CodeVerdict::role).toList();
    }
}
