// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.sim.SiteLedger.Ending;
import java.util.List;
import org.junit.jupiter.api.Test;

class SiteLedgerTest {
    private static final Labels LABELS = new Labels(List.of(), 100, 200, 100, 50);

    private final SiteLedger ledger = new SiteLedger(Sites.HOSPITAL, Sites.END, 2);

    private PhysicalParcel parcel(long id) {
        PhysicalParcel parcel = new PhysicalParcel(id, LABELS, 0);
        ledger.came(parcel, false);
        ledger.seenAs(id, 1, 10 + id);
        return parcel;
    }

    @Test
    void aParcelInAChuteThatNobodyCommandedForItIsAMisdivert() {
        ledger.commanded(1, 11, List.of(3, 4));
        ledger.commanded(1, 12, List.of(5));
        ledger.endedAt(parcel(1), Ending.IN_CHUTE, 4, 100);
        assertEquals(0, ledger.totals().misdiverts());
        ledger.endedAt(parcel(2), Ending.IN_CHUTE, 4, 100);
        assertEquals(1, ledger.totals().misdiverts());
    }

    @Test
    void aParcelThatTookOverTheTrackingIdOfAnotherIsAMisdivert() {
        PhysicalParcel first = parcel(1);
        ledger.commanded(1, 12, List.of(5));
        ledger.seenAs(1, 1, 12);
        ledger.endedAt(first, Ending.IN_CHUTE, 5, 100);
        assertEquals(1, ledger.totals().misdiverts());
    }

    @Test
    void aParcelInADefaultDestinationIsNoMisdivert() {
        ledger.endedAt(parcel(1), Ending.IN_CHUTE, Sites.HOSPITAL, 100);
        ledger.endedAt(parcel(2), Ending.END_OF_LINE, Sites.END, 100);
        assertEquals(0, ledger.totals().misdiverts());
        assertEquals(1, ledger.totals().endOfLine());
    }

    @Test
    void aVanishedParcelShowsInTheMassBalance() {
        ledger.endedAt(parcel(1), Ending.REMOVED, 0, 100);
        assertEquals(0, ledger.totals().massBalance());
        parcel(2);
        assertEquals(1, ledger.totals().massBalance());
        ledger.counted(1);
        assertEquals(0, ledger.totals().massBalance());
    }

    @Test
    void onlyTheNewestEndedParcelsAreRememberedButAllAreCounted() {
        for (long id = 1; id <= 3; id++) {
            ledger.endedAt(parcel(id), Ending.IN_CHUTE, Sites.HOSPITAL, 100);
        }
        assertTrue(ledger.byTrackingId(1, 11).isEmpty());
        assertEquals(2, ledger.byTrackingId(1, 12).orElseThrow().parcel());
        assertEquals(3L, ledger.totals().perChute().get(Sites.HOSPITAL));
    }
}
