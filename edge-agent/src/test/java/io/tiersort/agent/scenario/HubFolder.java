// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.scenario;

import io.tiersort.agent.SourceTree;
import io.tiersort.agent.config.SiteCheck;
import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import io.tiersort.agent.simulate.WorldBuilder;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/** The hub's configuration in a folder of its own, to be changed as a person changes it: in its text. */
final class HubFolder {
    static final String SITE = "site.yaml";
    static final String PLAN = "plans/weekday/plan.yaml";

    private final Path directory;

    private HubFolder(Path directory) {
        this.directory = directory;
    }

    /** A copy of the hub as built. */
    static HubFolder in(Path directory) {
        Path source = SourceTree.ROOT.resolve("config/examples/city-hub");
        try (Stream<Path> all = Files.walk(source)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(source.relativize(file).toString());
                Path parent = copy.getParent();
                Files.createDirectories(parent == null ? directory : parent);
                Files.copy(file, copy);
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new HubFolder(directory);
    }

    Path directory() {
        return directory;
    }

    /** Replaces the only occurrence of {@code from} in the plan. */
    HubFolder plan(String from, String to) {
        return edit(PLAN, from, to);
    }

    /** Replaces the only occurrence of {@code from} in the site. */
    HubFolder site(String from, String to) {
        return edit(SITE, from, to);
    }

    private HubFolder edit(String file, String from, String to) {
        try {
            Path path = directory.resolve(file);
            String text = Files.readString(path);
            int at = text.indexOf(from);
            if (at < 0 || text.indexOf(from, at + 1) >= 0) {
                throw new IllegalArgumentException("expected exactly one \"" + from + "\" in " + file);
            }
            Files.writeString(path, text.substring(0, at) + to + text.substring(at + from.length()));
            return this;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private SiteCheck.Checked checked() {
        return SiteCheck.check(directory, Drivers.all(), InstantSource.fixed(Hub.NOON))
                .orThrow();
    }

    /** The plan as it now stands in the folder, as this revision. */
    Plan planAs(int revision) {
        return checked().plan().numbered(revision);
    }

    LineLayout layout() {
        return checked().site().layouts().get(0);
    }

    /** What is wrong with the configuration, each as {@code file:line:column message}. */
    List<String> problems() {
        return SiteCheck.check(directory, Drivers.all(), InstantSource.fixed(Hub.NOON)).problems().list().stream()
                .map(problem ->
                        problem.file() + ":" + problem.line() + ":" + problem.column() + " " + problem.message())
                .toList();
    }

    /** A hub built and planned as this folder says, with revision 1. */
    Hub hub() {
        return hub(world -> world);
    }

    /** The same with other wishes for its world. */
    Hub hub(UnaryOperator<WorldBuilder> wishes) {
        return Hub.of(layout(), planAs(1), wishes);
    }
}
