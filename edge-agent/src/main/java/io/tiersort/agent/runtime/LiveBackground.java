// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.config.StoredPlans;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.cloud.Uplink;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a running agent knows beside its journal. */
final class LiveBackground implements Background {
    private final Agent agent;

    LiveBackground(Agent agent) {
        this.agent = agent;
    }

    @Override
    public Optional<LineLayout> layout(String line) {
        return agent.settings().config().layouts().stream()
                .filter(layout -> layout.line().equals(line))
                .findFirst();
    }

    @Override
    public Optional<Plan> plan(String id, int revision) {
        Plan running = agent.plan();
        return running.id().equals(id) && running.revision() == revision
                ? Optional.of(running)
                : new StoredPlans(agent.settings().data(), agent.settings().wall()).plan(id, revision);
    }

    @Override
    public Map<String, Long> cursors() {
        return agent.uplinks().stream()
                .collect(Collectors.toMap(Uplink::id, uplink -> uplink.state().delivered()));
    }
}
