// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Plan;
import io.tiersort.device.DriverType;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * The configurations that were accepted. A site that cannot be used never stops the line: the last accepted revision runs
 * and the problems are told. One instance per data directory; blocking; one thread.
 */
public final class Revisions {
    private final RevisionStore store;
    private final List<DriverType> drivers;
    private final InstantSource clock;

    /** Keeps revisions under {@code data/revisions}; the directory is made when the first one is accepted. */
    public Revisions(Path data, List<DriverType> drivers, InstantSource clock) {
        this.store = new RevisionStore(data.resolve("revisions"));
        this.drivers = List.copyOf(drivers);
        this.clock = clock;
    }

    /**
     * A configuration to run.
     *
     * @param hash first 12 hex digits of the SHA-256 of its files
     * @param plan with its revision number, 1 and up
     */
    public record Accepted(String hash, SiteConfig site, Plan plan) {}

    /**
     * What to start with.
     *
     * @param accepted the configuration to run; empty when the files have errors and none was ever accepted
     * @param fallback true when {@code accepted} is an earlier revision because the files have errors
     * @param problems of the files in the site directory, and of the stored revision when that cannot be used
     */
    public record Start(Optional<Accepted> accepted, boolean fallback, Problems problems) {}

    /**
     * Checks the site directory. Without errors it becomes the current revision: its files are copied, and after that the
     * pointer is replaced, both durable before this returns. With errors the current revision is loaded instead.
     *
     * @throws IOException when the data directory cannot be read or written; the former revision then stays current
     */
    public Start start(Path site) throws IOException {
        Places places = Places.of(site);
        Report report = new Report();
        Loaded<SiteCheck.Checked> loaded = SiteCheck.check(places, drivers, clock);
        report.addAll(loaded.problems());
        Optional<RevisionStore.Pointer> current = store.current(report);
        Optional<Accepted> accepted = loaded.value().isPresent()
                ? accept(places, loaded.value().get(), current.orElse(RevisionStore.Pointer.NONE), report)
                : Optional.empty();
        if (accepted.isPresent()) {
            return new Start(accepted, false, report.problems());
        }
        Optional<Accepted> last = current.isPresent() ? last(places, current.get(), report) : Optional.empty();
        return new Start(last, last.isPresent(), report.problems());
    }

    /** What runs is what was copied: the copy is checked again, because someone may be editing the site meanwhile. */
    private Optional<Accepted> accept(
            Places places, SiteCheck.Checked checked, RevisionStore.Pointer before, Report report) throws IOException {
        SortedMap<String, String> files =
                RevisionStore.files(places.config(), checked.plan().id());
        String hash = Hash.of(files);
        store.keep(hash, files);
        Loaded<SiteCheck.Checked> copy = SiteCheck.check(places.from(store.directory(hash)), drivers, clock);
        if (copy.value().isEmpty()) {
            report.addAll(copy.problems());
            return Optional.empty();
        }
        RevisionStore.Pointer after = before.next(hash, copy.value().get().plan());
        if (!after.equals(before)) {
            store.point(after);
            store.prune(hash);
        }
        return Optional.of(accepted(after, copy.value().get()));
    }

    private static Accepted accepted(RevisionStore.Pointer pointer, SiteCheck.Checked checked) {
        Plan plan = checked.plan();
        Plan numbered = plan.numbered(pointer.revisionOf(plan.id()));
        return new Accepted(pointer.hash(), checked.site(), numbered);
    }

    private Optional<Accepted> last(Places places, RevisionStore.Pointer pointer, Report report) throws IOException {
        String hash = pointer.hash();
        Loaded<SiteCheck.Checked> stored = SiteCheck.check(places.from(store.directory(hash)), drivers, clock);
        boolean intact = store.intact(hash);
        if (!intact || stored.value().isEmpty()) {
            String why = intact ? stored.problems().summary() : "its copy was changed or is incomplete";
            Spot spot = Spot.start(SourceText.of("revisions/" + hash, ""));
            String message = "the last accepted revision " + hash + " cannot be used: " + why;
            report.error(spot, Code.REVISION, message, "correct the files of the site directory");
            return Optional.empty();
        }
        return stored.value().map(checked -> accepted(pointer, checked));
    }
}
