// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.config.SiteCheck;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SimCommandTest {
    @Test
    void theLabelsOfASiteNamedByARelativePathAreFound() throws IOException {
        Path site = Path.of("..", "config", "examples", "city-hub");
        SiteCheck.Checked checked =
                SiteCheck.check(site, Drivers.all(), InstantSource.system()).orThrow();
        assertTrue(SimCommand.labels(checked.site()).next(new Random(1)).isPresent());
    }
}
