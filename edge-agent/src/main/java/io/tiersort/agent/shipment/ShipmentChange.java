// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

/** Something upstream wants to be different about a shipment. */
public sealed interface ShipmentChange {
    /** The shipment it is about. */
    String reference();

    /** Adds the shipment or replaces the one with its reference. */
    record Upsert(Shipment shipment) implements ShipmentChange {
        @Override
        public String reference() {
            return shipment.reference();
        }
    }

    /** The shipment is not to be delivered any more. */
    record Cancel(String reference) implements ShipmentChange {}

    /** The shipment has left the building; its codes may be used again. */
    record Close(String reference) implements ShipmentChange {}

    /**
     * What became of a change.
     *
     * @param reason why it was rejected, or an empty text
     */
    record Result(String reference, boolean accepted, String reason) {
        static Result accepted(String reference) {
            return new Result(reference, true, "");
        }

        static Result rejected(String reference, String reason) {
            return new Result(reference, false, reason);
        }
    }
}
