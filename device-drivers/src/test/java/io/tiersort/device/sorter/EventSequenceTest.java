// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.device.sorter.EventSequence.Gap;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class EventSequenceTest {
    private static final int RANDOM_RUNS = 20_000;
    private static final Ring RING = new Ring(0, 4, EventRecord.REGISTERS);

    private final EventSequence sequence = new EventSequence(RING);

    @Test
    void aRecordThatWasSeenOrComesTooEarlyIsNotAccepted() {
        sequence.startAfter(9);
        assertNull(sequence.advance(11));

        assertFalse(sequence.accept(record(9), 0));
        assertFalse(sequence.accept(record(11), 0));
        assertTrue(sequence.accept(record(10), 0));
        assertFalse(sequence.accept(record(10), 0));
        assertEquals(1, sequence.pending());
    }

    @Test
    void theNumbersWrap() {
        sequence.startAfter(RING.last() - 1);
        assertNull(sequence.advance(2));

        assertEquals(3, sequence.pending());
        assertTrue(sequence.accept(record(RING.last()), 0));
        assertTrue(sequence.accept(record(1), 0));
        assertTrue(sequence.accept(record(2), 0));
        assertEquals(0, sequence.pending());
    }

    @Test
    void aRecordThatIsNeverWholeIsGivenUpAfterThreeMorePolls() {
        sequence.startAfter(1);
        for (int poll = 0; poll <= EventSequence.RETRIES; poll++) {
            assertNull(sequence.advance(3));
            Gap gap = sequence.endPoll();
            assertEquals(poll == EventSequence.RETRIES ? new Gap(2, 3) : null, gap);
        }
        assertTrue(sequence.accept(record(3), 0));
    }

    @Test
    void aHeadThatStandsBehindForOnePollIsIgnored() {
        sequence.startAfter(20);
        assertNull(sequence.advance(19));
        assertEquals(0, sequence.pending());
        assertNull(sequence.advance(21));
        assertEquals(1, sequence.pending());
    }

    @Test
    void aHeadThatStaysBehindIsTakenAsTheNewPlace() {
        sequence.startAfter(20);
        for (int poll = 0; poll < EventSequence.RETRIES; poll++) {
            assertNull(sequence.advance(0));
        }

        assertEquals(new Gap(21, 1), sequence.advance(0));
        assertEquals(0, sequence.pending());
        assertNull(sequence.advance(1));
        assertTrue(sequence.accept(record(1), 0));
    }

    @Test
    void everySequenceIsAcceptedOnceOrReportedLostInAnyInterleaving() {
        for (int run = 0; run < RANDOM_RUNS; run++) {
            long seed = 977L * run + 3;
            new Interleaving(seed).play();
        }
    }

    private static byte[] record(int sequence) {
        return ScriptedPlc.induct(sequence, 1, 1).encode(WordOrder.ABCD);
    }

    /** A PLC that writes, tears, mends and laps while a host polls; numbers are unwrapped counts of events. */
    private static final class Interleaving {
        private final Random random;
        private final String name;
        private final Ring ring;
        private final int offset;
        private final EventSequence host;
        private final byte[][] slots;
        private long produced;
        private long accounted;

        Interleaving(long seed) {
            random = new Random(seed);
            name = "seed=" + seed;
            ring = new Ring(0, 2 + random.nextInt(6), EventRecord.REGISTERS);
            offset = random.nextInt(ring.last() + 1);
            slots = new byte[ring.slots()][2 * EventRecord.REGISTERS];
            host = new EventSequence(ring);
            host.startAfter(offset);
        }

        void play() {
            for (int step = 0; step < 12; step++) {
                for (int i = random.nextInt(2 * ring.slots()); i > 0; i--) {
                    produce(random.nextInt(4) == 0);
                }
                poll();
            }
            for (int i = 0; i <= (EventSequence.RETRIES + 1) * ring.slots(); i++) {
                poll();
            }
            assertEquals(produced, accounted, name);
        }

        private void produce(boolean torn) {
            produced++;
            int sequence = sequence(produced);
            byte[] image = record(sequence);
            if (torn) {
                WordOrder.putWord(image, 31, 0);
            }
            slots[ring.slot(sequence)] = image;
        }

        private void poll() {
            if (produced == 0) {
                return;
            }
            note(host.advance(sequence(produced)));
            int pending = host.pending();
            assertTrue(pending <= ring.slots(), name);
            for (int i = 0; i < pending; i++) {
                if (random.nextInt(10) == 0) {
                    produce(false);
                }
                int next = host.next();
                if (!host.accept(slots[ring.slot(next)], 0)) {
                    break;
                }
                accounted++;
                assertEquals(sequence(accounted), next, name);
            }
            note(host.endPoll());
        }

        private void note(@Nullable Gap gap) {
            if (gap != null) {
                assertEquals(sequence(accounted + 1), gap.from(), name);
                accounted += ring.ahead(gap.from(), gap.to());
                assertEquals(sequence(accounted + 1), gap.to(), name);
            }
        }

        private int sequence(long count) {
            return ring.plus(offset == 0 ? ring.last() : offset, (int) count);
        }
    }
}
