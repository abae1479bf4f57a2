// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Allotments.Claim;
import io.tiersort.agent.line.Allotments.Load;
import io.tiersort.agent.plan.Plan.Capacity;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class AllotmentsTest {
    private static final String RUN = Allotments.departure("evening", 5_000);
    private static final String SIZE = Allotments.compartment("locker-7", "M");

    private final Allotments allotments = new Allotments();

    private static Claim claim(String owner, String pool, int grams, Capacity capacity) {
        return new Claim(owner, pool, new Load(1, grams, 0), capacity);
    }

    @Test
    void allClaimsAreMetOrNone() {
        Capacity one = new Capacity(1, 0, 0);
        assertTrue(allotments.take(List.of(claim("L1-1#pickup", SIZE, 0, one))));
        assertFalse(allotments.take(List.of(claim("L1-2#departure", RUN, 0, one), claim("L1-2#pickup", SIZE, 0, one))));
        assertEquals(Load.NONE, allotments.counted(RUN));
    }

    @Test
    void aTokenIsExchangedAndAskingAgainChangesNothing() {
        Capacity one = new Capacity(1, 0, 0);
        String later = Allotments.departure("evening", 9_000);
        assertTrue(allotments.take(List.of(claim("L1-1#departure", RUN, 300, one))));
        assertTrue(allotments.take(List.of(claim("L1-1#departure", RUN, 300, one))));
        assertEquals(new Load(1, 300, 0), allotments.counted(RUN));
        assertTrue(allotments.take(List.of(claim("L1-1#departure", later, 300, one))));
        assertEquals(Load.NONE, allotments.counted(RUN));
        assertEquals(later, allotments.heldBy("L1-1#departure"));
        allotments.give("L1-1#departure");
        allotments.give("L1-1#departure");
        assertEquals(Load.NONE, allotments.counted(later));
    }

    @Test
    void aParcelThatTurnsOutHeavierNeedsTheRoomForThat() {
        Capacity kilogram = new Capacity(0, 1_000, 0);
        assertTrue(allotments.take(List.of(claim("L1-1#departure", RUN, 400, kilogram))));
        assertTrue(allotments.take(List.of(claim("L1-2#departure", RUN, 400, kilogram))));
        assertFalse(allotments.hasRoom(claim("L1-1#departure", RUN, 601, kilogram)));
        assertTrue(allotments.take(List.of(claim("L1-1#departure", RUN, 600, kilogram))));
        assertEquals(new Load(2, 1_000, 0), allotments.counted(RUN));
    }

    @Test
    void whoHoldsATokenKeepsItWhenALaterPlanHasLessRoomAndNobodyElseGetsOne() {
        allotments.hold("L1-1#pickup", SIZE, new Load(1, 400, 0));
        allotments.hold("L1-2#pickup", SIZE, new Load(1, 400, 0));
        Capacity one = new Capacity(1, 0, 0);
        assertTrue(allotments.take(List.of(claim("L1-2#pickup", SIZE, 500, one))));
        assertFalse(allotments.hasRoom(claim("L1-3#pickup", SIZE, 100, one)));
    }

    @Test
    void theLinesOfASiteShareTheRoomAndAreCountedApart() {
        allotments.hold("L1-1#departure", RUN, new Load(1, 10, 1));
        allotments.hold("north-east-2#departure", RUN, new Load(1, 20, 2));
        assertEquals(new Load(2, 30, 3), allotments.counted(RUN));
        assertEquals(new Load(1, 20, 2), allotments.takenBy("north-east").get(RUN));
        allotments.count("L1", RUN, new Load(7, 70, 7));
        assertEquals(new Load(8, 90, 9), allotments.counted(RUN));
        allotments.give("L1-1#departure");
        assertEquals(new Load(7, 80, 8), allotments.counted(RUN));
    }

    @Test
    void runsAreForgottenByTheirCutOffAndCompartmentsAreNot() {
        allotments.hold("L1-1#departure", RUN, new Load(1, 0, 0));
        allotments.hold("L1-1#pickup", SIZE, new Load(1, 0, 0));
        allotments.forgetBefore(5_000);
        assertEquals(1, allotments.counted(RUN).parcels());
        allotments.forgetBefore(5_001);
        assertEquals(0, allotments.counted(RUN).parcels());
        assertEquals(1, allotments.counted(SIZE).parcels());
        assertEquals("", allotments.heldBy("L1-1#departure"));
    }

    @Test
    void linesThatTakeAtTheSameTimeNeverGetMoreThanThereIs() throws Exception {
        int room = 5_000;
        AtomicInteger given = new AtomicInteger();
        CountDownLatch together = new CountDownLatch(2);
        ExecutorService lines = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> done = List.of(
                    lines.submit(() -> take("L1", room, given, together)),
                    lines.submit(() -> take("L2", room, given, together)));
            for (Future<?> each : done) {
                each.get(30, TimeUnit.SECONDS);
            }
        } finally {
            lines.shutdownNow();
        }
        assertEquals(room, given.get());
        assertEquals(room, allotments.counted(RUN).parcels());
    }

    private void take(String line, int room, AtomicInteger given, CountDownLatch together) {
        together.countDown();
        try {
            assertTrue(together.await(30, TimeUnit.SECONDS));
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
        for (int parcel = 1; parcel <= room; parcel++) {
            if (allotments.take(List.of(claim(line + "-" + parcel + "#departure", RUN, 1, new Capacity(room, 0, 0))))) {
                given.incrementAndGet();
            }
        }
    }
}
