// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.tiersort.agent.config.StoredPlans;
import io.tiersort.agent.journal.JournalLookup;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.runtime.Background;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** What a data folder tells beside the records of a parcel. */
final class StoredBackground implements Background {
    private final StoredPlans plans;
    private final JournalLookup journal;

    StoredBackground(Path data, JournalLookup journal) {
        this.plans = new StoredPlans(data, InstantSource.system());
        this.journal = journal;
    }

    @Override
    public Optional<LineLayout> layout(String line) {
        return plans.layout(line);
    }

    @Override
    public Optional<Plan> plan(String id, int revision) {
        return plans.plan(id, revision);
    }

    @Override
    public Map<String, Long> cursors() {
        return journal.cursors();
    }
}
