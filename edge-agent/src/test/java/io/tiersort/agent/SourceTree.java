// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of the repository this test runs in, without what the build and Git make. */
public final class SourceTree {
    /** The top folder. */
    public static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final Set<String> FOREIGN = Set.of("target", ".git", ".idea", ".vscode", "data", "vendor");

    private SourceTree() {}

    /** Every file whose path ends in one of {@code suffixes}, sorted. */
    static List<Path> files(String... suffixes) {
        List<Path> found = new ArrayList<>();
        try {
            Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    return FOREIGN.contains(name(folder)) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    if (Stream.of(suffixes).anyMatch(suffix -> file.toString().endsWith(suffix))) {
                        found.add(file);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return found.stream().sorted().toList();
    }

    /** The names right below the top, those of Git and of builds left out. */
    static Set<String> top() throws IOException {
        try (Stream<Path> entries = Files.list(ROOT)) {
            return entries.map(SourceTree::name)
                    .filter(name -> !name.startsWith(".") && !FOREIGN.contains(name))
                    .collect(Collectors.toSet());
        }
    }

    /** Content of a file named from the top. */
    public static String text(String path) {
        return text(ROOT.resolve(path));
    }

    static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(file.toString(), unreadable);
        }
    }

    static String name(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    /** The part of a Markdown document below a heading, up to the next heading of the same or a higher rank. */
    public static String section(String document, String heading) {
        String text = "\n" + document;
        int from = text.indexOf("\n" + heading + "\n");
        if (from < 0) {
            throw new IllegalArgumentException("no heading \"" + heading + "\"");
        }
        int level = heading.indexOf(' ');
        String rest = text.substring(from + heading.length() + 1);
        return rest.split("\n#{1," + level + "} ", 2)[0];
    }
}
