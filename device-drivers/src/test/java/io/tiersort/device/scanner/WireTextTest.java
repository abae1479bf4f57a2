// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WireTextTest {
    @Test
    void escapesStandForBytes() {
        assertEquals("\u0002A\u00ff\r\n\t\\", WireText.unescape("\\x02A\\xfF\\r\\n\\t\\\\"));
    }

    @Test
    void aBackslashThatStartsNoEscapeStandsForItself() {
        assertEquals("\\q\\x\\x1\\xg1\\", WireText.unescape("\\q\\x\\x1\\xg1\\"));
    }
}
