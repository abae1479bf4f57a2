// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.tiersort.agent.line.Fact;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WarningsTest {
    private final Warnings warnings = new Warnings();
    private long minute;

    private List<Fact> check(double... chances) {
        List<Fact> facts = new ArrayList<>();
        for (double chance : chances) {
            minute++;
            facts.addAll(warnings.check(List.of(new Risk("a", 2, chance, "text", "remedy")), minute));
        }
        return facts;
    }

    @Test
    void aChanceThatStaysRaisesOneAlarm() {
        assertEquals(List.of(), check(0.3, 0.4));
        assertEquals(List.of(new Fact.AlarmRaised(3, "a", 2, "text", "remedy")), check(0.3, 0.9, 0.9, 0.9));
    }

    @Test
    void aChanceThatComesAndGoesRaisesNone() {
        assertEquals(List.of(), check(0.3, 0.4, 0.2, 0.3, 0.4, 0.2, 0.3));
    }

    @Test
    void anAlarmIsClearedOnceTheChanceStaysSmall() {
        check(0.5, 0.5, 0.5);
        assertEquals(List.of(), check(0.05, 0.05, 0.05, 0.05, 0.15, 0.05, 0.05, 0.05, 0.05));
        assertEquals(List.of(new Fact.AlarmCleared(13, "a")), check(0.05));
        assertEquals(List.of(), check(0.05, 0.05));
    }

    @Test
    void anAlarmOfWhatCanNoLongerBeToldIsCleared() {
        check(0.5, 0.5, 0.5);
        List<Fact> facts = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            facts.addAll(warnings.check(List.of(), 100 + i));
        }
        assertEquals(List.of(new Fact.AlarmCleared(104, "a")), facts);
    }
}
