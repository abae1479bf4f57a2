// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A plan that is right in itself may still not fit the lines of the site. */
class PlanOnLinesTest {
    @TempDir
    Path directory;

    private WholePlan whole = new WholePlan(Path.of(""), List.of());

    @BeforeEach
    void copy() throws IOException {
        whole = WholePlan.in(directory);
    }

    @Test
    void aChuteBehindItsLastDecisionPointIsAnError() {
        String message = "chute 1 of line L1 lies behind its last decision point when the last scan station has read";
        assertEquals(
                List.of("plan.yaml:30:33 C2017 " + message),
                whole.scannedAt(3801).problems());
    }

    @Test
    void aChuteThatOnlyEarlyResultsReachIsAWarning() {
        String message = "chute 1 of line L1 cannot be reached with a result that comes late but within read-grace";
        WholePlan tight = whole.scannedAt(3800);
        assertEquals(List.of("plan.yaml:30:33 C2017 " + message), tight.problems());
        assertEquals("0 errors, 1 warning", tight.load().problems().summary());
        assertEquals(List.of(), whole.scannedAt(3700).problems());
    }

    @Test
    void onALoopEveryChuteComesRoundAgain() {
        WholePlan loop = whole.on(WholePlan.line("L1", true, 13));
        assertEquals(List.of(), loop.problems());
        assertEquals(List.of(), loop.scannedAt(29_000).problems());
    }

    @Test
    void aDestinationWithoutAChuteOnSomeLineIsNamed() {
        WholePlan two = whole.on(WholePlan.line("L1", false, 13), WholePlan.line("L2", false, 6));
        assertEquals(
                List.of("plan.yaml:34:29 C1202 no chute of this destination can be used on line L2"), two.problems());
    }

    @Test
    void aLineWhereNobodyTakesARestrictedFlagIsNamed() throws IOException {
        whole.edit(WholePlan.PLAN, "flag: hazmat, restricted", "flag: cold, restricted")
                .edit(WholePlan.PLAN, "hospital-for: [high-value, cold]", "hospital-for: [high-value]");
        assertEquals(
                List.of("plan.yaml:47:30 C2018 no chute of line L1 accepts cold; such parcels go to a refuge there"),
                whole.problems());
    }

    @Test
    void withoutLinesNothingIsSaidAboutChutes() throws IOException {
        WholePlan unknown = whole.on().edit(WholePlan.PLAN, "chute: 13", "chute: 14");
        assertEquals(List.of(), unknown.problems());
    }
}
