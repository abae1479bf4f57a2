// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.ScannedCode;
import java.util.List;

/** Where the virtual scan tunnel hands its results over; called on the thread that advances the site, must neither block nor throw. */
@FunctionalInterface
public interface ScannerPort {
    /**
     * Sends one result.
     *
     * @param trackingId the tracking id that the PLC gave the parcel, 1..4294967295
     * @param encoder belt position at the trailing edge, the low 32 bits of the encoder as the PLC's registers show them
     * @param codes what was read, empty for a no-read
     */
    void send(long trackingId, long encoder, List<ScannedCode> codes);
}
