// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.shipment.Shipment;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a site file says about chutes and loops reaches the layout that decisions rest on. */
class ChuteKeysTest {
    @TempDir
    Path directory;

    private LineLayout layout(String from, String to) throws IOException {
        Loaded<SiteCheck.Checked> loaded =
                SiteCopy.of("minimal", directory).edit(SiteCopy.SITE, from, to).check();
        return loaded.value().orElseThrow().site().lines().get(0).layout();
    }

    @Test
    void limitsOfAChuteAreReadAndAreAbsentUnlessWritten() throws IOException {
        LineLayout layout = layout(
                "name: Express, at: 4m",
                "name: Express, at: 4m, capacity: 25, accepts: [hazmat, high-value],"
                        + " rate-limit: {parcels: 3, within: 6s}, container: true");
        LineLayout.Chute express = layout.chutes().get(0);
        assertEquals(25, express.capacity());
        assertEquals(Set.of(Shipment.Flag.HAZMAT, Shipment.Flag.HIGH_VALUE), express.accepts());
        assertEquals(3, express.rateParcels());
        assertEquals(Duration.ofSeconds(6), express.rateWithin());
        assertTrue(express.container());
        LineLayout.Chute town = layout.chutes().get(1);
        assertEquals(0, town.capacity());
        assertEquals(Set.of(), town.accepts());
        assertEquals(0, town.rateParcels());
        assertFalse(town.container());
        assertEquals(Duration.ofSeconds(3), layout.reopenAfter());
        assertEquals(0, layout.throttleAt(), "a straight line is never throttled");
    }

    @Test
    void aLoopIsThrottledUnlessItSaysNever() throws IOException {
        assertEquals(
                85,
                layout("length: 12m", "length: 12m\n    loop: true\n    max-laps: 2")
                        .throttleAt());
    }

    @Test
    void theSharesAndTimesOfALoopCanBeWritten() throws IOException {
        LineLayout layout = layout(
                "length: 12m",
                "length: 12m\n    loop: true\n    max-laps: 2\n    throttle-at: 70\n    reopen-after: 5s");
        assertEquals(70, layout.throttleAt());
        assertEquals(Duration.ofSeconds(5), layout.reopenAfter());
    }
}
