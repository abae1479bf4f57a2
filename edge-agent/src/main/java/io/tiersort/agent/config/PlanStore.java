// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Plan;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Sort plans have a life of their own, apart from the configuration of the site: {@code plans/ID/NUMBER-HASH} are copies
 * that never change, numbered from 1 for each id, one number for one content. Which of them runs is in
 * {@link #activations}. Blocking; any thread; also while another process uses the same folder.
 */
public final class PlanStore {
    static final int KEPT = 100;
    private static final int FILES_MAX = 200;
    private static final long BYTES_MAX = 64L << 20;
    private static final String FRESH = ".new";
    private static final Pattern COPY = Pattern.compile("([1-9][0-9]{0,8})-([0-9a-f]{12})");

    private final Path root;
    private final Activations activations;

    /** The store of a data folder; directories are made when the first plan is kept. */
    public PlanStore(Path data) {
        root = data.resolve("plans");
        activations = new Activations(root);
    }

    /**
     * A plan as it was accepted.
     *
     * @param number 1 and up, counted for each id
     * @param acceptedAt milliseconds since 1970 UTC
     * @param directory its files
     */
    public record Revision(String id, int number, String hash, long acceptedAt, Path directory) {
        /** Such as {@code weekday r3 (0123456789ab)}. */
        public String text() {
            return id + " r" + number + " (" + hash + ")";
        }
    }

    /** What was asked to run, and what became of it. */
    public Activations activations() {
        return activations;
    }

    /** Every kept plan, by id, the newest first. */
    public List<Revision> revisions() throws IOException {
        List<Revision> found = new ArrayList<>();
        for (Path plan : directories(root)) {
            for (Path copy : directories(plan)) {
                revision(plan, copy).ifPresent(found::add);
            }
        }
        found.sort(Comparator.comparing(Revision::id).thenComparing(Revision::number, Comparator.reverseOrder()));
        return found;
    }

    /** The copy with this content. */
    public Optional<Revision> find(String id, String hash) throws IOException {
        return revisions().stream()
                .filter(kept -> kept.id().equals(id) && kept.hash().equals(hash))
                .findFirst();
    }

    /** Reads a kept plan and checks it against a site; a copy that was changed meanwhile is an error. */
    public Loaded<Plan> load(String id, String hash, PlanFile.Surroundings site) throws IOException {
        Optional<Revision> kept = find(id, hash);
        Report report = new Report();
        if (kept.isEmpty()) {
            refuse(report, id, "plan " + id + " (" + hash + ") is not stored any more");
            return Loaded.failed(report);
        }
        Revision revision = kept.get();
        Loaded<Plan> loaded = read(revision.directory(), id, site);
        report.addAll(loaded.problems());
        Optional<Plan> plan = loaded.value().filter(read -> read.hash().equals(hash));
        if (loaded.value().isPresent() && plan.isEmpty()) {
            refuse(report, id, "the stored copy of plan " + revision.text() + " was changed");
        }
        return plan.map(whole -> Loaded.of(whole.numbered(revision.number()), report))
                .orElseGet(() -> Loaded.failed(report));
    }

    private static void refuse(Report report, String id, String message) {
        String hint = "activate the plan again from the site directory";
        report.error(Spot.start(SourceText.of(PlanFile.path(id), "")), Code.REVISION, message, hint);
    }

    private static Loaded<Plan> read(Path directory, String id, PlanFile.Surroundings site) {
        return PlanFile.load(directory.resolve(PlanFile.NAME), PlanFile.path(id), site);
    }

    /**
     * Checks the plan in a directory and keeps a copy; the copy is checked again, because someone may be editing the
     * files. The same content keeps its number. When this returns, the copy is durable.
     */
    public Loaded<Plan> accept(Path directory, String id, PlanFile.Surroundings site) throws IOException {
        Loaded<Plan> first = read(directory, id, site);
        if (first.value().isEmpty()) {
            return first;
        }
        Files.createDirectories(root.resolve(id));
        synchronized (PlanStore.class) {
            try (FileChannel channel = FileChannel.open(
                            root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock alone = channel.lock()) {
                assert alone.isValid();
                return keep(directory, id, site);
            }
        }
    }

    private Loaded<Plan> keep(Path directory, String id, PlanFile.Surroundings site) throws IOException {
        Path fresh = root.resolve(id).resolve(FRESH);
        remove(fresh);
        copy(directory, fresh);
        Loaded<Plan> copied = read(fresh, id, site);
        if (copied.value().isEmpty()) {
            return copied;
        }
        Plan plan = copied.value().get();
        Optional<Revision> kept = find(id, plan.hash());
        int number = kept.map(Revision::number).orElse(newest(id) + 1);
        if (kept.isEmpty()) {
            Files.move(fresh, root.resolve(id).resolve(number + "-" + plan.hash()), StandardCopyOption.ATOMIC_MOVE);
            Durable.sync(root.resolve(id));
            Durable.sync(root);
            prune(id, plan.hash());
        }
        return new Loaded<>(Optional.of(plan.numbered(number)), copied.problems());
    }

    private int newest(String id) throws IOException {
        return revisions().stream()
                .filter(kept -> kept.id().equals(id))
                .mapToInt(Revision::number)
                .max()
                .orElse(0);
    }

    private static void copy(Path from, Path to) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(from)) {
            files = all.filter(Files::isRegularFile).limit(FILES_MAX + 1L).toList();
        }
        long bytes = 0;
        for (Path file : files) {
            bytes += Files.size(file);
        }
        if (files.size() > FILES_MAX || bytes > BYTES_MAX) {
            throw new IOException("plan not kept: directory=" + from + "; expected at most " + FILES_MAX + " files of "
                    + BYTES_MAX + " bytes together; move what is no part of the plan elsewhere");
        }
        Files.createDirectories(to);
        for (Path file : files) {
            Path target = to.resolve(from.relativize(file).toString());
            Path parent = Optional.ofNullable(target.getParent()).orElse(to);
            Files.createDirectories(parent);
            Files.copy(file, target);
            Durable.sync(target);
            Durable.sync(parent);
        }
        Durable.sync(to);
    }

    /** Removes the oldest copies beyond {@value #KEPT}, never one that runs, ran last, or is asked for. */
    private void prune(String id, String newest) throws IOException {
        List<String> needed = new ArrayList<>(List.of(newest));
        activations.wanted().ifPresent(wanted -> needed.add(wanted.hash()));
        activations.active().ifPresent(active -> needed.add(active.request().hash()));
        List<Revision> old = revisions().stream()
                .filter(kept -> kept.id().equals(id))
                .skip(KEPT)
                .filter(kept -> !needed.contains(kept.hash()))
                .toList();
        for (Revision revision : old) {
            remove(revision.directory());
        }
    }

    private static void remove(Path directory) throws IOException {
        if (Files.exists(directory)) {
            List<Path> files;
            try (Stream<Path> all = Files.walk(directory)) {
                files = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    private static Optional<Revision> revision(Path plan, Path copy) throws IOException {
        Matcher name = COPY.matcher(String.valueOf(copy.getFileName()));
        return name.matches()
                ? Optional.of(new Revision(
                        String.valueOf(plan.getFileName()),
                        Integer.parseInt(name.group(1)),
                        name.group(2),
                        Files.getLastModifiedTime(copy).toMillis(),
                        copy))
                : Optional.empty();
    }

    private static List<Path> directories(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(Files::isDirectory).sorted().toList();
        }
    }
}
