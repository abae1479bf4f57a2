// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static io.tiersort.agent.line.ShipmentSketch.named;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.plan.Condition;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Customer;
import io.tiersort.agent.shipment.Shipment;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Parcels that the host does not know, and what labels and customers add to those it does. */
class LabelRoutingTest {
    private static final String SSCC = "00340123450000000017";
    private static final char SEPARATOR = 0x1D;

    private final PlanSketch sketch = new PlanSketch();

    @BeforeEach
    void routes() {
        sketch.routeByLabel = true;
        sketch.routes.add(
                0,
                PlanSketch.route(
                        "berlin", new Condition.Between(Condition.TextField.POSTCODE, "10000", "14999"), "hub"));
    }

    private LineRig rig() {
        return new LineRig(LineRig.layout(false, 0), sketch.plan());
    }

    @Test
    void anUnknownParcelIsRoutedByThePostcodeOnItsLabelAndSaysSo() {
        LineRig rig = rig();
        Fact.ParcelDecided decided = rig.decide(1, "]C1" + SSCC + "42010115");
        assertEquals(List.of(3, 4), decided.chutes());
        assertEquals(Cause.NO_DATA, decided.cause());
        assertEquals(Physical.NONE, decided.physical());
        assertEquals("label", decided.basis().source());
        assertEquals("10115", decided.basis().postcode());
        assertEquals("berlin", decided.route());
        assertEquals(Outcome.SORTED, rig.arrive(1).outcome());
    }

    @Test
    void aPlanThatDoesNotRouteByLabelSendsItToTheRefugeButKeepsOnRecordWhatTheLabelSaid() {
        sketch.routeByLabel = false;
        Fact.ParcelDecided decided = rig().decide(1, "]C1" + SSCC + "42010115");
        assertEquals(List.of(12), decided.chutes());
        assertEquals(Cause.NO_DATA, decided.cause());
        assertEquals("10115", decided.basis().postcode());
    }

    @Test
    void aLabelThatSaysNothingOfItsDeliveryIsNotRouted() {
        Fact.ParcelDecided decided = rig().decide(1, "]C1" + SSCC);
        assertEquals(List.of(12), decided.chutes());
        assertEquals(Cause.NO_DATA, decided.cause());
        assertEquals("", decided.basis().source());
    }

    @Test
    void aLabelThatNoRouteWantsIsMissingDataAndNotAMissingRoute() {
        sketch.routes.remove(sketch.routes.size() - 1);
        Fact.ParcelDecided decided = rig().decide(1, "]C1" + SSCC + "42080331");
        assertEquals(Cause.NO_DATA, decided.cause());
        assertEquals(List.of(12), decided.chutes());
    }

    @Test
    void aRouteCodeAndTheCarrierOnTheLabelDecideToo() {
        sketch.routes.add(0, PlanSketch.route("depot", PlanSketch.is(Condition.TextField.ROUTE_CODE, "D77"), "city"));
        assertEquals("city", rig().decide(1, "]C1" + SSCC + "403D77").destination());
        sketch.routes.add(0, PlanSketch.route("ups", PlanSketch.is(Condition.TextField.CARRIER, "ups"), "lockers"));
        Fact.ParcelDecided ups = rig().decide(1, "1Z999AA10123456784");
        assertEquals("lockers", ups.destination());
        assertEquals("ups", ups.basis().carrier());
    }

    @Test
    void aShipmentTheHostKnowsIsNotRoutedByItsLabelButItsCarrierIsSeen() {
        sketch.routes.add(0, PlanSketch.route("ups", PlanSketch.is(Condition.TextField.CARRIER, "ups"), "lockers"));
        LineRig rig = rig();
        Shipment shipment = named("1Z999AA10123456784").postcode("80331").made();
        rig.know(shipment);
        Fact.ParcelDecided decided = rig.decide(1, "1Z999AA10123456784");
        assertEquals("host", decided.basis().source());
        assertEquals(Cause.OK, decided.cause());
        assertEquals("lockers", decided.destination());
        assertEquals("80331", decided.basis().postcode());
    }

    @Test
    void aDeclarationOfDangerousGoodsOnTheLabelCountsThoughTheHostSaysNothingOfIt() {
        sketch.rules.add(0, PlanSketch.rule("hazmat", PlanSketch.is(Condition.TextField.FLAGS, "hazmat"), "STANDARD"));
        sketch.routes.add(0, PlanSketch.route("hazmat", PlanSketch.is(Condition.TextField.FLAGS, "hazmat"), "guarded"));
        LineRig rig = rig();
        rig.know(named("340123450000000017").service("same-day").made());
        Fact.ParcelDecided decided = rig.decide(1, "]C1" + SSCC + "43211");
        assertEquals(List.of("hazmat"), decided.basis().flags());
        assertEquals("guarded", decided.destination());
        assertEquals(List.of(), rig.decide(2, "]C1" + SSCC + "43210").basis().flags());
    }

    @Test
    void aReturnLabelIsAReturnThoughTheHostNeverToldOfIt() {
        sketch.rules.add(
                0,
                new Plan.TierRule(
                        "returns",
                        Plan.Precedence.RETURNS,
                        PlanSketch.is(Condition.TextField.SERVICE, "return"),
                        "HIGH_VALUE"));
        sketch.routes.add(
                0, PlanSketch.route("back", PlanSketch.is(Condition.TextField.TIER, "HIGH_VALUE"), "guarded"));
        assertEquals("return", rig().decide(1, "1Z999AA19012345677").basis().service());
    }

    @Test
    void rulesMayAskHowDeliveriesToTheCustomerWent() {
        sketch.rules.add(
                0,
                PlanSketch.rule(
                        "nobody-home", new Condition.Range(Condition.NumberField.MISSED_DELIVERIES, 2, 99), "LOCKER"));
        LineRig rig = rig();
        rig.customers.put("c-1", new Customer("c-1", 9, 2, 4, "locker-7"));
        rig.know(named("PKG-1001").customer("c-1").postcode("80331").made());
        Fact.ParcelDecided decided = rig.decide(1, "PKG-1001");
        assertEquals("LOCKER", decided.tier());
        assertEquals(2, decided.basis().missedDeliveries());
        assertEquals("locker-7", decided.basis().preferredPoint());
    }

    @Test
    void ofSeveralLabelsOnAKnownParcelOnlyThoseOfItsShipmentSpeak() {
        LineRig rig = rig();
        rig.know(named("PKG-1001").made());
        Fact.ParcelDecided foreign = rig.decide(1, "PKG-1001", "]C1" + SSCC + "403D77");
        assertEquals("", foreign.basis().routeCode());
        assertEquals("", foreign.basis().carrier());
        rig.know(named("340123450000000017").made());
        assertEquals("D77", rig.decide(2, "]C1" + SSCC + "403D77").basis().routeCode());
    }

    @Test
    void aSymbolWithoutAKeySpeaksForTheParcelUnlessAnotherLabelIsOnIt() {
        LineRig rig = rig();
        rig.know(named("PKG-1001").made(), named("PKG-1002").made());
        assertEquals("D77", rig.decide(1, "PKG-1001", "]C1403D77").basis().routeCode());
        Fact.ParcelDecided two = rig.decide(2, "PKG-1002", "]C1403D77", "]C1" + SSCC);
        assertTrue(two.extraLabel());
        assertEquals("", two.basis().routeCode());
    }

    @Test
    void theCarrierIsThatOfAnyCodeThatNamesTheShipment() {
        LineRig rig = rig();
        rig.know(named("340123450000000017").made());
        rig.shipments.put("1Z999AA10123456784", rig.known("340123450000000017"));
        Fact.ParcelDecided decided = rig.decide(1, "]C1" + SSCC, "1Z999AA10123456784");
        assertEquals("SSCC", decided.keyType());
        assertEquals("ups", decided.basis().carrier());
    }

    @Test
    void aSeparatorEndsWhatTheLabelSays() {
        Fact.ParcelDecided decided = rig().decide(1, "]C1403D77" + SEPARATOR + SSCC);
        assertEquals("D77", decided.basis().routeCode());
    }
}
