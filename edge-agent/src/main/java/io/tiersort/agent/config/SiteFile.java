// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.device.DriverType;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a site directory: {@code site.yaml} and {@code conf.d/*.yaml}. Blocking; any thread. */
public final class SiteFile {
    static final String NAME = "site.yaml";
    static final String DROP_IN = "conf.d";

    private final Places places;
    private final List<DriverType> drivers;
    private final Report report = new Report();
    private final List<Bound> devices = new ArrayList<>();
    private final List<Bound> uplinks = new ArrayList<>();

    private SiteFile(Places places, List<DriverType> drivers) {
        this.places = places;
        this.drivers = List.copyOf(drivers);
    }

    /**
     * What was read.
     *
     * @param layouts the geometry of the lines, also when there are errors elsewhere; empty when lines are not usable
     * @param plan id of the plan, also when there are errors elsewhere
     */
    record Read(Loaded<SiteConfig> loaded, List<LineLayout> layouts, Optional<SitePlan> plan) {}

    /** The plan a site names, its zone, and where both stand. */
    record SitePlan(String id, ZoneId zone, Spot spot) {}

    /** Reads and checks a site; secrets are looked for in {@code $CREDENTIALS_DIRECTORY}, then {@code secrets/}. */
    public static Loaded<SiteConfig> load(Path directory, List<DriverType> drivers) {
        return read(Places.of(directory), drivers).loaded();
    }

    static Read read(Places places, List<DriverType> drivers) {
        return new SiteFile(places, drivers).read();
    }

    private Read read() {
        Optional<Bound> root = bind(NAME, SiteShapes.root(drivers));
        root.ifPresent(this::collect);
        for (String name : TextFiles.yamlIn(places.config().resolve(DROP_IN), report)) {
            bind(DROP_IN + "/" + name, SiteShapes.dropIn(drivers)).ifPresent(this::collect);
        }
        if (root.isEmpty()) {
            return new Read(Loaded.failed(report), List.of(), Optional.empty());
        }
        Bound site = root.get();
        new SiteChecks(report, drivers, places).check(site, devices, uplinks);
        Loaded<SiteConfig> loaded = report.hasErrors()
                ? Loaded.failed(report)
                : Loaded.of(new SiteBuilder(places, drivers).build(site, devices, uplinks), report);
        return new Read(loaded, loaded.value().map(SiteConfig::layouts).orElse(List.of()), plan(site));
    }

    private static Optional<SitePlan> plan(Bound site) {
        return site.object("site")
                .filter(building -> building.has("zone") && site.has("plan"))
                .map(building ->
                        new SitePlan(site.text("plan"), building.value("zone", ZoneId.class), site.spot("plan")));
    }

    private void collect(Bound file) {
        devices.addAll(file.objects("devices"));
        uplinks.addAll(file.objects("uplinks"));
    }

    private Optional<Bound> bind(String name, Shape shape) {
        return TextFiles.read(places.config().resolve(name), name, report)
                .flatMap(source -> YamlText.read(source, report))
                .flatMap(tree -> new Binder(report).bind(shape, tree));
    }
}
