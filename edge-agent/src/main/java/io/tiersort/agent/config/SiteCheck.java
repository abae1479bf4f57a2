// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Plan;
import io.tiersort.device.DriverType;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** Checks a site directory and the plan it runs in one go. Blocking; any thread; takes well under half a second. */
public final class SiteCheck {
    private SiteCheck() {}

    /** A site and its plan, free of errors. */
    public record Checked(SiteConfig site, Plan plan) {}

    /** Every problem of every file, and the two when there is no error. */
    public static Loaded<Checked> check(Path directory, List<DriverType> drivers, InstantSource clock) {
        return check(Places.of(directory), drivers, clock);
    }

    static Loaded<Checked> check(Places places, List<DriverType> drivers, InstantSource clock) {
        SiteFile.Read site = SiteFile.read(places, drivers);
        Report report = new Report();
        report.addAll(site.loaded().problems());
        Optional<Plan> plan = site.plan().flatMap(named -> {
            PlanFile.Surroundings surroundings = new PlanFile.Surroundings(site.layouts(), named.zone(), clock);
            String path = PlanFile.path(named.id());
            Loaded<Plan> loaded = PlanFile.load(places.config().resolve(path), path, surroundings);
            report.addAll(loaded.problems());
            return loaded.value().filter(value -> sameName(named, value, path, report));
        });
        return site.loaded().value().isPresent() && plan.isPresent()
                ? Loaded.of(new Checked(site.loaded().value().get(), plan.get()), report)
                : Loaded.failed(report);
    }

    /** The directory, the site and the plan itself must agree on the name: records refer to plans by it. */
    private static boolean sameName(SiteFile.SitePlan named, Plan plan, String path, Report report) {
        boolean same = plan.id().equals(named.id());
        if (!same) {
            String message = "the file " + path + " calls itself plan \"" + plan.id() + "\"";
            report.error(named.spot(), Code.UNKNOWN_REFERENCE, message, "write plan: " + named.id() + " there");
        }
        return same;
    }
}
