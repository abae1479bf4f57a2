// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.sim.SiteLedger;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a test can do in a world, and that runtime, driver and PLC play together there as on a wire. */
class WorldTest {
    private final World world = Hub.world().build();

    @Test
    void aKnownParcelDropsIntoTheChuteOfItsTier() {
        world.know(Hub.shipment("SHIP-0001", "next-day"));
        long parcel = world.arrive(Hub.parcel("SHIP-0001"));
        assertTrue(world.runUntilEmpty(Duration.ofMinutes(1)));
        Fact.ParcelClosed closed = onlyClosed();
        assertEquals(Outcome.SORTED, closed.outcome());
        assertEquals(3, closed.chute());
        SiteLedger.Entry truth = world.ledger().byParcel(parcel).orElseThrow();
        assertEquals(3, truth.chute());
        assertEquals("NEXT_DAY", world.records("parcel.closed").get(0).getString("tier"));
        assertEquals(1, world.commands().size());
        assertEquals(Optional.empty(), world.violation());
    }

    @Test
    void aLiftedParcelIsLost() {
        world.know(Hub.shipment("SHIP-0001", "standard"));
        long parcel = world.arrive(Hub.parcel("SHIP-0001"));
        world.at(Duration.ofSeconds(4), () -> world.site().lift(parcel));
        world.runFor(Duration.ofSeconds(40));
        assertEquals(Outcome.LOST, onlyClosed().outcome());
    }

    @Test
    void touchingParcelsGoToTheHospitalAsALengthChange() {
        world.know(Hub.shipment("SHIP-0001", "standard"), Hub.shipment("SHIP-0002", "next-day"));
        long first = world.arrive(Hub.parcel("SHIP-0001"));
        world.site().arriveTouching(first, Hub.parcel("SHIP-0002"));
        world.runFor(Duration.ofSeconds(40));
        assertTrue(world.facts(Fact.ParcelClosed.class).stream()
                .allMatch(closed -> closed.chute() == 12 || closed.outcome() == Outcome.STRAY));
        assertTrue(world.facts(Fact.ParcelClosed.class).stream()
                .anyMatch(closed -> closed.physical() == Physical.LENGTH_CHANGE));
    }

    @Test
    void aFullChuteIsAvoidedAndASteppedClockChangesNoParcel() {
        world.know(Hub.shipment("SHIP-0001", "next-day"));
        world.site().fillChute(3, Duration.ofSeconds(30).toNanos());
        world.runFor(Duration.ofSeconds(5));
        world.arrive(Hub.parcel("SHIP-0001"));
        world.stepClock(Duration.ofSeconds(-2));
        world.runFor(Duration.ofSeconds(40));
        assertEquals(Outcome.OVERFLOW, onlyClosed().outcome());
        assertEquals(Physical.CHUTE_FULL, onlyClosed().physical());
    }

    @Test
    void aRestartOfThePlcFlushesTheLine() {
        world.know(Hub.shipment("SHIP-0001", "standard"));
        world.arrive(Hub.parcel("SHIP-0001"));
        world.runFor(Duration.ofSeconds(5));
        world.site().restartPlc();
        world.runFor(Duration.ofSeconds(60));
        assertEquals(
                Outcome.FLUSHED, world.facts(Fact.ParcelClosed.class).get(0).outcome());
        assertEquals(2, world.facts(Fact.SessionOpened.class).size());
    }

    @Test
    void anAgentThatIsStartedAgainGoesOnWithTheParcelsOnTheLine() {
        world.know(Hub.shipment("SHIP-0001", "standard"));
        world.arrive(Hub.parcel("SHIP-0001"));
        world.runFor(Duration.ofSeconds(6));
        world.restartAgent(Duration.ofMillis(300));
        world.runFor(Duration.ofSeconds(40));
        assertEquals(Outcome.SORTED, onlyClosed().outcome());
        assertEquals(10, onlyClosed().chute());
    }

    @Test
    void aParcelWithoutALabelGoesToTheHospital() {
        world.arrive(Hub.parcel());
        assertTrue(world.runUntilEmpty(Duration.ofMinutes(1)));
        assertEquals(Outcome.HOSPITAL, onlyClosed().outcome());
        assertEquals(Cause.NOREAD, onlyClosed().cause());
    }

    private Fact.ParcelClosed onlyClosed() {
        assertEquals(1, world.facts(Fact.ParcelClosed.class).size(), world.facts()::toString);
        return world.facts(Fact.ParcelClosed.class).get(0);
    }
}
