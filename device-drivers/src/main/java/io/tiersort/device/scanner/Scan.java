// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import io.tiersort.device.event.ScannedCode;
import java.util.List;

/** What one frame means: a result, or nothing usable. */
sealed interface Scan permits Scan.Read, Malformed {
    /** A result; stamps as in {@link io.tiersort.device.event.CodesRead}, no codes for a no-read. */
    record Read(long trackingId, long encoder, List<ScannedCode> codes) implements Scan {
        public Read {
            codes = List.copyOf(codes);
        }
    }
}
