// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class RateLimitTest {
    private final RateLimit limit = new RateLimit(2, Duration.ofNanos(10));

    @Test
    void theFirstEventBeyondTheLimitInAWindowExceedsIt() {
        assertFalse(limit.exceeded(100));
        assertFalse(limit.exceeded(104));
        assertTrue(limit.exceeded(109));
    }

    @Test
    void aNewWindowCountsAnew() {
        assertFalse(limit.exceeded(100));
        assertFalse(limit.exceeded(101));
        assertFalse(limit.exceeded(110));
        assertFalse(limit.exceeded(119));
        assertTrue(limit.exceeded(119));
    }

    @Test
    void timesBelowZeroAreTimesToo() {
        assertFalse(limit.exceeded(Long.MAX_VALUE));
        assertFalse(limit.exceeded(Long.MAX_VALUE + 5));
        assertTrue(limit.exceeded(Long.MAX_VALUE + 9));
        assertFalse(limit.exceeded(Long.MAX_VALUE + 10));
    }
}
