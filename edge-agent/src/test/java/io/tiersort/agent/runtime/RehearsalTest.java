// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.config.SiteCheck;
import io.tiersort.agent.config.SiteConfig;
import io.tiersort.device.Drivers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RehearsalTest {
    private static final Path EXAMPLE = Path.of("..", "config", "examples", "city-hub");

    private final SiteCheck.Checked site =
            SiteCheck.check(EXAMPLE, Drivers.all(), InstantSource.system()).orThrow();
    private final SiteConfig.Line line = site.site().lines().get(0);

    @Test
    void itEndsWhenItsTimeIsUp() {
        AtomicLong clock = new AtomicLong();
        Rehearsal.Done done =
                Rehearsal.run(line.layout(), site.plan(), () -> clock.addAndGet(10_000_000), Duration.ofMillis(25));
        assertEquals(40, done.parcels());
        assertTrue(done.bytes() > 40 * 500, done::toString);
    }

    @Test
    void itEndsOnAMachineThatIsFast() {
        Rehearsal.Done done = Rehearsal.run(line.layout(), site.plan(), () -> 0, Duration.ofMillis(300));
        assertEquals(5_000, done.parcels());
    }
}
