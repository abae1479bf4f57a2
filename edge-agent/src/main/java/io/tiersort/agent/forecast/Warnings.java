// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.forecast;

import io.tiersort.agent.line.Fact;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes alarms of risks without flapping: one is raised when its chance was a quarter or more at three checks in a row, and
 * cleared when it was below a tenth, or could not be told, at five in a row. One thread.
 */
public final class Warnings {
    private static final double RAISE = 0.25;
    private static final double CLEAR = 0.1;
    private static final int RAISE_AFTER = 3;
    private static final int CLEAR_AFTER = 5;

    private final Map<String, Integer> streaks = new HashMap<>();
    private final Set<String> raised = new HashSet<>();

    /** Takes one check and gives the alarms that change; {@code at} is the wall clock in milliseconds since 1970 UTC. */
    public List<Fact> check(List<Risk> risks, long at) {
        List<Fact> facts = new ArrayList<>();
        Set<String> quiet = new HashSet<>(raised);
        Set<String> loud = new HashSet<>();
        for (Risk risk : risks) {
            if (risk.chance() >= CLEAR) {
                quiet.remove(risk.alarm());
            }
            if (risk.chance() >= RAISE && !raised.contains(risk.alarm())) {
                loud.add(risk.alarm());
                if (streaks.merge(risk.alarm(), 1, Integer::sum) >= RAISE_AFTER) {
                    facts.add(new Fact.AlarmRaised(at, risk.alarm(), risk.priority(), risk.text(), risk.remedy()));
                    raised.add(risk.alarm());
                    streaks.remove(risk.alarm());
                }
            }
        }
        for (String alarm : quiet) {
            if (streaks.merge(alarm, 1, Integer::sum) >= CLEAR_AFTER) {
                facts.add(new Fact.AlarmCleared(at, alarm));
                raised.remove(alarm);
                streaks.remove(alarm);
            }
        }
        streaks.keySet().removeIf(alarm -> !quiet.contains(alarm) && !loud.contains(alarm));
        return facts;
    }
}
