// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.line;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiersort.agent.line.Reasons.Cause;
import io.tiersort.agent.line.Reasons.Outcome;
import io.tiersort.agent.line.Reasons.Physical;
import io.tiersort.device.event.SorterEvent.ChuteState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** When an alarm is raised and when it ends. */
class WatchTest {
    private final LineLayout layout = LineRig.layout(false, 0);
    private final LineState state = new LineState(layout, LineRig.plan(), new Allotments());
    private final Watch watch = new Watch(layout);
    private final Step step = new Step(state, new Moment(1, LineRig.NOON));

    private void closed(int times, Outcome outcome, Cause cause, Physical physical) {
        for (int i = 0; i < times; i++) {
            watch.closed(step, outcome, cause, physical);
        }
    }

    private void good(int times) {
        closed(times, Outcome.SORTED, Cause.OK, Physical.NONE);
    }

    private Fact.AlarmRaised raised() {
        List<Output> outputs = step.outputs();
        return (Fact.AlarmRaised) ((Output.Happened) outputs.get(outputs.size() - 1)).fact();
    }

    @Test
    void theEighthUnreadableParcelOfFiftyRaisesAnAlarmThatSaysHowMany() {
        closed(7, Outcome.HOSPITAL, Cause.NOREAD, Physical.NONE);
        good(42);
        assertEquals(Set.of(), state.alarms);
        closed(1, Outcome.HOSPITAL, Cause.NOREAD, Physical.NONE);
        assertEquals(Set.of("read.low"), state.alarms);
        assertEquals("8 parcels without a readable code among the last 50", raised().text());
    }

    @Test
    void unreadableParcelsThatAreLongPastNoLongerCount() {
        closed(7, Outcome.HOSPITAL, Cause.NOREAD, Physical.NONE);
        good(50);
        closed(1, Outcome.HOSPITAL, Cause.NOREAD, Physical.NONE);
        assertEquals(Set.of(), state.alarms);
    }

    @Test
    void theAlarmEndsWhenThreeOfFiftyAreLeftAndNotBefore() {
        closed(8, Outcome.HOSPITAL, Cause.NOREAD, Physical.NONE);
        good(46);
        assertEquals(Set.of("read.low"), state.alarms, "four are left");
        good(1);
        assertEquals(Set.of(), state.alarms);
    }

    @ParameterizedTest
    @EnumSource(
            value = Physical.class,
            names = {"DECISION_LATE", "NO_COMMAND"})
    void decisionsThatComeTooLateTooOftenAreTold(Physical physical) {
        closed(7, Outcome.OVERFLOW, Cause.OK, physical);
        assertEquals(Set.of(), state.alarms);
        closed(1, Outcome.OVERFLOW, Cause.OK, physical);
        assertEquals(Set.of("decision.late"), state.alarms);
        assertEquals("8 decisions came too late among the last 50", raised().text());
    }

    @ParameterizedTest
    @EnumSource(
            value = Outcome.class,
            names = {"STRAY", "LOST"})
    void whatNeverCameToAnEndTellsNothingOfReadersAndDecisions(Outcome outcome) {
        closed(60, outcome, Cause.NOREAD, Physical.DECISION_LATE);
        assertEquals(Set.of(), state.alarms);
    }

    @ParameterizedTest
    @CsvSource({"SORTED, 5", "SORTED_ALT, 5", "OVERFLOW, 5", "HOSPITAL, 5", "EOL, never", "FLUSHED, never"})
    void aChuteIsTrustedAgainAfterFiveDropsThatAnEyeSaw(Outcome outcome, String after) {
        step.raise("missort.chute-4", 1, "a wrong drop", "look there");
        watch.dropped(step, Outcome.MISSORTED, 4);
        String clearedAfter = "never";
        for (int drop = 1; drop <= 8 && clearedAfter.equals("never"); drop++) {
            watch.dropped(step, outcome, 4);
            clearedAfter = state.alarms.isEmpty() ? String.valueOf(drop) : clearedAfter;
        }
        assertEquals(after, clearedAfter);
    }

    @Test
    void aFurtherWrongDropStartsTheCountAnewAndOtherChutesDoNotCount() {
        step.raise("missort.chute-4", 1, "a wrong drop", "look there");
        watch.dropped(step, Outcome.MISSORTED, 4);
        for (int drop = 0; drop < 4; drop++) {
            watch.dropped(step, Outcome.SORTED, 4);
        }
        watch.dropped(step, Outcome.MISSORTED, 4);
        for (int drop = 0; drop < 4; drop++) {
            watch.dropped(step, Outcome.SORTED, 4);
            watch.dropped(step, Outcome.SORTED, 5);
        }
        assertEquals(Set.of("missort.chute-4"), state.alarms);
        watch.dropped(step, Outcome.SORTED, 4);
        assertEquals(Set.of(), state.alarms);
    }

    @Test
    void aJamIsAnAlarmOfItsChuteUntilItIsCleared() {
        watch.chute(step, 3, ChuteState.JAM);
        assertEquals(Set.of("chute.3.jam"), state.alarms);
        assertEquals("Chute 3 is jammed", raised().text());
        watch.chute(step, 3, ChuteState.OPEN);
        assertEquals(Set.of(), state.alarms);
    }

    @Test
    void anOrdinaryFullChuteIsNoAlarm() {
        watch.chute(step, 3, ChuteState.FULL);
        assertEquals(Set.of(), state.alarms);
    }

    @ParameterizedTest
    @EnumSource(ChuteState.class)
    void aHospitalThatIsNotOpenIsAnAlarm(ChuteState closed) {
        boolean open = closed == ChuteState.OPEN || closed == ChuteState.HALF_FULL;
        watch.chute(step, 12, closed);
        assertEquals(!open, state.alarms.contains("hospital.closed"));
        watch.chute(step, 12, ChuteState.HALF_FULL);
        assertEquals(Set.of(), state.alarms);
    }
}
