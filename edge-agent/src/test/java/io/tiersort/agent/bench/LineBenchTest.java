// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole benchmark with real processes and little of everything. */
class LineBenchTest {
    @TempDir
    Path folder;

    @Test
    void aShortRunFindsEveryParcelOnItsWayUpAndDown() throws Exception {
        JsonObject result = LineBench.run(settings(), text -> {});

        JsonObject rate = result.getJsonArray("rates").getJsonObject(0);
        assertTrue(result.getBoolean("ok"), result.encodePrettily());
        assertEquals(100, rate.getLong("received"), result.encodePrettily());
        assertEquals(0, rate.getLong("lost"));
        assertEquals(1_000, result.getJsonObject("loaded").getInteger("shipments"));
        assertEquals(
                result.getJsonObject("agent").getLong("last"),
                result.getJsonObject("receiver").getLong("count"));
        assertEquals(120, result.getJsonObject("agent").getLong("closed"));
        assertTrue(rate.getJsonObject("relay").getDouble("p50") > 0);
        assertTrue(rate.getJsonObject("agent").getDouble("p50") > 0);
        assertTrue(BenchText.of(result).contains("ok: nothing lost"), BenchText.of(result));
    }

    private BenchSettings settings() {
        return new BenchSettings(
                List.of(50),
                2,
                1,
                20,
                1_000,
                2,
                Duration.ofMillis(10),
                folder,
                null,
                List.of("-Xmx128m", "-XX:TieredStopAtLevel=1"));
    }

    @Test
    void aRateThatNobodyCanPlayIsRefused() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new BenchSettings(List.of(0), 2, 1, 0, 1_000, 2, Duration.ofMillis(10), folder, null, null));
    }

    @Test
    void aParcelWithoutACommandIsLost() {
        Trial trial = new Trial(10, 2);
        trial.sent(0, 1_000, 2_000);
        trial.sent(1, 3_000, 3_000);
        assertTrue(trial.received(10, 502_000));
        assertFalse(trial.received(10, 900_000), "a second command is no first one");
        assertFalse(trial.received(9, 900_000), "not of this trial");
        assertFalse(trial.complete());

        JsonObject result = trial.result();

        assertEquals(1, result.getInteger("lost"));
        assertEquals(1, result.getInteger("repeated"));
        assertEquals(500, result.getJsonObject("micros").getDouble("p50"));
        assertEquals(501, result.getJsonObject("fromScheduleMicros").getDouble("p50"));
    }

    @Test
    void aCodeHasTheRightCheckDigit() {
        assertEquals("340123450000000017", BenchParcels.sscc(1));
        assertEquals("340123450000000024", BenchParcels.sscc(2));
    }
}
