// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Fact;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Alarms that stand and what devices last said of themselves, kept from facts. Any thread. */
final class AlarmList implements LineObserver {
    private static final int ALARMS_MAX = 1_000;

    private final Map<String, JsonObject> alarms = new LinkedHashMap<>();
    private final Map<String, String> reasons = new HashMap<>();

    @Override
    public synchronized void happened(String line, Fact fact) {
        if (fact instanceof Fact.AlarmRaised raised) {
            if (alarms.size() < ALARMS_MAX) {
                alarms.put(line + ":" + raised.alarm(), json(line, raised));
            }
        } else if (fact instanceof Fact.AlarmCleared cleared) {
            alarms.remove(line + ":" + cleared.alarm());
        } else if (fact instanceof Fact.DeviceHealthChanged health) {
            reasons.put(health.device(), health.reason());
        }
    }

    private static JsonObject json(String line, Fact.AlarmRaised raised) {
        return new JsonObject()
                .put("id", line + ":" + raised.alarm())
                .put("priority", raised.priority())
                .put("since", raised.at())
                .put("text", raised.text())
                .put("remedy", raised.remedy());
    }

    synchronized List<JsonObject> alarms() {
        return alarms.values().stream().map(JsonObject::copy).toList();
    }

    synchronized String reason(String device) {
        return reasons.getOrDefault(device, "");
    }
}
