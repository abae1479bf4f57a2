// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import java.util.Locale;

/** The number that a reader puts in front of the codes, so that a result finds its parcel. */
public enum ScanStamp {
    /** No number: the first field is a code. */
    NONE,
    /** The PLC's tracking id, 1..4294967295. */
    TRACKING_ID,
    /** The encoder count at the trailing edge, 0 or more. */
    ENCODER;

    /** The word in a site configuration, such as {@code tracking-id}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
