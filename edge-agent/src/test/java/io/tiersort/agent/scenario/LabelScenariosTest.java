// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.identify.Policy;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.ScannedCode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the codes on a parcel are worth. */
class LabelScenariosTest {
    private static final String SSCC = "340123450000000017";
    private static final String UPS = "1Z999AA10123456784";
    private static final ScannedCode SSCC_LABEL = new ScannedCode("C1", "00" + SSCC);
    private static final ScannedCode MAXICODE = new ScannedCode(
            "U1",
            "[)>\u001e01\u001d96841706672\u001d840\u001d001\u001d1Z23456784\u001dUPSN\u001d999AA1\u001d089\u001e\u0004");

    private Hub hub = Hub.asBuilt();

    @Test
    @DisplayName("1. Two conflicting valid labels")
    void betweenTwoOpenShipmentsNothingIsGuessed() {
        hub.given(Hub.shipment("SHIP-0001", "same-day"), Hub.shipment("SHIP-0002", "standard"));
        long parcel = hub.arrives(Hub.parcel("SHIP-0001", "SHIP-0002"));
        hub.runsEmpty();
        hub.thenInChute(12, parcel, Map.of("outcome", "HOSPITAL", "cause", "MULTI_CONFLICT", "physical", "NONE"));
        JsonObject decided = hub.record("parcel.decided", parcel);
        assertEquals(new JsonArray(List.of(12)), decided.getJsonArray("chutes"));
        assertEquals(List.of("SHIP-0001 CONFLICTS", "SHIP-0002 CONFLICTS"), verdicts(decided));
        neitherIsMarkedSorted(decided, parcel);
        hub.thenNothingIsWrong();
    }

    private void neitherIsMarkedSorted(JsonObject decided, long parcel) {
        Hub.thenSays(decided, Map.of("reference", "", "tier", ""));
        Hub.thenSays(hub.record("parcel.closed", parcel), Map.of("reference", "", "tier", ""));
        assertEquals(Map.of(), hub.figures().sortedByTier());
        long relabelled = hub.arrives(Hub.parcel("SHIP-0001"));
        hub.runsEmpty();
        hub.thenInChute(1, relabelled, Map.of("outcome", "SORTED", "cause", "OK"));
    }

    @Test
    @DisplayName("2. Old label on reused box")
    void theOpenShipmentWinsOverTheOneThatWasDelivered() {
        reusedBox();
        long parcel = hub.arrives(Hub.parcel("SHIP-OLD", "SHIP-NEW"));
        hub.runsEmpty();
        hub.thenInChute(10, parcel, Map.of("outcome", "SORTED", "cause", "OK", "reference", "SHIP-NEW"));
        JsonObject decided = hub.record("parcel.decided", parcel);
        assertTrue(decided.getBoolean("extraLabel"));
        assertEquals(List.of("SHIP-OLD OUTDATED", "SHIP-NEW BEST"), verdicts(decided));
        assertEquals(1, hub.figures().extraLabels());
        hub.thenNothingIsWrong();
        whereTheSiteDoesNotTolerateItItIsAConflict();
    }

    private void whereTheSiteDoesNotTolerateItItIsAConflict() {
        Policy strict = new Policy(false, false, 5, List.of(), List.of("noread"), List.of());
        hub = Hub.of(Hub.layout(), Hub.plan(), world -> world.codes(strict));
        reusedBox();
        long parcel = hub.arrives(Hub.parcel("SHIP-OLD", "SHIP-NEW"));
        hub.runsEmpty();
        hub.thenInChute(12, parcel, Map.of("outcome", "HOSPITAL", "cause", "MULTI_CONFLICT", "reference", ""));
        hub.thenNothingIsWrong();
    }

    private void reusedBox() {
        hub.given(
                Hub.shipment("SHIP-OLD", "same-day").standing(Shipment.Status.CLOSED),
                Hub.shipment("SHIP-NEW", "standard"));
    }

    @Test
    @DisplayName("3. Three codes, one shipment")
    void codesThatAgreeAreOneDecisionByTheBestOfThem() {
        hub.given(Hub.shipment("SHIP-0001", "next-day", SSCC, UPS));
        long parcel = hub.arrives(Hub.parcel(MAXICODE, Hub.code128(UPS), SSCC_LABEL));
        hub.runsEmpty();
        hub.thenInChute(3, parcel, Map.of("outcome", "SORTED", "cause", "OK", "reference", "SHIP-0001"));
        JsonObject decided = hub.record("parcel.decided", parcel);
        Hub.thenSays(decided, Map.of("key", SSCC, "keyType", "SSCC", "extraLabel", false, "revision", 1));
        assertEquals(
                List.of(MAXICODE.data() + " AGREES", UPS + " AGREES", SSCC_LABEL.data() + " BEST"), verdicts(decided));
        hub.thenNothingIsWrong();
    }

    @Test
    @DisplayName("4. Partial read substring")
    void aFragmentOfALongerCodeIsDropped() {
        hub.given(Hub.shipment("SHIP-0001", "next-day", UPS), Hub.shipment("1Z999AA1012345678", "same-day"));
        long parcel = hub.arrives(Hub.parcel("1Z999AA1012345678", UPS));
        hub.runsEmpty();
        hub.thenInChute(3, parcel, Map.of("outcome", "SORTED", "cause", "OK", "reference", "SHIP-0001"));
        JsonObject decided = hub.record("parcel.decided", parcel);
        assertEquals(List.of("1Z999AA1012345678 DROPPED", UPS + " BEST"), verdicts(decided));
        assertTrue(reason(decided, 0).startsWith("fragment of code number 2"), decided::encode);
        assertFalse(decided.getBoolean("extraLabel"));
        hub.thenNothingIsWrong();
    }

    @Test
    @DisplayName("6. Product EAN only")
    void aCodeOfTheGoodsIsNoKeyOfAShipment() {
        hub.given(Hub.shipment("9506000134352", "next-day"));
        long parcel = hub.arrives(Hub.parcel(new ScannedCode("E0", "9506000134352")));
        hub.runsEmpty();
        hub.thenInChute(12, parcel, Map.of("outcome", "HOSPITAL", "cause", "NOREAD", "reference", ""));
        assertEquals(List.of("9506000134352 DROPPED"), verdicts(hub.record("parcel.decided", parcel)));
        assertEquals(0, hub.figures().read());
        hub.thenNothingIsWrong();
    }

    @Test
    @DisplayName("7. Bad check digit SSCC and the valid carrier code of a known shipment")
    void aWrongCheckDigitIsDroppedAndCountedAndTheCarrierCodeSorts() {
        String wrong = "00340123450000000018";
        hub.given(
                Hub.shipment("SHIP-0001", "next-day", UPS), Hub.shipment("SHIP-0002", "same-day", wrong.substring(2)));
        long parcel = hub.arrives(Hub.parcel(new ScannedCode("C1", wrong), Hub.code128(UPS)));
        hub.runsEmpty();
        hub.thenInChute(3, parcel, Map.of("outcome", "SORTED", "cause", "OK", "reference", "SHIP-0001"));
        JsonObject decided = hub.record("parcel.decided", parcel);
        Hub.thenSays(decided, Map.of("key", UPS, "keyType", "UPS_1Z", "extraLabel", false));
        assertEquals(List.of(wrong + " DROPPED", UPS + " BEST"), verdicts(decided));
        assertEquals(1, hub.figures().badCheckDigits());
        hub.thenNothingIsWrong();
    }

    private static List<String> verdicts(JsonObject decided) {
        return decided.getJsonArray("verdicts").stream()
                .map(JsonObject.class::cast)
                .map(code -> code.getString("data") + " " + code.getString("verdict"))
                .toList();
    }

    private static String reason(JsonObject decided, int code) {
        return decided.getJsonArray("verdicts").getJsonObject(code).getString("reason");
    }
}
