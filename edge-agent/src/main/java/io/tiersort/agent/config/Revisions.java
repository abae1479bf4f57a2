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
 * and the problems are told. The plan that runs is the one a person activated last; as long as nobody did, the one the site
 * names, as its files are at the start. One instance per data directory; blocking; one thread.
 */
public final class Revisions {
    private final RevisionStore store;
    private final PlanStore plans;
    private final List<DriverType> drivers;
    private final InstantSource clock;

    /** Keeps revisions under {@code data/revisions}; the directory is made when the first one is accepted. */
    public Revisions(Path data, List<DriverType> drivers, InstantSource clock) {
        this.store = new RevisionStore(data.resolve("revisions"));
        this.plans = new PlanStore(data);
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
        Optional<String> current = store.current(report);
        Optional<Accepted> accepted = loaded.value().isPresent()
                ? accept(places, loaded.value().get(), current.orElse(""), report)
                : Optional.empty();
        if (accepted.isPresent()) {
            return new Start(accepted, false, report.problems());
        }
        Optional<Accepted> last = current.isPresent() ? last(places, current.get(), report) : Optional.empty();
        return new Start(last, last.isPresent(), report.problems());
    }

    /** What runs is what was copied: the copy is checked again, because someone may be editing the site meanwhile. */
    private Optional<Accepted> accept(Places places, SiteCheck.Checked checked, String before, Report report)
            throws IOException {
        SortedMap<String, String> files =
                RevisionStore.files(places.config(), checked.plan().id());
        String hash = Hash.of(files);
        store.keep(hash, files);
        Loaded<SiteCheck.Checked> copy = SiteCheck.check(places.from(store.directory(hash)), drivers, clock);
        if (copy.value().isEmpty()) {
            report.addAll(copy.problems());
            return Optional.empty();
        }
        SiteCheck.Checked whole = copy.value().get();
        Loaded<Plan> plan = plan(hash, whole);
        if (plan.value().isEmpty()) {
            report.addAll(plan.problems());
            return Optional.empty();
        }
        if (!hash.equals(before)) {
            store.point(hash);
            store.prune(hash);
        }
        return Optional.of(new Accepted(hash, whole.site(), plan.value().get()));
    }

    private Optional<Accepted> last(Places places, String hash, Report report) throws IOException {
        Loaded<SiteCheck.Checked> stored = SiteCheck.check(places.from(store.directory(hash)), drivers, clock);
        boolean intact = store.intact(hash);
        if (!intact || stored.value().isEmpty()) {
            String why = intact ? stored.problems().summary() : "its copy was changed or is incomplete";
            Spot spot = Spot.start(SourceText.of("revisions/" + hash, ""));
            String message = "the last accepted revision " + hash + " cannot be used: " + why;
            report.error(spot, Code.REVISION, message, "correct the files of the site directory");
            return Optional.empty();
        }
        SiteCheck.Checked whole = stored.value().get();
        Loaded<Plan> active = plan(hash, whole);
        Loaded<Plan> plan = active.value().isPresent() ? active : named(hash, whole);
        report.addAll(active.problems());
        return plan.value().map(runs -> new Accepted(hash, whole.site(), runs));
    }

    /** The plan to run on this site: what is asked for, else what was activated, else what the site names. */
    private Loaded<Plan> plan(String hash, SiteCheck.Checked checked) throws IOException {
        Activations activations = plans.activations();
        Optional<Activations.Request> wanted = activations.unanswered();
        if (wanted.isPresent()) {
            Activations.Request request = wanted.get();
            Loaded<Plan> loaded = plans.load(request.id(), request.hash(), around(checked));
            boolean fits = loaded.value().isPresent();
            String detail = fits ? "" : loaded.problems().text();
            activations.answer(new Activations.Answer(request, clock.millis(), fits, detail));
            if (fits) {
                return loaded;
            }
        }
        Optional<Activations.Request> active = activations.active().map(Activations.Answer::request);
        return active.isPresent() && active.get().serial() > 0
                ? plans.load(active.get().id(), active.get().hash(), around(checked))
                : named(hash, checked);
    }

    /** The plan that the site names, from the copy of the site. */
    private Loaded<Plan> named(String hash, SiteCheck.Checked checked) throws IOException {
        String id = checked.plan().id();
        Path directory = store.directory(hash).resolve(PlanFile.DIRECTORY).resolve(id);
        Loaded<Plan> accepted = plans.accept(directory, id, around(checked));
        if (accepted.value().isPresent()) {
            started(accepted.value().get());
        }
        return accepted;
    }

    private void started(Plan plan) throws IOException {
        Activations.Request start = new Activations.Request(
                0, clock.millis(), plan.id(), plan.revision(), plan.hash(), "start", "named by the site");
        Optional<Activations.Answer> active = plans.activations().active();
        if (active.isEmpty() || !active.get().request().sameAs(start)) {
            plans.activations().answer(new Activations.Answer(start, clock.millis(), true, ""));
        }
    }

    private PlanFile.Surroundings around(SiteCheck.Checked checked) {
        return PlanFile.Surroundings.of(checked.site(), clock);
    }
}
