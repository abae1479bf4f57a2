// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.Health;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkHealthTest {
    private final List<String> heard = new ArrayList<>();
    private final LinkHealth health = new LinkHealth((now, reason) -> heard.add(now + " " + reason));

    @Test
    void itIsAFailureUntilSomethingIsKnown() {
        assertEquals(Health.FAILURE, health.shown());
        assertEquals(List.of(), heard);
    }

    @Test
    void theSameReasonIsToldOnce() {
        health.raise(Health.FAILURE, "refused");
        health.raise(Health.FAILURE, "refused");
        health.raise(Health.FAILURE, "no route");
        health.normal("connected");
        health.normal("connected");
        assertEquals(List.of("FAILURE refused", "FAILURE no route", "NORMAL connected"), heard);
    }

    @Test
    void theWorstProblemIsShownAndTheNextWhenItGoes() {
        health.normal("connected");
        health.raise(Health.MAINTENANCE_REQUIRED, "silent");
        health.raise(Health.OFF_SPEC, "malformed");
        health.raise(Health.CHECK_FUNCTION, "flood");
        health.raise(Health.FAILURE, "gone");
        assertEquals(Health.FAILURE, health.shown());
        health.normal("connected again");
        health.clear(Health.CHECK_FUNCTION);
        health.clear(Health.OFF_SPEC);
        health.clear(Health.MAINTENANCE_REQUIRED);
        assertEquals(
                List.of(
                        "NORMAL connected",
                        "MAINTENANCE_REQUIRED silent",
                        "OFF_SPEC malformed",
                        "CHECK_FUNCTION flood",
                        "FAILURE gone",
                        "CHECK_FUNCTION flood",
                        "OFF_SPEC malformed",
                        "MAINTENANCE_REQUIRED silent",
                        "NORMAL connected again"),
                heard);
    }

    @Test
    void aLesserProblemBehindAWorseOneIsKeptSilently() {
        health.raise(Health.FAILURE, "gone");
        health.raise(Health.OFF_SPEC, "malformed");
        assertTrue(health.has(Health.OFF_SPEC));
        assertEquals(List.of("FAILURE gone"), heard);
        health.clear(Health.OFF_SPEC);
        assertFalse(health.has(Health.OFF_SPEC));
        assertEquals(List.of("FAILURE gone"), heard);
    }

    @Test
    void normalIsNoProblem() {
        assertThrows(IllegalArgumentException.class, () -> health.raise(Health.NORMAL, "connected"));
    }
}
