// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Reads plans and layouts back from the copies of accepted configurations in a data folder. Blocking; any thread. */
public final class StoredPlans {
    private final Path root;
    private final InstantSource clock;

    /** For the data folder of an agent; a folder without revisions has no plans. */
    public StoredPlans(Path data, InstantSource clock) {
        this.root = data.resolve("revisions");
        this.clock = clock;
    }

    /** The plan under this revision number of the site; empty when it is not the one counted last or its copy is gone. */
    public Optional<Plan> plan(String id, int revision) {
        return current()
                .map(pointer -> pointer.plans().get(id))
                .filter(count -> count.revision() == revision)
                .flatMap(count -> withHash(id, count.hash()))
                .map(plan -> plan.numbered(revision));
    }

    /** The geometry of a line as accepted last; empty when the line is not in it. */
    public Optional<LineLayout> layout(String line) {
        return current().stream()
                .map(pointer -> Places.of(root).from(root.resolve(pointer.hash())))
                .flatMap(places -> SiteFile.read(places, Drivers.all()).layouts().stream())
                .filter(layout -> layout.line().equals(line))
                .findFirst();
    }

    private Optional<RevisionStore.Pointer> current() {
        try {
            return new RevisionStore(root).current(new Report());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root + "; expected the revisions of a data folder", e);
        }
    }

    private Optional<Plan> withHash(String id, String hash) {
        PlanFile.Surroundings surroundings = new PlanFile.Surroundings(List.of(), ZoneOffset.UTC, clock);
        try (Stream<Path> copies = Files.list(root)) {
            return copies.map(copy -> copy.resolve(PlanFile.path(id)))
                    .filter(Files::isRegularFile)
                    .flatMap(file -> PlanFile.load(file, surroundings).value().stream())
                    .filter(plan -> plan.hash().equals(hash))
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + root + "; expected the revisions of a data folder", e);
        }
    }
}
