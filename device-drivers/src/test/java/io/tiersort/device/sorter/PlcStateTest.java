// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.Settings;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.Box;
import io.tiersort.device.event.SorterEvent.Cause;
import io.tiersort.device.event.SorterEvent.Diverted;
import io.tiersort.device.event.SorterEvent.Measured;
import io.tiersort.device.event.SorterEvent.Outcome;
import io.tiersort.device.event.SorterEvent.Stamp;
import io.tiersort.device.event.SorterEvent.Status;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlcStateTest {
    private static final Stamp STAMP = new Stamp(1, 2, 3, 4);

    @Test
    void theBeltIsUnwrappedOverManyWraps() {
        Belt belt = new Belt(1_000);
        Random random = new Random(11);
        long truth = 0;
        for (int i = 0; i < 10_000; i++) {
            belt.update(header(truth & 0xFFFF_FFFFL, 0), i);
            assertEquals(truth, belt.encoder(), "step=" + i);
            long behind = Math.max(0, truth - random.nextInt(1_000_000));
            assertEquals(behind, belt.unwrap(behind & 0xFFFF_FFFFL), "step=" + i);
            truth += random.nextInt(Integer.MAX_VALUE);
        }
    }

    @Test
    void anEventBeforeAWrapThatNobodySawIsNotNegative() {
        Belt belt = new Belt(1_000);
        belt.update(header(5, 0), 0);

        assertEquals(0, belt.unwrap(0xFFFF_FFF0L));
    }

    @Test
    void theBeltMovesOnBetweenHeaders() {
        Belt belt = new Belt(500);
        belt.update(header(100, 1_500), 1_000_000_000L);

        assertEquals(100, belt.estimate(1_000_000_000L));
        assertEquals(100 + 1_500 * 2 / 10, belt.estimate(1_100_000_000L));
        assertEquals(100, belt.estimate(0));
    }

    @Test
    void theHeartbeatDiesOnceAndRevivesOnce() {
        Heartbeat heartbeat = new Heartbeat(100);
        heartbeat.restart(5, 0);

        assertFalse(heartbeat.seen(5, 50));
        assertFalse(heartbeat.diesAt(99));
        assertTrue(heartbeat.diesAt(100));
        assertFalse(heartbeat.diesAt(200));
        assertFalse(heartbeat.alive());
        heartbeat.restart(5, 210);
        assertFalse(heartbeat.alive());
        assertTrue(heartbeat.seen(6, 220));
        assertFalse(heartbeat.seen(7, 230));
        assertTrue(heartbeat.alive());
    }

    @Test
    void everyKnownTypeAndCodeIsDecodedAndUnknownOnesAreCountedAndCautious() {
        Counters counters = new Counters();
        EventDecoder decoder = new EventDecoder("s", counters);
        long known = IntStream.rangeClosed(0, 255)
                .filter(type -> decoder.decode(record(type, 0, 0, 0), STAMP, 9) != null)
                .count();
        assertEquals(10, known);
        assertEquals(246, counters.figures().unknown());

        Diverted diverted = (Diverted) decoder.decode(record(EventRecord.DIVERT, 0, 6, 11), STAMP, 9);
        assertEquals(new Diverted("s", 9, STAMP, 1, 12, 13, Outcome.UNVERIFIED, Cause.DIVERT_FAULT, 2), diverted);
        assertEquals(248, counters.figures().unknown());
    }

    @Test
    void aMeasurementThatIsNotGoodIsZero() {
        EventDecoder decoder = new EventDecoder("s", new Counters());
        SorterEvent good = decoder.decode(record(EventRecord.MEASURE, 0, 0, 0), STAMP, 9);
        SorterEvent bad = decoder.decode(record(EventRecord.MEASURE, 3, 0, 0), STAMP, 9);

        assertEquals(new Measured("s", 9, STAMP, 1, 2_500, Status.OK, new Box(300, 200, 100), Status.OK), good);
        assertEquals(new Measured("s", 9, STAMP, 1, 0, Status.UNSTABLE, new Box(0, 0, 0), Status.UNSTABLE), bad);
    }

    @Test
    void theDefaultSettingsAreWithinTheirBounds() {
        SorterSettings settings = SorterSettings.of(Settings.parse(SorterSettings.OPTIONS, Map.of("host", "plc")));

        assertEquals(120, settings.readLimit());
        assertTrue(settings.ownCommandConnection());
        assertTrue(settings.map().events().slots() >= 32);
    }

    private static EventRecord record(int type, int status, int outcome, int cause) {
        return new EventRecord(
                1, type, 0, 1, 0, 0, 5, 300, 200, 100, 2_500, status, status, 12, 13, outcome, cause, 2, 1, 1);
    }

    private static Header header(long encoder, int speed) {
        return new Header(1, 7, 0, 0, 0, encoder, 0, 0, 0, 0, 6, 1, speed, 0);
    }
}
