// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.shipment.Shipment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/** A copy of a plan that uses every key, for a line of thirteen chutes of which the last but one is the hospital. */
record WholePlan(Path directory, List<LineLayout> lines) {
    static final String PLAN = "plan.yaml";
    private static final Path SOURCE = Path.of("src", "test", "resources", "config", "whole");
    private static final Duration LEAD = Duration.ofMillis(100);

    static WholePlan in(Path directory) throws IOException {
        for (String name : List.of(PLAN, "zones.csv", "tours.csv")) {
            Files.copy(SOURCE.resolve(name), directory.resolve(name));
        }
        return new WholePlan(directory, List.of(line("L1", false, 13)));
    }

    /** A line at 1 m/s with a station at 2 m and a chute every metre from 4 m on; its first chute takes hazmat. */
    static LineLayout line(String id, boolean loop, int chutes) {
        List<LineLayout.Chute> all = new ArrayList<>();
        IntStream.rangeClosed(1, chutes).forEach(number -> all.add(chute(number, 3000 + 1000 * number)));
        LineLayout.Station station = new LineLayout.Station(1, List.of("tunnel"), 2000, 200);
        return new LineLayout(
                id, 1000, 1000, 30_000, List.of(station), all, 12, 11, loop, 3, LEAD, LEAD, Duration.ZERO, 0);
    }

    private static LineLayout.Chute chute(int number, int atMm) {
        Set<Shipment.Flag> accepts = number == 1 ? Set.of(Shipment.Flag.HAZMAT) : Set.of();
        return new LineLayout.Chute(number, "Chute " + number, atMm, LEAD, 0, 0, 40, accepts, 0, Duration.ZERO, false);
    }

    WholePlan on(LineLayout... others) {
        return new WholePlan(directory, List.of(others));
    }

    /** The same line with its scan station so far down the belt. */
    WholePlan scannedAt(int atMm) {
        LineLayout line = lines.get(0);
        LineLayout.Station station = new LineLayout.Station(1, List.of("tunnel"), atMm, 200);
        return on(new LineLayout(
                line.line(),
                line.micrometresPerCount(),
                line.speedMmPerSecond(),
                line.lengthMm(),
                List.of(station),
                line.chutes(),
                line.hospital(),
                line.overflow(),
                line.loop(),
                line.maxLaps(),
                line.commandLead(),
                line.readGrace(),
                line.reopenAfter(),
                line.throttleAt()));
    }

    WholePlan edit(String file, String from, String to) throws IOException {
        new SiteCopy(directory).edit(file, from, to);
        return this;
    }

    Loaded<Plan> load() {
        PlanFile.Surroundings surroundings =
                new PlanFile.Surroundings(lines, ZoneId.of("Europe/Berlin"), ExamplesTest.CLOCK);
        return PlanFile.load(directory.resolve(PLAN), surroundings);
    }

    /** Each problem as {@code file:line:column code message}. */
    List<String> problems() {
        return load().problems().list().stream().map(SiteCopy::line).toList();
    }
}
