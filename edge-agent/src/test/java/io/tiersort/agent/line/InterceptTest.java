// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.SorterEvent;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Parcels that must not leave the building although they were decided already. */
class InterceptTest {
    private final LineRig rig = new LineRig();

    private void decided(int number) {
        rig.know(LineRig.shipment("PKG-" + (1_000 + number), "same-day"));
        rig.decide(number, "PKG-" + (1_000 + number));
    }

    private void held(int number) {
        rig.know(LineRig.shipment("PKG-" + (1_000 + number), "same-day", Shipment.Flag.HOLD));
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-" + (1_000 + number))));
    }

    @Test
    void aHoldBeforeTheLatestDecisionPointDivertsAndNeedsNobody() {
        decided(1);
        held(1);
        assertEquals(Cause.HOLD, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(Outcome.HOSPITAL, rig.arrive(1).outcome());
        assertTrue(rig.facts(Fact.AlarmRaised.class).isEmpty());
    }

    @Test
    void aHoldThatComesTooLateSendsSomebodyToTheChute() {
        decided(1);
        rig.travel(2_950);
        held(1);
        held(1);
        assertEquals("HOLD", rig.last(Fact.DecisionTooLate.class).wanted());
        assertEquals(1, rig.facts(Fact.DecisionTooLate.class).size());
        Fact.AlarmRaised alarm = rig.last(Fact.AlarmRaised.class);
        assertEquals("intercept.chute-1", alarm.alarm());
        assertEquals(1, alarm.priority());
        assertTrue(alarm.text().contains("L1-1 (PKG-1001)"), alarm.text());
        assertEquals(Outcome.SORTED, rig.arrive(1).outcome());
        assertTrue(rig.facts(Fact.AlarmCleared.class).isEmpty(), "it lies in the chute");
    }

    @Test
    void nobodyIsSentForAParcelThatGoesToTheRefugeAnyway() {
        rig.decide(1, "]C100340123450000000017");
        rig.travel(19_600);
        rig.know(LineRig.shipment("340123450000000017", "same-day", Shipment.Flag.HOLD));
        rig.step(new Input.ShipmentsChanged(Set.of("340123450000000017")));
        assertEquals("HOLD", rig.last(Fact.DecisionTooLate.class).wanted());
        assertTrue(rig.facts(Fact.AlarmRaised.class).isEmpty());
    }

    @Test
    void nobodyNeedsToGoWhenTheParcelDropsElsewhere() {
        decided(1);
        rig.travel(2_950);
        held(1);
        rig.divert(1, 1, 12, SorterEvent.Outcome.VERIFIED, SorterEvent.Cause.CHUTE_FULL);
        assertEquals("intercept.chute-1", rig.last(Fact.AlarmCleared.class).alarm());
    }

    @Test
    void aSecondParcelForTheSameChuteIsToldToo() {
        decided(1);
        rig.travel(2_950);
        held(1);
        rig.arrive(1);
        decided(2);
        rig.travel(2_950);
        held(2);
        assertTrue(rig.last(Fact.AlarmRaised.class).text().contains("L1-2 (PKG-1002)"));
    }

    @Test
    void aParcelDecidedAgainIsNoDuplicateOfItselfAndLeavesItsOldClaimToOthers() {
        decided(1);
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-1001")));
        assertEquals(1, rig.facts(Fact.ParcelDecided.class).size());
        rig.know(LineRig.shipment("PKG-2001", "next-day"));
        rig.read(1, "PKG-2001");
        assertEquals(Cause.MULTI_CONFLICT, rig.last(Fact.ParcelDecided.class).cause());
        assertEquals(Cause.OK, rig.decide(2, "PKG-1001").cause());
    }
}
