// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Plan;
import io.tiersort.device.DriverType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Plans as people name them: a directory with a {@code plan.yaml}, the id of a plan of the site, {@code r3} for a revision
 * of the plan that runs, {@code weekday/r3} for one of any plan, or the beginning of a hash. Blocking; any thread.
 */
public final class PlanFinder {
    private static final Pattern NUMBERED = Pattern.compile("(?:(\\S{1,64})/)?r([1-9][0-9]{0,8})");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{4,12}");

    private final Optional<Path> site;
    private final Optional<PlanStore> store;
    private final List<DriverType> drivers;
    private final InstantSource clock;

    /**
     * @param site site directory, without which ids are not known and chutes are not checked
     * @param data data folder of the agent, without which revisions and hashes are not known
     */
    public PlanFinder(Optional<Path> site, Optional<Path> data, List<DriverType> drivers, InstantSource clock) {
        this.site = site;
        this.store = data.map(PlanStore::new);
        this.drivers = List.copyOf(drivers);
        this.clock = clock;
    }

    /**
     * Reads and checks the plan that is meant.
     *
     * @throws NoSuchElementException when there is none, with what was looked for
     */
    public Loaded<Plan> find(String word) throws IOException {
        Optional<Path> directory = directory(word);
        return directory.isPresent()
                ? inSite(place -> PlanFile.load(
                        directory.get().resolve(PlanFile.NAME), PlanFile.path(id(directory.get())), place))
                : kept(revision(word));
    }

    /** The same, and keeps a copy of a plan that is none yet, under the id it gives itself. */
    public Loaded<Plan> accept(String word) throws IOException {
        Optional<Path> directory = directory(word);
        if (directory.isEmpty()) {
            return kept(revision(word));
        }
        Loaded<Plan> found = find(word);
        return found.value().isEmpty()
                ? found
                : inSite(place -> store.orElseThrow()
                        .accept(directory.get(), found.value().get().id(), place));
    }

    /** The kept plan that is meant; {@link NoSuchElementException} when there is none. */
    public PlanStore.Revision revision(String word) throws IOException {
        Matcher numbered = NUMBERED.matcher(word);
        List<PlanStore.Revision> kept = store.isPresent() ? store.get().revisions() : List.of();
        Optional<PlanStore.Revision> found = Optional.empty();
        if (numbered.matches()) {
            String id = numbered.group(1) == null ? active() : numbered.group(1);
            int number = Integer.parseInt(numbered.group(2));
            found = kept.stream()
                    .filter(each -> each.id().equals(id) && each.number() == number)
                    .findFirst();
        } else if (HASH.matcher(word).matches()) {
            List<PlanStore.Revision> fitting =
                    kept.stream().filter(each -> each.hash().startsWith(word)).toList();
            found = fitting.size() == 1 ? Optional.of(fitting.get(0)) : Optional.empty();
        }
        return found.orElseThrow(() -> new NoSuchElementException("no plan \"" + word
                + "\"; expected a directory with a plan.yaml, the id of a plan of the site, a revision such as r3 or"
                + " weekday/r3, or a hash; tiersort plan list shows what is stored"));
    }

    private String active() throws IOException {
        return store.orElseThrow()
                .activations()
                .active()
                .map(answer -> answer.request().id())
                .orElse("");
    }

    private Loaded<Plan> kept(PlanStore.Revision revision) throws IOException {
        return inSite(place -> store.orElseThrow().load(revision.id(), revision.hash(), place));
    }

    private Optional<Path> directory(String word) {
        Path path = Path.of(word);
        Path named = path.endsWith(PlanFile.NAME) ? path.toAbsolutePath().getParent() : path;
        if (named != null && Files.isRegularFile(named.resolve(PlanFile.NAME))) {
            return Optional.of(named);
        }
        return site.map(directory -> directory.resolve(PlanFile.DIRECTORY).resolve(word))
                .filter(directory -> Files.isRegularFile(directory.resolve(PlanFile.NAME)));
    }

    private static String id(Path directory) {
        return String.valueOf(directory.toAbsolutePath().normalize().getFileName());
    }

    /** Something done with what plans are checked against. */
    private interface Work {
        Loaded<Plan> with(PlanFile.Surroundings place) throws IOException;
    }

    private Loaded<Plan> inSite(Work work) throws IOException {
        if (site.isEmpty()) {
            return work.with(new PlanFile.Surroundings(List.of(), ZoneOffset.UTC, clock));
        }
        SiteFile.Read read = SiteFile.read(Places.of(site.get()), drivers);
        Optional<SiteConfig> config = read.loaded().value();
        if (config.isEmpty()) {
            return new Loaded<>(Optional.empty(), read.loaded().problems());
        }
        return work.with(PlanFile.Surroundings.of(config.get(), clock));
    }
}
