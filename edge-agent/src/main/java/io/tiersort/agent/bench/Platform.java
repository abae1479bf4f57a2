// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.lang.management.ManagementFactory;

/** What the benchmark runs on. */
final class Platform {
    private Platform() {}

    static JsonObject describe(Child.Java agent) {
        return new JsonObject()
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put(
                        "loadBefore",
                        Math.round(100
                                        * ManagementFactory.getOperatingSystemMXBean()
                                                .getSystemLoadAverage())
                                / 100.0)
                .put("java", Runtime.version().toString())
                .put("agentJava", agent.binary())
                .put("agentFlags", new JsonArray(agent.flags()));
    }
}
