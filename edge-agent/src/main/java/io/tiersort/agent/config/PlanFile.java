// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** Reads a sort plan: one {@code plan.yaml}. Blocking; any thread. */
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
        Optional<Bound> root = source.flatMap(text -> YamlText.read(text, report))
                .flatMap(tree -> new Binder(report).bind(PlanShapes.root(), tree));
        if (root.isEmpty()) {
            return Loaded.failed(report);
        }
        new PlanChecks(report, surroundings).check(root.get());
        return report.hasErrors()
                ? Loaded.failed(report)
                : Loaded.of(PlanBuilder.build(root.get(), source.orElseThrow(), surroundings.zone()), report);
    }

    /** Where the plan with this id stands, relative to the site directory. */
    static String path(String id) {
        return DIRECTORY + "/" + id + "/" + NAME;
    }
}
