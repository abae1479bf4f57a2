// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.device.DriverType;
import io.tiersort.device.Drivers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A copy of an example site that a test may spoil. */
record SiteCopy(Path directory) {
    static final String SITE = "site.yaml";
    static final String PLAN = "plans/weekday/plan.yaml";

    static SiteCopy of(String example, Path target) throws IOException {
        Path source = ExamplesTest.EXAMPLES.resolve(example);
        List<Path> files;
        try (Stream<Path> all = Files.walk(source)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            Path copy = target.resolve(source.relativize(file).toString());
            Files.createDirectories(copy.getParent() == null ? target : copy.getParent());
            Files.copy(file, copy);
        }
        return new SiteCopy(target);
    }

    /** Replaces the only occurrence of {@code from}. */
    SiteCopy edit(String file, String from, String to) throws IOException {
        Path path = directory.resolve(file);
        String text = Files.readString(path);
        int at = text.indexOf(from);
        if (at < 0 || text.indexOf(from, at + 1) >= 0) {
            throw new IllegalArgumentException("expected exactly one \"" + from + "\" in " + file);
        }
        Files.writeString(path, text.substring(0, at) + to + text.substring(at + from.length()));
        return this;
    }

    SiteCopy write(String file, String text) throws IOException {
        Path path = directory.resolve(file);
        Files.createDirectories(path.getParent() == null ? directory : path.getParent());
        Files.writeString(path, text);
        return this;
    }

    Loaded<SiteCheck.Checked> check() {
        return check(Drivers.all());
    }

    Loaded<SiteCheck.Checked> check(List<DriverType> drivers) {
        return SiteCheck.check(directory, drivers, ExamplesTest.CLOCK);
    }

    /** Each problem as {@code file:line:column code message}. */
    List<String> problems() {
        return check().problems().list().stream().map(SiteCopy::line).toList();
    }

    static String line(Problem problem) {
        String place = problem.file() + ":" + problem.line() + ":" + problem.column();
        return place + " " + problem.code().id() + " " + problem.message();
    }
}
