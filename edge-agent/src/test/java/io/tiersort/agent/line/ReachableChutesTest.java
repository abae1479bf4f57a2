// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Which chutes can still be reached, to the count. The parcel passed the induct eye at count 0; chutes stand every 1.5 m
 * from 6 m on; 160 ms of actuation and lead are 240 mm, so chute 1 is decided on at 5,760 and chute 2 at 7,260 at the
 * latest. A loop is 25 m long.
 */
class ReachableChutesTest {
    private static final int HOSPITAL = 12;
    private static final Handling OWN_CHUTES_ONLY = new Handling(Set.of(), false, -1);

    private final PlanSketch plan = new PlanSketch();
    private LayoutSketch sketch = new LayoutSketch(false, 0);
    private LineState state = new LineState(sketch.layout(), plan.plan(), new Allotments());

    private void start() {
        state = new LineState(sketch.layout(), plan.plan(), new Allotments());
    }

    private void loop(int laps) {
        sketch = new LayoutSketch(true, laps);
        start();
    }

    private Parcel parcel() {
        if (state.byNumber.isEmpty()) {
            state.apply(new Fact.ParcelInducted(1, 1, 1, 1, 0, 0, 1, 400, false));
        }
        return Objects.requireNonNull(state.byNumber.get(1L));
    }

    private ChuteChoice choice() {
        return new ChuteChoice(sketch.layout(), state, new BeltClock(1_000, LineRig.SPEED));
    }

    private ChuteChoice.Result choose(Plan.Destination destination, Handling handling, long encoder) {
        Wish wish = new Wish(plan.plan(), destination, List.of(HOSPITAL), "", handling);
        return choice().choose(wish, parcel(), encoder, LineRig.NOON);
    }

    private ChuteChoice.Result choose(long encoder, Integer... chutes) {
        return choose(PlanSketch.destination("city", chutes), Handling.ORDINARY, encoder);
    }

    private static Plan.Destination city(int maxLaps, List<Integer> overflow, Integer... chutes) {
        List<Plan.Outlet> outlets =
                Arrays.stream(chutes).map(chute -> new Plan.Outlet(chute, 1)).toList();
        return new Plan.Destination("city", outlets, false, overflow, maxLaps, Duration.ZERO, null);
    }

    private static String verdict(ChuteChoice.Result result, int chute) {
        return result.candidates().stream()
                .filter(candidate -> candidate.chute() == chute)
                .map(Fact.Candidate::verdict)
                .findFirst()
                .orElse("not considered");
    }

    private void close(ChuteState as, int... chutes) {
        for (int chute : chutes) {
            state.apply(new Fact.ChuteStateChanged(1, 0, chute, as, 100));
        }
    }

    @Test
    void aChuteIsTakenUpToTheLastCountOfItsLatestDecisionPoint() {
        ChuteChoice.Result result = choose(5_760, 1, 2);
        assertEquals(List.of(1, 2), result.chutes());
        assertEquals(0, result.slackCounts());
        assertEquals(7_260, result.validUntil());
        assertEquals("taken", verdict(result, 1));
        assertEquals("alternate", verdict(result, 2));
        assertFalse(result.late());
        assertEquals(Physical.NONE, result.physical());
    }

    @Test
    void oneCountLaterItIsPassedAndTheDecisionWasLate() {
        ChuteChoice.Result result = choose(5_761, 1, 2);
        assertEquals(List.of(2), result.chutes());
        assertEquals(7_260 - 5_761, result.slackCounts());
        assertEquals("passed its latest decision point 1 mm, 0 ms ago", verdict(result, 1));
        assertTrue(result.late());
        assertEquals(Physical.DECISION_LATE, result.physical());
    }

    @Test
    void anAlternateThatIsPassedMakesNothingLate() {
        ChuteChoice.Result result = choose(5_761, 2, 1);
        assertEquals(List.of(2), result.chutes());
        assertFalse(result.late());
        assertEquals(Physical.NONE, result.physical());
    }

    @Test
    void theCommandStaysValidForTheFurthestOfItsChutes() {
        ChuteChoice.Result result = choose(0, 3, 1);
        assertEquals(8_760, result.validUntil());
        assertEquals(8_760, result.slackCounts());
    }

    @Test
    void atMostThreeChutesAreCommanded() {
        ChuteChoice.Result result = choose(0, 1, 2, 3, 4);
        assertEquals(List.of(1, 2, 3), result.chutes());
        assertEquals("not considered", verdict(result, 4));
        close(ChuteState.FULL, 1);
        assertEquals(List.of(2, 3, 4), choose(0, 1, 2, 3, 4).chutes());
    }

    @Test
    void theFirstObstacleIsTheReasonThatIsTold() {
        close(ChuteState.JAM, 1);
        close(ChuteState.FULL, 2);
        ChuteChoice.Result result = choose(0, 1, 2);
        assertEquals(List.of(11), result.chutes());
        assertEquals(Physical.CHUTE_JAM, result.physical());
        assertEquals("closed: JAM", verdict(result, 1));
        assertEquals("taken; overflow", verdict(result, 11));
    }

    @Test
    void whatCanReachNothingAnyMoreIsSentNowhere() {
        ChuteChoice.Result result = choose(22_261, 1);
        assertEquals(List.of(), result.chutes());
        assertTrue(result.late());
        assertEquals(0, result.validUntil());
        assertEquals(List.of(HOSPITAL), choose(22_260, 1).chutes());
    }

    @Test
    void withoutAnOverflowTheHospitalTakesWhatItsChutesCannot() {
        sketch.overflow = 0;
        start();
        close(ChuteState.FULL, 1);
        assertEquals(List.of(HOSPITAL), choose(0, 1).chutes());
    }

    @Test
    void whatMustNotOverflowGoesToTheHospital() {
        close(ChuteState.FULL, 1);
        ChuteChoice.Result result = choose(city(-1, List.of(7), 1), OWN_CHUTES_ONLY, 0);
        assertEquals(List.of(HOSPITAL), result.chutes());
        assertEquals("not considered", verdict(result, 7));
    }

    @Test
    void theOverflowOfADestinationIsAListOfWhichThreeAreCommanded() {
        close(ChuteState.FULL, 1);
        ChuteChoice.Result result = choose(city(-1, List.of(1, 7, 8, 9, 10), 1), Handling.ORDINARY, 0);
        assertEquals(List.of(7, 8, 9), result.chutes());
        assertEquals("closed: FULL", verdict(result, 1), "what was said of its own chute stands");
        assertEquals("alternate; overflow", verdict(result, 8));
    }

    @ParameterizedTest
    @CsvSource({"5000, 600, OK", "5001, 600, OVERWEIGHT", "5000, 601, OVERSIZE"})
    void chuteFiveTakesFiveKilogramsAndSixtyCentimetres(int grams, int length, Cause cause) {
        parcel().grams = grams;
        parcel().lengthMm = length;
        ChuteChoice.Result result = choose(0, 5);
        assertEquals(cause, result.cause());
        assertEquals(cause == Cause.OK ? List.of(5) : List.of(HOSPITAL), result.chutes());
    }

    @Test
    void whatFitsOneOfItsChutesIsNoMisfitAndTheFirstMisfitIsTold() {
        parcel().grams = 6_000;
        assertEquals(Cause.OK, choose(0, 5, 6).cause());
        parcel().lengthMm = 700;
        ChuteChoice.Result result = choose(0, 5);
        assertEquals(Cause.OVERWEIGHT, result.cause());
        assertEquals("too heavy: 6000 g of 5000 g", verdict(result, 5));
    }

    @Test
    void aMisfitGoesIntoAnOverflowOnlyWhenThePlanNamesIt() {
        parcel().grams = 6_000;
        assertEquals(
                List.of(7),
                choose(city(-1, List.of(7), 5), Handling.ORDINARY, 0).chutes());
    }

    @Test
    void flagsThatAChuteDoesNotAcceptAreNamed() {
        Handling handling = new Handling(Set.of(Shipment.Flag.HAZMAT, Shipment.Flag.FRAGILE), false, -1);
        ChuteChoice.Result result = choose(PlanSketch.destination("city", 1), handling, 0);
        assertEquals("does not accept fragile, hazmat", verdict(result, 1));
        assertEquals(Cause.HAZMAT, result.cause());
        Handling fragile = new Handling(Set.of(Shipment.Flag.FRAGILE), false, -1);
        assertEquals(
                Cause.NO_ROUTE,
                choose(PlanSketch.destination("city", 1), fragile, 0).cause());
    }

    @Test
    void onALoopAPassedChuteComesRoundAgain() {
        loop(2);
        ChuteChoice.Result result = choose(23_000, 1, 2);
        assertEquals(List.of(1, 2), result.chutes());
        assertEquals(25_000 + 7_260, result.validUntil());
        assertEquals(25_000 + 5_760 - 23_000, result.slackCounts());
        assertEquals(
                "passed its latest decision point 17240 mm, 11493 ms ago; waits for lap 1 of 2", verdict(result, 1));
    }

    @Test
    void threeOfTheChutesThatComeRoundAreCommandedPassedOnesFirst() {
        loop(2);
        close(ChuteState.FULL, 1, 2);
        assertEquals(List.of(3, 4, 1), choose(23_000, 1, 2, 3, 4).chutes());
    }

    @ParameterizedTest
    @CsvSource({"3,-1,-1,3", "3,2,-1,2", "3,5,-1,3", "3,-1,1,1", "3,-1,5,3", "3,2,1,1", "3,1,2,1"})
    void theFewestLapsThatLineDestinationAndHandlingAllowCount(int line, int destination, int handling, int laps) {
        loop(line);
        close(ChuteState.FULL, 1);
        ChuteChoice.Result result = choose(city(destination, List.of(), 1), new Handling(Set.of(), true, handling), 0);
        assertEquals(List.of(1), result.chutes());
        assertEquals("closed: FULL; waits for lap 1 of " + laps, verdict(result, 1));
    }

    @ParameterizedTest
    @CsvSource({"0, -1", "-1, 0"})
    void whereNoLapIsAllowedAFullChuteMeansOverflow(int destination, int handling) {
        loop(3);
        close(ChuteState.FULL, 1);
        assertEquals(
                List.of(11),
                choose(city(destination, List.of(), 1), new Handling(Set.of(), true, handling), 0)
                        .chutes());
    }

    @Test
    void onTheLastLapTheReasonIsThatItsLapsAreUsedUp() {
        loop(1);
        close(ChuteState.FULL, 1);
        parcel();
        state.apply(new Fact.DivertReported(
                2, 1, 0, 1, 0, SorterEvent.Outcome.RECIRCULATED, SorterEvent.Cause.CHUTE_FULL, 1));
        ChuteChoice.Result result = choose(25_000, 1);
        assertEquals(List.of(11), result.chutes());
        assertEquals(Physical.MAX_LAPS, result.physical());
        assertEquals("closed: FULL; lap 1 of 1", verdict(result, 1));
    }

    @Test
    void anOpenHospitalComesRoundAgainWhateverTheLaps() {
        loop(0);
        ChuteChoice.Result result = choose(23_000, 1);
        assertEquals(List.of(HOSPITAL), result.chutes());
        assertEquals(22_260 + 25_000, result.validUntil());
        assertEquals("taken: on the next lap", verdict(result, HOSPITAL));
        close(ChuteState.FULL, HOSPITAL);
        assertEquals(List.of(), choose(23_000, 1).chutes());
    }

    @Test
    void onACrowdedLoopTheOverflowComesFirstAndThenTheNextLap() {
        loop(2);
        state.apply(new Fact.InductionLimited(1, 50, 70));
        close(ChuteState.FULL, 1);
        assertEquals(List.of(11), choose(0, 1).chutes());
        close(ChuteState.FULL, 11);
        assertEquals(List.of(1, 11), choose(0, 1).chutes(), "whichever is free when it comes round");
    }

    @Test
    void aParcelMayGoOnOnlyToAChuteThatStillTakesIt() {
        ChuteChoice choice = choice();
        assertTrue(choice.keeps(parcel(), 5, Handling.ORDINARY));
        assertTrue(choice.keeps(parcel(), HOSPITAL, Handling.ORDINARY));
        assertFalse(choice.keeps(parcel(), 99, Handling.ORDINARY));
        parcel().grams = 6_000;
        assertFalse(choice.keeps(parcel(), 5, Handling.ORDINARY));
        close(ChuteState.JAM, 6, HOSPITAL);
        assertFalse(choice.keeps(parcel(), 6, Handling.ORDINARY));
        assertFalse(choice.keeps(parcel(), HOSPITAL, Handling.ORDINARY));
    }

    @Test
    void aChuteThatTheLineDoesNotHaveIsAlwaysPassed() {
        assertEquals(Long.MIN_VALUE, choice().latestDecision(parcel(), 99));
        assertEquals(5_760, choice().latestDecision(parcel(), 1));
    }

    @Test
    void aDecisionForTheNextLapCanBeChangedUntilThat() {
        LineRig rig = new LineRig(new LayoutSketch(true, 2).layout(), plan.plan());
        rig.know(LineRig.shipment("PKG-0001", "same-day"));
        rig.induct(1);
        rig.travel(8_000);
        rig.read(1, "PKG-0001");
        assertEquals(List.of(1, 2), rig.lastCommand().destinations());
        rig.travel(12_000);
        rig.know(LineRig.shipment("PKG-0001", "next-day"));
        rig.step(new Input.ShipmentsChanged(Set.of("PKG-0001")));
        assertEquals(List.of(3, 4), rig.lastCommand().destinations());
        assertTrue(rig.facts(Fact.DecisionTooLate.class).isEmpty());
    }
}
