// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.event;

import java.util.List;

/**
 * One result of a code reader: the codes of one trigger cycle, in the order sent. An empty list is a no-read, which is a
 * result, not a fault.
 *
 * @param trackingId the tracking id that the reader stamped on the result, or {@link #NONE}
 * @param encoder the encoder count at the trailing edge that the reader stamped on the result, or {@link #NONE}
 */
public record CodesRead(String device, long at, long trackingId, long encoder, List<ScannedCode> codes)
        implements DeviceEvent {
    /** Stands for a stamp that the reader does not send. */
    public static final long NONE = -1;

    public CodesRead {
        codes = List.copyOf(codes);
    }
}
