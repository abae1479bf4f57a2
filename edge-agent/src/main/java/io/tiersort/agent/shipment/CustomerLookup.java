// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

/** Finds customers for decisions; takes microseconds, never blocks, any thread. */
@FunctionalInterface
public interface CustomerLookup {
    /** Nothing is known of anybody. */
    CustomerLookup NONE = id -> Customer.UNKNOWN;

    /** The customer with this id, or {@link Customer#UNKNOWN}. */
    Customer byId(String id);
}
