// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.identify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.identify.PlatePattern.Charset;
import io.tiersort.agent.identify.PlatePattern.Check;
import java.util.List;
import org.junit.jupiter.api.Test;

class PolicyTest {
    @Test
    void aPatternThatFitsEveryTextIsRefused() {
        refused(() -> new PlatePattern("plate", "", 4, 20, Charset.PRINTABLE, Check.NONE));
    }

    @Test
    void lengthsOutOfOrderAreRefused() {
        refused(() -> new PlatePattern("plate", "LP", 2, 10, Charset.DIGITS, Check.NONE));
        refused(() -> new PlatePattern("plate", "LP", 8, 7, Charset.DIGITS, Check.NONE));
        refused(() -> new PlatePattern("plate", "LP", 8, 65, Charset.DIGITS, Check.NONE));
    }

    @Test
    void aCheckThatItsCharsetCannotCarryIsRefused() {
        refused(() -> new PlatePattern("plate", "LP", 8, 8, Charset.UPPER_CASE, Check.MOD10));
        refused(() -> new PlatePattern("plate", "LP", 8, 8, Charset.PRINTABLE, Check.MOD11));
        refused(() -> new PlatePattern("plate", "LP", 8, 8, Charset.PRINTABLE, Check.MOD37_36));
    }

    @Test
    void aPolicyThatDropsEveryCodeIsRefused() {
        refused(() -> new Policy(true, false, 5, List.of(""), List.of(), List.of()));
        refused(() -> new Policy(true, false, 0, List.of(), List.of(), List.of()));
    }

    @Test
    void aPlateFitsByPrefixLengthAndCharset() {
        PlatePattern pattern = new PlatePattern("plate", "LP", 5, 6, Charset.UPPER_CASE, Check.NONE);
        assertTrue(pattern.shapeFits("LPA12"));
        assertTrue(pattern.shapeFits("LPA123"));
        assertFalse(pattern.shapeFits("LPA1"));
        assertFalse(pattern.shapeFits("LPA1234"));
        assertFalse(pattern.shapeFits("LPa12"));
        assertFalse(pattern.shapeFits("XPA12"));
    }

    private static void refused(Runnable making) {
        Exception refusal = assertThrows(IllegalArgumentException.class, making::run);
        assertEquals(2, refusal.toString().split(";", -1).length - 1, refusal::toString);
    }
}
