// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** Reads a sort plan: one {@code plan.yaml} and the tables beside it. Blocking; any thread. */
public final class PlanFile {
    static final String DIRECTORY = "plans";
    static final String NAME = "plan.yaml";

    private PlanFile() {}

    /**
     * What a plan is checked against.
     *
     * @param lines whose chutes its destinations may use; an empty list when they are not known, then chutes are not checked
     * @param zone of the site, for plans that name none
     * @param clock from which the next year of clock changes counts
     */
    public record Surroundings(List<LineLayout> lines, ZoneId zone, InstantSource clock) {
        public Surroundings {
            lines = List.copyOf(lines);
        }

        /** What a plan of this site is checked against. */
        public static Surroundings of(SiteConfig site, InstantSource clock) {
            return new Surroundings(site.layouts(), site.site().zone(), clock);
        }
    }

    /** Reads and checks a plan. Its revision is 0: {@link Revisions} numbers what is accepted. */
    public static Loaded<Plan> load(Path file, Surroundings surroundings) {
        Path name = file.getFileName();
        return load(file, String.valueOf(name), surroundings);
    }

    /** The same, with the name of the file as messages show it. */
    static Loaded<Plan> load(Path file, String shown, Surroundings surroundings) {
        Report report = new Report();
        Optional<SourceText> source = TextFiles.read(file, shown, report);
        Optional<Tree> tree = source.flatMap(text -> YamlText.read(text, report));
        if (tree.isEmpty()) {
            return Loaded.failed(report);
        }
        String directory = shown.substring(0, shown.lastIndexOf('/') + 1);
        PlanTables tables = PlanTables.read(tree.get(), file.resolveSibling(""), directory, report);
        Optional<Bound> root = new Binder(report, tables).bind(PlanShapes.root(), tree.get());
        root.ifPresent(plan -> new PlanChecks(report, surroundings, tables).check(plan));
        if (root.isEmpty() || report.hasErrors()) {
            return Loaded.failed(report);
        }
        SortedMap<String, String> files = new TreeMap<>(tables.texts());
        files.put(NAME, source.orElseThrow().text());
        return Loaded.of(PlanBuilder.build(root.get(), tables, Hash.of(files), surroundings.zone()), report);
    }

    /** Names of the files of the plan in this directory: {@code plan.yaml} and the tables it names. */
    static List<String> files(Path directory) {
        Report report = new Report();
        List<String> names = new ArrayList<>(List.of(NAME));
        TextFiles.read(directory.resolve(NAME), NAME, report)
                .flatMap(text -> YamlText.read(text, report))
                .map(PlanTables::files)
                .ifPresent(names::addAll);
        return names;
    }

    /** Where the plan with this id stands, relative to the site directory. */
    static String path(String id) {
        return directory(id) + "/" + NAME;
    }

    /** The directory of the plan with this id, relative to the site directory. */
    static String directory(String id) {
        return DIRECTORY + "/" + id;
    }
}
