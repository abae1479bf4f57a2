// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.Settings;
import io.tiersort.device.event.SorterEvent;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The register in which the PLC is told how many parcels to let in. */
class InductionLimitTest {
    private static final int REGISTER = 900;

    @Test
    void theShareIsWrittenAndWrittenAgainInTheNextSession() {
        try (ScriptedPlc plc = ScriptedPlc.start();
                Rig rig = Rig.of(plc.port(), "induction-limit", Integer.toString(REGISTER))
                        .connected()) {
            rig.on(() -> rig.driver().limitInduction(25));
            Waiting.until("25 %", () -> plc.get(REGISTER) == 25);
            plc.set(REGISTER, 100);
            plc.cut();
            rig.awaitCount(SorterEvent.SessionStarted.class, 2);
            Waiting.until("25 % again", () -> plc.get(REGISTER) == 25);
        }
    }

    @Test
    void aPlcWithoutSuchARegisterIsToldNothing() {
        try (ScriptedPlc plc = ScriptedPlc.start();
                Rig rig = Rig.of(plc.port()).connected()) {
            plc.set(REGISTER, 77);
            rig.on(() -> rig.driver().limitInduction(25));
            int before = plc.get(Header.HOST_BEAT);
            Waiting.until("two beats", () -> plc.get(Header.HOST_BEAT) > before + 1);
            assertEquals(77, plc.get(REGISTER));
        }
    }

    @Test
    void theRegisterMustNotLieInAnotherArea() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> RegisterMap.of(Settings.parse(RegisterMap.OPTIONS, Map.of("induction-limit", "8"))));
        assertTrue(
                String.valueOf(refused.getMessage()).contains("overlaps induction limit (8..8)"), refused.getMessage());
    }
}
