// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What a bug in the line cannot show because an earlier check catches it: the checker is told less than happened. */
class CheckerTest {
    private final World world = Hub.world().build();
    private final Checker checker = new Checker(new Truth(
            Hub.config().site().layouts().get(0), Hub.config().plan(), () -> 0, world.ledger(), code -> null));

    private void sortOneParcel() {
        world.know(Hub.shipment("SHIP-0001", "next-day"));
        world.arrive(Hub.parcel("SHIP-0001"));
        world.runUntilEmpty(Duration.ofMinutes(1));
    }

    @Test
    void aParcelInAChuteThatNobodyCommandedIsFound() {
        sortOneParcel();
        checker.checkChutes();
        assertEquals(Invariant.RIGHT_CHUTE, checker.violation().orElseThrow().invariant());
    }

    @Test
    void aBeltThatIsNotEmptyAtTheEndIsFound() {
        world.arrive(Hub.parcel());
        world.runFor(Duration.ofSeconds(2));
        checker.checkEmpty();
        assertEquals(Invariant.MASS_BALANCE, checker.violation().orElseThrow().invariant());
    }
}
