// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** Where the belt is between two reports: 500 micrometres to a count, designed for 1.5 m/s, so 3,000 counts a second. */
class BeltClockTest {
    private static final long SECOND = 1_000_000_000L;
    private final BeltClock belt = new BeltClock(500, 1_500);

    private void seenAt(long encoder, long nanos) {
        belt.reset(encoder, nanos);
    }

    @Test
    void betweenTwoReportsTheBeltRunsOnAtItsSpeed() {
        seenAt(10_000, 5 * SECOND);
        assertEquals(10_000, belt.at(5 * SECOND));
        assertEquals(11_500, belt.at(5 * SECOND + SECOND / 2));
    }

    @Test
    void aMomentBeforeTheLastReportIsWhereTheReportWas() {
        seenAt(10_000, 5 * SECOND);
        assertEquals(10_000, belt.at(4 * SECOND));
    }

    @Test
    void aNewReportTakesThePlaceOfTheEstimate() {
        seenAt(10_000, 5 * SECOND);
        belt.seen(12_000, 6 * SECOND);
        assertEquals(12_000, belt.at(6 * SECOND));
        assertEquals(15_000, belt.at(7 * SECOND));
    }

    @Test
    void aReportAtTheSameCountOfABeltThatCrawlsIsTaken() {
        seenAt(10_000, 5 * SECOND);
        belt.seen(10_000, 6 * SECOND);
        assertEquals(10_000, belt.at(6 * SECOND));
    }

    @Test
    void anotherReportOfTheSameMomentIsTakenWhenItIsFurther() {
        seenAt(10_000, 5 * SECOND);
        belt.seen(10_200, 5 * SECOND);
        assertEquals(10_200, belt.at(5 * SECOND));
    }

    @Test
    void anOlderReportOrALowerCountIsIgnored() {
        seenAt(10_000, 5 * SECOND);
        belt.seen(20_000, 4 * SECOND);
        belt.seen(9_000, 6 * SECOND);
        assertEquals(10_000, belt.at(5 * SECOND));
    }

    @Test
    void aNewEpochMayCountFromAnywhere() {
        seenAt(10_000, 5 * SECOND);
        belt.reset(7, 6 * SECOND);
        assertEquals(7, belt.at(6 * SECOND));
    }

    @Test
    void aChangeOfSpeedKeepsTheDistanceRunBeforeIt() {
        seenAt(10_000, 5 * SECOND);
        belt.speed(500, 6 * SECOND);
        assertEquals(500, belt.speed());
        assertEquals(13_000, belt.at(6 * SECOND));
        assertEquals(14_000, belt.at(7 * SECOND));
    }

    @Test
    void aStoppedBeltStaysWhereItIs() {
        seenAt(10_000, 5 * SECOND);
        belt.speed(0, 6 * SECOND);
        assertEquals(13_000, belt.at(60 * SECOND));
    }

    @Test
    void aBeltIsWatchedForASecondAfterEachReportAndNeverBeforeTheFirst() {
        assertFalse(belt.isWatched(0));
        seenAt(10_000, 5 * SECOND);
        assertTrue(belt.isWatched(6 * SECOND));
        assertFalse(belt.isWatched(6 * SECOND + 1));
        belt.speed(1_500, 6 * SECOND);
        assertTrue(belt.isWatched(7 * SECOND));
    }

    @Test
    void countsAndMillimetresAreTurnedIntoEachOther() {
        assertEquals(2_000, belt.counts(1_000));
        assertEquals(1_000, belt.mm(2_000));
    }

    @Test
    void timeIsDistanceOverTheSpeedOfNow() {
        assertEquals(1_000, belt.millis(3_000));
        belt.speed(1, 0);
        assertEquals(1_500_000, belt.millis(3_000));
    }

    @Test
    void aStandingBeltNeedsForEver() {
        belt.speed(0, 0);
        assertEquals(Long.MAX_VALUE / 4, belt.millis(1));
    }

    @Test
    void travelIsNeverTakenForLessThanThatOfASlowBelt() {
        assertEquals(300, belt.travelMm(200));
        belt.speed(40, 0);
        assertEquals(20, belt.travelMm(200));
    }
}
