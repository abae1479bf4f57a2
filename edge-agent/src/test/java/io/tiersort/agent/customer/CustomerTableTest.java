// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.customer;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiersort.agent.shipment.Customer;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CustomerTableTest {
    @Test
    void theTableSaysWhatAMapSays() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        CustomerTable table = new CustomerTable();
        Map<String, Customer> expected = new HashMap<>();
        for (int i = 0; i < 50_000; i++) {
            String id = "customer-" + random.nextInt(20_000);
            Customer customer = new Customer(
                    id, random.nextInt(1_000_000), random.nextInt(100), random.nextInt(6), "P" + random.nextInt(300));
            table.put(customer);
            expected.put(id, customer);
        }
        expected.forEach((id, customer) -> assertEquals(customer, table.byId(id), "seed " + seed));
        assertEquals(expected.size(), table.size(), "seed " + seed);
        assertEquals(Customer.UNKNOWN, table.byId("nobody"));
        assertEquals(Customer.UNKNOWN, table.byId(""));
    }

    @Test
    void aPointBeyondTheLastThatFitsIsNotRemembered() {
        CustomerTable table = new CustomerTable();
        for (int i = 1; i <= CustomerTable.POINTS_MAX; i++) {
            table.put(new Customer("c" + i, 0, 0, 0, "P" + i));
        }
        int last = CustomerTable.POINTS_MAX - 1;
        assertEquals("P" + last, table.byId("c" + last).preferredPoint());
        assertEquals("", table.byId("c" + (last + 1)).preferredPoint());
    }
}
