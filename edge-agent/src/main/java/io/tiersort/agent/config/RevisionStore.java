// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies of accepted files: {@code <hash>/…} for each revision, and {@code current}, which names one of them. A crash at
 * any moment leaves the old pointer or the new one, and a pointer never names a copy that is not whole.
 */
final class RevisionStore {
    static final int KEPT = 20;
    private static final String CURRENT = "current";
    private static final String FRESH = ".new";
    private static final Pattern HASH = Pattern.compile("revision ([0-9a-f]{12})");

    private final Path root;

    RevisionStore(Path root) {
        this.root = root;
    }

    /** The files that make a revision, by name relative to the site directory. */
    static SortedMap<String, String> files(Path site, String plan) throws IOException {
        List<String> names = new ArrayList<>(List.of(SiteFile.NAME));
        PlanFile.files(site.resolve(PlanFile.directory(plan)))
                .forEach(name -> names.add(PlanFile.directory(plan) + "/" + name));
        TextFiles.yamlIn(site.resolve(SiteFile.DROP_IN), new Report())
                .forEach(name -> names.add(SiteFile.DROP_IN + "/" + name));
        SortedMap<String, String> files = new TreeMap<>();
        for (String name : names) {
            files.put(name, Files.readString(site.resolve(name)));
        }
        return files;
    }

    /** Where the copy of a revision is. */
    Path directory(String hash) {
        return root.resolve(hash);
    }

    /** Hash of the revision that runs; nothing when there is none, with a problem when the pointer is damaged. */
    Optional<String> current(Report report) throws IOException {
        Path file = root.resolve(CURRENT);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        for (String line : Files.readAllLines(file)) {
            Matcher revision = HASH.matcher(line);
            if (revision.matches()) {
                return Optional.of(revision.group(1));
            }
        }
        Spot spot = Spot.start(SourceText.of("revisions/" + CURRENT, ""));
        report.warning(spot, Code.REVISION, "names no revision", "");
        return Optional.empty();
    }

    /** True when the copy consists of exactly the files that were kept. */
    boolean intact(String hash) throws IOException {
        Path directory = directory(hash);
        if (!Files.isDirectory(directory)) {
            return false;
        }
        SortedMap<String, String> files = new TreeMap<>();
        for (Path file : walk(directory)) {
            if (Files.isRegularFile(file) && !file.toString().endsWith(FRESH)) {
                files.put(directory.relativize(file).toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
        files.replaceAll(
                (name, text) -> new String(text.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
        return Hash.of(files).equals(hash);
    }

    /** Removes the oldest copies beyond {@value #KEPT}, never the one named here. */
    void prune(String current) throws IOException {
        List<Path> copies;
        try (Stream<Path> all = Files.list(root)) {
            copies = all.filter(Files::isDirectory)
                    .filter(copy -> !copy.endsWith(current))
                    .sorted(Comparator.comparing((Path copy) -> copy.toFile().lastModified())
                            .reversed())
                    .skip(KEPT - 1)
                    .toList();
        }
        for (Path copy : copies) {
            List<Path> files = new ArrayList<>(walk(copy));
            Collections.reverse(files);
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static List<Path> walk(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.sorted().toList();
        }
    }

    /** Copies the files; when this returns they are on the disk under the name of their hash. */
    void keep(String hash, SortedMap<String, String> files) throws IOException {
        Path directory = directory(hash);
        for (Map.Entry<String, String> file : files.entrySet()) {
            Path target = directory.resolve(file.getKey());
            Path parent = Optional.ofNullable(target.getParent()).orElse(directory);
            Files.createDirectories(parent);
            Durable.replace(target, file.getValue());
            syncUpTo(parent);
        }
    }

    /** Makes the pointer durable; a reader sees the old one or the new one. */
    void point(String hash) throws IOException {
        Durable.replace(root.resolve(CURRENT), "revision " + hash + "\n");
        Durable.sync(root);
    }

    private void syncUpTo(Path directory) throws IOException {
        for (Path each = directory; each != null && each.startsWith(root); each = each.getParent()) {
            Durable.sync(each);
        }
        Path above = root.toAbsolutePath().getParent();
        if (above != null) {
            Durable.sync(above);
        }
    }
}
