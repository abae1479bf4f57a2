// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is known of a chute: chute 1 holds 40 parcels and wants a container, chute 2 takes three in six seconds. */
class ChuteBoardTest {
    private static final int NOWHERE = 99;
    private final ChuteBoard board = new ChuteBoard(
            new LayoutSketch(false, 0).capacity(1, 40).container(1).rate(2, 3).layout());
    private final ChuteBoard.Chute bagged = chute(1);
    private final ChuteBoard.Chute limited = chute(2);

    private ChuteBoard.Chute chute(int number) {
        return Objects.requireNonNull(board.find(number));
    }

    private void state(int chute, ChuteState state, int fill, long at) {
        board.changed(new Fact.ChuteStateChanged(at, 0, chute, state, fill));
    }

    private void bind(int chute, String container, String former, List<Long> parcels, List<String> destinations) {
        board.container(new Fact.ContainerChanged(50, chute, container, former, parcels, destinations));
    }

    @ParameterizedTest
    @CsvSource({
        "OPEN, NONE",
        "HALF_FULL, NONE",
        "FULL, CHUTE_FULL",
        "JAM, CHUTE_JAM",
        "LOCKED, CHUTE_LOCKED",
        "DISABLED, CHUTE_DISABLED",
        "OFFLINE, CHUTE_DISABLED",
        "UNKNOWN, CHUTE_DISABLED"
    })
    void onlyAnOpenChuteLetsParcelsInAndEveryOtherStateHasItsReason(ChuteState state, Physical reason) {
        state(2, state, 10, 1);
        assertEquals(reason, limited.obstacle());
        assertEquals(reason == Physical.NONE, limited.isOpen());
        assertEquals(reason == Physical.NONE, limited.takes());
    }

    @ParameterizedTest
    @CsvSource({"0, 40", "50, 20", "95, 2", "98, 0", "100, 0"})
    void theRoomLeftIsWhatTheFillLeavesOfTheCapacity(int fill, int free) {
        state(1, ChuteState.OPEN, fill, 1);
        assertEquals(free, bagged.free());
    }

    @Test
    void theRoomOfAChuteOfUnknownCapacityIsNotKnown() {
        assertEquals(-1, limited.free());
    }

    @Test
    void aParcelIsOnItsWayOnceUntilItGoesElsewhereOrEnds() {
        board.committed(2, 7, "city", 0);
        board.committed(2, 7, "city", 0);
        board.committed(2, 8, "hub", 0);
        assertEquals(2, limited.inFlight());
        assertEquals(1, limited.comingBeside(7));
        assertEquals(2, limited.comingBeside(9));
        assertEquals(Set.of("city", "hub"), Set.copyOf(limited.comingOf()));
        board.withdrawn(2, 7);
        board.ended(2, 8);
        assertEquals(0, limited.inFlight());
    }

    @Test
    void theRateCountsOthersSentWithinItsTimeAndNotTheParcelItself() {
        board.committed(2, 7, "city", 1_000);
        board.committed(2, 8, "city", 2_000);
        assertEquals(2, limited.sentLately(9, 6_999));
        assertEquals(1, limited.sentLately(9, 7_000), "the first was sent six seconds before");
        assertEquals(1, limited.sentLately(7, 6_000));
        assertEquals(0, limited.sentLately(9, 8_000));
    }

    @Test
    void aParcelThatGoesElsewhereFreesItsPlaceInTheRateAndOneThatEndedDoesNot() {
        board.committed(2, 7, "city", 1_000);
        board.committed(2, 8, "city", 1_000);
        board.withdrawn(2, 7);
        board.ended(2, 8);
        assertEquals(1, limited.sentLately(9, 2_000));
    }

    @Test
    void aParcelSentAgainCountsFromTheFirstTime() {
        board.committed(2, 7, "city", 1_000);
        board.committed(2, 7, "city", 5_000);
        assertEquals(0, limited.sentLately(9, 7_500));
    }

    @Test
    void aParcelSentOnceMoreAfterTheTimeOfTheRateCountsAnew() {
        board.committed(2, 7, "city", 1_000);
        board.committed(2, 7, "city", 7_000);
        assertEquals(1, limited.sentLately(9, 7_500));
    }

    @Test
    void aChuteWithoutARateRemembersNothingOfIt() {
        board.committed(3, 7, "city", 1_000);
        assertEquals(0, chute(3).sentLately(9, 1_001));
    }

    @Test
    void aChuteReopensOnlyWhenItWasFull() {
        state(2, ChuteState.JAM, 10, 10);
        state(2, ChuteState.OPEN, 10, 20);
        assertTrue(limited.reopenedAt < 0);
        state(2, ChuteState.FULL, 100, 30);
        assertEquals(100, limited.fillPercent);
        state(2, ChuteState.JAM, 100, 40);
        state(2, ChuteState.OPEN, 10, 50);
        assertTrue(limited.reopenedAt < 0, "it was not full any more");
        state(2, ChuteState.FULL, 100, 60);
        state(2, ChuteState.HALF_FULL, 60, 70);
        assertEquals(70, limited.reopenedAt);
    }

    @Test
    void aChuteThatWantsAContainerTakesParcelsOnlyWhileOneIsBound() {
        assertFalse(bagged.hasContainer());
        assertFalse(bagged.takes());
        bind(1, "BAG-1", "", List.of(), List.of());
        assertTrue(bagged.takes());
        bind(1, "", "BAG-1", List.of(), List.of());
        assertFalse(bagged.takes());
    }

    @Test
    void lockingAChuteBeginsTheChangeOfItsContainerAndBindingEndsIt() {
        bind(1, "BAG-1", "", List.of(), List.of());
        state(1, ChuteState.LOCKED, 90, 10);
        state(1, ChuteState.OPEN, 0, 20);
        assertTrue(bagged.changing);
        assertFalse(bagged.takes());
        bind(1, "BAG-2", "BAG-1", List.of(), List.of());
        assertFalse(bagged.changing);
        assertTrue(bagged.takes());
    }

    @Test
    void aContainerBoundWhileTheChuteIsStillLockedStaysBound() {
        state(1, ChuteState.LOCKED, 90, 10);
        bind(1, "BAG-2", "", List.of(), List.of());
        state(1, ChuteState.LOCKED, 0, 20);
        state(1, ChuteState.OPEN, 0, 30);
        assertTrue(bagged.takes());
    }

    @Test
    void lockingAChuteWithoutContainersChangesNone() {
        state(2, ChuteState.LOCKED, 90, 10);
        assertFalse(limited.changing);
    }

    @Test
    void theContentsAreThoseOfThePresentContainer() {
        board.dropped(1, 5, "city");
        bind(1, "BAG-1", "", List.of(), List.of());
        board.dropped(1, 7, "city");
        board.dropped(1, 8, "");
        assertEquals(List.of(7L, 8L), bagged.contents);
        assertEquals(Set.of("city"), bagged.contentsOf);
        bind(1, "BAG-2", "BAG-1", List.of(7L, 8L), List.of("city"));
        assertEquals(List.of(), bagged.contents);
        assertEquals(Set.of(), bagged.contentsOf);
        assertEquals(50, bagged.statedAt);
    }

    @Test
    void aContainerStatedOnceMoreBringsItsContents() {
        bind(1, "BAG-1", "BAG-1", List.of(7L, 8L), List.of("city"));
        assertEquals("BAG-1", bagged.container);
        assertEquals(List.of(7L, 8L), bagged.contents);
        assertEquals(Set.of("city"), bagged.contentsOf);
    }

    @Test
    void ofAFullManifestTheOldestParcelIsForgotten() {
        bind(1, "BAG-1", "", List.of(), List.of());
        for (long parcel = 1; parcel <= ChuteBoard.MANIFEST_MAX; parcel++) {
            board.dropped(1, parcel, "city");
        }
        assertEquals(ChuteBoard.MANIFEST_MAX, bagged.contents.size());
        assertEquals(1, bagged.contents.get(0));
        board.dropped(1, 5_000, "city");
        assertEquals(ChuteBoard.MANIFEST_MAX, bagged.contents.size());
        assertEquals(2, bagged.contents.get(0));
    }

    @Test
    void arrivalsAreCounted() {
        board.arrived(2);
        board.arrived(2);
        assertEquals(2, limited.arrived);
        assertEquals(0, bagged.arrived);
    }

    @Test
    void whatIsToldOfAChuteThatTheLayoutDoesNotHaveIsIgnored() {
        board.committed(NOWHERE, 7, "city", 0);
        board.withdrawn(NOWHERE, 7);
        board.ended(NOWHERE, 7);
        board.arrived(NOWHERE);
        board.dropped(NOWHERE, 7, "city");
        state(NOWHERE, ChuteState.FULL, 100, 1);
        bind(NOWHERE, "BAG-9", "", List.of(), List.of());
        assertNull(board.find(NOWHERE));
        assertEquals(12, board.all().size());
        assertTrue(board.all().stream().allMatch(chute -> chute.inFlight() == 0 && chute.container.isEmpty()));
    }
}
