// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import java.util.Locale;

/** How a reader marks where a result begins and ends. */
public enum Framing {
    /** 0x02, content, 0x03; line ends between two frames are ignored. */
    STX_ETX,
    /** Content, 0x0D; a 0x0A right behind it is ignored. */
    CR,
    /** Content, 0x0A; a 0x0D right before it is ignored. */
    LF,
    /** Content, 0x0D 0x0A; either of the two alone ends a frame as well. */
    CRLF;

    /** The word in a site configuration, such as {@code stx-etx}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
