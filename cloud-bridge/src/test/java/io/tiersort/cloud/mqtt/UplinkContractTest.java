// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.cloud.Eventually;
import io.tiersort.cloud.MemoryOutbox;
import io.tiersort.cloud.Uplink;
import io.tiersort.cloud.probe.Ledger;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What every uplink does, whatever its protocol. */
@Timeout(60)
abstract class UplinkContractTest {
    private final MemoryOutbox outbox = new MemoryOutbox();

    /** A new uplink called {@code up} that forwards the outbox to the receiver. */
    abstract Uplink uplink(MemoryOutbox source);

    /** Makes the receiver reachable. */
    abstract void open();

    /** Makes the receiver unreachable; what it has received stays known. */
    abstract void shut();

    /** What the receiver has. */
    abstract Ledger.Figures received();

    @AfterEach
    abstract void end();

    @Test
    void recordsArriveInOrderAndMoveTheCursor() {
        open();
        outbox.append(250);
        try (Uplink uplink = uplink(outbox)) {
            uplink.start();
            delivered(uplink, 250);
            outbox.append(1);
            delivered(uplink, 251);
            assertTrue(uplink.state().connected());
        }
        assertEquals(251, outbox.delivered("up"));
        assertTrue(received().complete(251), () -> received().toString());
        assertEquals(0, received().duplicates());
    }

    @Test
    void aNewUplinkGoesOnWhereTheLastOneStopped() {
        open();
        outbox.append(100);
        try (Uplink first = uplink(outbox)) {
            first.start();
            delivered(first, 100);
        }
        outbox.append(100);
        try (Uplink second = uplink(outbox)) {
            second.start();
            delivered(second, 200);
        }
        assertTrue(received().complete(200), () -> received().toString());
        assertEquals(0, received().duplicates());
    }

    @Test
    void aReceiverThatIsAbsentAtTheStartIsTriedUntilItIsThere() {
        outbox.append(50);
        try (Uplink uplink = uplink(outbox)) {
            uplink.start();
            Eventually.soon(() -> uplink.state().refused() >= 2, uplink::state);
            assertFalse(uplink.state().connected());
            assertFalse(uplink.state().reason().isEmpty());
            assertEquals(0, uplink.state().delivered());
            open();
            delivered(uplink, 50);
        }
        assertTrue(received().complete(50), () -> received().toString());
    }

    @Test
    void nothingIsLostWhenTheReceiverGoesAndComes() {
        open();
        try (Uplink uplink = uplink(outbox)) {
            uplink.start();
            for (int round = 1; round <= 3; round++) {
                outbox.append(400);
                long goal = round * 400L - 200;
                Eventually.soon(() -> uplink.state().delivered() >= goal, uplink::state);
                shut();
                outbox.append(100);
                open();
            }
            delivered(uplink, outbox.last());
        }
        assertTrue(received().complete(outbox.last()), () -> received().toString());
    }

    @Test
    void anOutboxThatCannotBeReadIsTriedAgain() {
        open();
        outbox.failReads(3);
        outbox.append(20);
        try (Uplink uplink = uplink(outbox)) {
            uplink.start();
            delivered(uplink, 20);
            assertTrue(uplink.state().refused() >= 3, () -> uplink.state().toString());
            assertTrue(
                    uplink.state().reason().contains("disk I/O error"),
                    () -> uplink.state().toString());
        }
        assertEquals(0, outbox.failuresLeft());
        assertTrue(received().complete(20), () -> received().toString());
    }

    @Test
    void closingTwiceAndBeforeTheFirstConnectionIsQuick() {
        Uplink uplink = uplink(outbox);
        uplink.start();
        long before = System.nanoTime();
        uplink.close();
        uplink.close();
        assertTrue(Duration.ofNanos(System.nanoTime() - before).toSeconds() < 5);
    }

    private void delivered(Uplink uplink, long sequence) {
        Eventually.soon(() -> uplink.state().delivered() >= sequence, uplink::state);
        Eventually.soon(() -> received().distinct() >= sequence, this::received);
    }
}
