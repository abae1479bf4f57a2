// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/** Reads plans and layouts back from the copies of accepted configurations in a data folder. Blocking; any thread. */
public final class StoredPlans {
    private final Path data;
    private final Path root;
    private final InstantSource clock;

    /** For the data folder of an agent; a folder without revisions has no plans. */
    public StoredPlans(Path data, InstantSource clock) {
        this.data = data;
        this.root = data.resolve("revisions");
        this.clock = clock;
    }

    /** The plan under this revision number of the site; empty when its copy is gone or was changed. */
    public Optional<Plan> plan(String id, int revision) {
        PlanFile.Surroundings surroundings = new PlanFile.Surroundings(List.of(), ZoneOffset.UTC, clock);
        PlanStore store = new PlanStore(data);
        try {
            for (PlanStore.Revision kept : store.revisions()) {
                if (kept.id().equals(id) && kept.number() == revision) {
                    return store.load(id, kept.hash(), surroundings).value();
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the plans of " + data + "; expected a data folder", e);
        }
    }

    /** The geometry of a line as accepted last; empty when the line is not in it. */
    public Optional<LineLayout> layout(String line) {
        return current().stream()
                .map(hash -> Places.of(root).from(root.resolve(hash)))
                .flatMap(places -> SiteFile.read(places, Drivers.all()).layouts().stream())
                .filter(layout -> layout.line().equals(line))
                .findFirst();
    }

    private Optional<String> current() {
        try {
            return new RevisionStore(root).current(new Report());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root + "; expected the revisions of a data folder", e);
        }
    }
}
