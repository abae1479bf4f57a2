// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.cloud.CloudEvents;
import io.tiersort.cloud.OutboxRecord;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerTest {
    private final Ledger ledger = new Ledger();

    private void receive(int epoch, long... sequences) {
        CloudEvents events = new CloudEvents("//dock/a1", 256 * 1024);
        events.startBatch();
        for (long sequence : sequences) {
            events.add(item(epoch, sequence, "parcel.decided", "{\"first\":[7,{\"last\":9}]}"));
        }
        assertTrue(ledger.record(events.finishBatch()));
    }

    private static OutboxRecord item(int epoch, long sequence, String type, String body) {
        return new OutboxRecord(sequence, epoch, 0, type, "s", body.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void everyRecordOnceAndInOrderIsComplete() {
        receive(1, 1, 2, 3);
        receive(2, 4, 5);
        assertTrue(ledger.figures().complete(5), () -> ledger.figures().toString());
        assertFalse(ledger.figures().complete(6));
        assertEquals(2, ledger.figures().messages());
        assertEquals(5, ledger.figures().types().get("io.tiersort.parcel.decided"));
    }

    @Test
    void whatComesAgainIsADuplicateAndNoOrderFault() {
        receive(1, 1, 2, 3);
        receive(1, 2, 3, 4);
        assertEquals(2, ledger.figures().duplicates());
        assertEquals(4, ledger.figures().distinct());
        assertTrue(ledger.figures().complete(4));
    }

    @Test
    void aHoleIsMissingUntilItIsFilledWhichIsAnOrderFault() {
        receive(1, 1, 2, 5);
        assertEquals(2, ledger.figures().missing());
        receive(1, 3, 4);
        assertEquals(0, ledger.figures().missing());
        assertEquals(2, ledger.figures().orderFaults());
        assertFalse(ledger.figures().complete(5));
    }

    @Test
    void aGapRecordAccountsForWhatItDeclares() {
        receive(1, 1, 2);
        CloudEvents events = new CloudEvents("//dock/a1", 4096);
        ledger.record(events.single(item(2, 6, "journal.gap", "{\"reason\":\"damage\",\"first\":3,\"last\":5}")));
        assertTrue(ledger.figures().complete(6), () -> ledger.figures().toString());
        assertEquals(3, ledger.figures().distinct());
    }

    @Test
    void theSameSequenceInALaterEpochIsAnotherRecord() {
        receive(1, 1, 2, 3);
        receive(2, 3, 4);
        assertEquals(5, ledger.figures().distinct());
        assertEquals(0, ledger.figures().duplicates());
        assertEquals(0, ledger.figures().orderFaults());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "online", "{", "[{}]", "{\"id\":\"1-1\"}", "[] []", "{\"a\":1}x"})
    void whatIsNoEventIsCounted(String payload) {
        assertFalse(ledger.record(payload.getBytes(StandardCharsets.UTF_8)));
        assertEquals(1, ledger.figures().malformed());
        assertFalse(ledger.figures().complete(0));
    }

    @Test
    void rangesAgreeWithASetOfNumbers() {
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            SequenceRanges ranges = new SequenceRanges();
            TreeSet<Long> numbers = new TreeSet<>();
            for (int i = 0; i < 60; i++) {
                long first = random.nextInt(80) + 1L;
                if (random.nextInt(5) == 0) {
                    long last = first + random.nextInt(10);
                    ranges.addAll(first, last);
                    for (long n = first; n <= last; n++) {
                        numbers.add(n);
                    }
                } else {
                    assertEquals(numbers.add(first), ranges.add(first), "replay: -Dseed=" + seed);
                }
                long span = numbers.last() - numbers.first() + 1;
                assertEquals(numbers.size(), ranges.size(), "replay: -Dseed=" + seed);
                assertEquals(span - numbers.size(), ranges.holes(), "replay: -Dseed=" + seed);
            }
        }
    }

    @Test
    void aLongStreamInOrderCostsOneRange() {
        SequenceRanges ranges = new SequenceRanges();
        for (long n = 1; n <= 100_000; n++) {
            assertTrue(ranges.add(n));
        }
        assertEquals(1, ranges.ranges());
        assertEquals(100_000, ranges.size());
    }
}
