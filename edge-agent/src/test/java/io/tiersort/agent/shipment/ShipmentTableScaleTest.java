// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a million shipments cost. */
class ShipmentTableScaleTest {
    private static final System.Logger LOG = System.getLogger(ShipmentTableScaleTest.class.getName());
    private static final int SHIPMENTS = 1_000_000;
    private static final int LOOKUPS = 1_000_000;

    @Test
    void aMillionShipmentsFitInto140MegabytesAndAreAllFound() {
        ShipmentTable table = new ShipmentTable();
        long start = System.nanoTime();
        for (int number = 0; number < SHIPMENTS; number++) {
            table.put(Shipments.numbered(number));
        }
        long filled = System.nanoTime();
        Random random = new Random(1);
        int wrong = 0;
        for (int i = 0; i < LOOKUPS; i++) {
            int number = random.nextInt(SHIPMENTS);
            Shipment found = table.byCode(Shipments.sscc(number));
            wrong += found != null && found.grams() == 100 + number % 30_000 ? 0 : 1;
        }
        long looked = System.nanoTime();
        LOG.log(
                System.Logger.Level.INFO,
                "a million shipments: {0} MB, put {1} ns, lookup with its code built {2} ns",
                table.bytes() / 1_000_000,
                (filled - start) / SHIPMENTS,
                (looked - filled) / LOOKUPS);
        assertEquals(SHIPMENTS, table.size());
        assertEquals(0, wrong);
        assertTrue(table.bytes() < 140_000_000, "bytes=" + table.bytes());
    }
}
