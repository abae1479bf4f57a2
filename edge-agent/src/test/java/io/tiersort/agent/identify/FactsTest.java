// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.event.ScannedCode;
import java.util.List;
import org.junit.jupiter.api.Test;

class FactsTest {
    private static final String SSCC = "00340123450000000017";

    @Test
    void aLogisticLabelSaysWhereWhenAndHow() {
        Facts facts = facts(
                "C1",
                SSCC + "42127610117" + "\u001d403R7\u001d4320SAME%20DAY\u001d43211\u001d"
                        + "43242612310800\u001d43252612319999");
        assertEquals("DE", facts.country());
        assertEquals("10117", facts.postcode());
        assertEquals("R7", facts.route());
        assertEquals("SAME%20DAY", facts.service());
        assertEquals("2026-12-31T08:00", facts.notBefore());
        assertEquals("2026-12-31", facts.notAfter());
        assertTrue(facts.dangerousGoods());
        assertFalse(facts.returnLabel());
        assertEquals(List.of(), facts.warnings());
    }

    @Test
    void aDeliveryMonthWithoutADayIsAMonth() {
        assertEquals("2026-12", facts("C1", SSCC + "43242612009999").notBefore());
    }

    @Test
    void theAddressForUndeliverableParcelsMakesNoReturnLabel() {
        Facts facts = facts("C1", SSCC + "4310SHOP");
        assertTrue(facts.returnAddress());
        assertFalse(facts.returnLabel());
    }

    @Test
    void theServiceOfUpsTellsReturns() {
        assertEquals("03", facts("C0", "1Z5R89390357567127").service());
        assertFalse(facts("C0", "1Z5R89390357567127").returnLabel());
        Facts returned = facts("C0", "1Z12345X9012345670");
        assertEquals("90", returned.service());
        assertTrue(returned.returnLabel());
    }

    @Test
    void theLettersOfS10NameTheCountryOfOriginNotOfDelivery() {
        Facts facts = facts("C0", "RB123456785GB");
        assertEquals("GB", facts.origin());
        assertEquals("", facts.country());
        assertEquals("RB", facts.service());
    }

    @Test
    void aUspsBarcodeCarriesTheZip() {
        Facts nine = facts("C0", "4201002334249200190132607600833457");
        assertEquals("100233424", nine.postcode());
        assertEquals("001", nine.service());
        assertEquals("US", nine.country());
        assertEquals(
                "78745", facts("C1", "42078745\u001d9400111206206406260787").postcode());
        assertEquals("", facts("C0", "9400111206206406260787").postcode());
    }

    @Test
    void aDpdRouteBarcodeCarriesServiceCountryAndPostcode() {
        Facts facts = facts("C0", "008182709980000020033350276C");
        assertEquals("DE", facts.country());
        assertEquals("81827", facts.postcode());
        assertEquals("350", facts.service());
    }

    @Test
    void aCarrierMessageCarriesPostcodeCountryAndClass() {
        Facts facts = facts(
                "U1",
                "[)>\u001e01\u001d96841706672\u001d840\u001d001\u001d1Z12345675\u001dUPSN\u001d12345E\u001e\u0004");
        assertEquals("841706672", facts.postcode());
        assertEquals("US", facts.country());
        assertEquals("001", facts.service());
    }

    @Test
    void factsThatContradictEachOtherSayNothingInAnyOrder() {
        Facts one = new Facts.Draft().country("DE").postcode("10117").facts();
        Facts other =
                new Facts.Draft().country("AT").postcode("1010").service("X").facts();
        for (List<Facts> order :
                List.of(List.of(one, other, one), List.of(other, one, one), List.of(one, one, other))) {
            Facts together = Facts.together(order);
            assertEquals("", together.country());
            assertEquals("", together.postcode());
            assertEquals("X", together.service());
        }
    }

    @Test
    void aLongerPostcodeContinuesAShorterOne() {
        Facts zip = new Facts.Draft().postcode("84170").facts();
        Facts zipPlus4 = new Facts.Draft().postcode("841706672").facts();
        assertEquals("841706672", Facts.together(List.of(zip, zipPlus4)).postcode());
        assertEquals(Facts.NONE, Facts.together(List.of()));
        assertEquals(zip, Facts.together(List.of(Facts.NONE, zip)));
    }

    private static Facts facts(String aim, String data) {
        return CodeReader.classify(new ScannedCode(aim, data), Policy.standard())
                .facts();
    }
}
