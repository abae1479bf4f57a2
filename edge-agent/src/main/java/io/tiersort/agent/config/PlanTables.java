// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.tiersort.agent.plan.Table;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tables of one plan, read from the files beside it, and which of them something asks for. One thread. */
final class PlanTables {
    /** For files that know no tables. */
    static final PlanTables NONE = new PlanTables();

    static final String KEY = "tables";
    private static final int TABLES_MAX = 50;

    private final Map<String, Content> tables = new HashMap<>();
    private final SortedMap<String, String> texts = new TreeMap<>();
    private final Set<String> asked = new HashSet<>();

    private PlanTables() {}

    /**
     * A table and what else is known of it.
     *
     * @param words every word of it, with the place where it stands first
     * @param sound false when a problem was reported about it, so that nothing more should be concluded from it
     */
    private record Content(Table table, SortedMap<String, Spot> words, boolean sound) {}

    /** Names of the files that a plan's tables are in, as far as they can be told, each once. */
    static List<String> files(Tree plan) {
        return described(plan).stream()
                .filter(table -> table.has("file"))
                .map(table -> table.text("file"))
                .distinct()
                .toList();
    }

    /** What the plan says about its tables; problems with that are found when the whole plan is bound. */
    private static List<Bound> described(Tree plan) {
        if (!(plan instanceof Tree.Entries object)) {
            return List.of();
        }
        List<Tree.Entry> own = object.entries().stream()
                .filter(entry -> entry.key().equals(KEY))
                .toList();
        return new Binder(new Report())
                .bind(Shape.of("the tables", PlanShapes.tables()), new Tree.Entries(object.spot(), own))
                .map(bound -> bound.objects(KEY))
                .orElse(List.of());
    }

    /**
     * Reads the tables of a plan.
     *
     * @param directory of the plan
     * @param shown the directory as messages show it, ended by a slash, or an empty text
     */
    static PlanTables read(Tree plan, Path directory, String shown, Report report) {
        PlanTables read = new PlanTables();
        List<Bound> described = described(plan);
        if (described.size() > TABLES_MAX) {
            String message = described.size() + " tables; expected at most " + TABLES_MAX;
            report.error(described.get(TABLES_MAX).spot(), Code.BAD_VALUE, message, "join some of them");
        }
        described.stream()
                .limit(TABLES_MAX)
                .filter(table -> table.has("id") && !read.tables.containsKey(table.text("id")))
                .forEach(table -> read.load(table, directory, shown, report));
        return read;
    }

    private void load(Bound described, Path directory, String shown, Report report) {
        String id = described.text("id");
        String file = described.textOrEmpty("file");
        Report own = new Report();
        List<Table.Row> rows = new ArrayList<>();
        SortedMap<String, Spot> words = new TreeMap<>();
        boolean there = !file.isEmpty() && Files.isRegularFile(directory.resolve(file));
        if (there) {
            TextFiles.read(directory.resolve(file), shown + file, TableFile.BYTES_MAX, own)
                    .ifPresent(source -> {
                        texts.put(file, source.text());
                        for (TableFile.Line line : TableFile.read(source, own)) {
                            rows.add(line.row());
                            words.computeIfAbsent(line.row().value(), word -> TableFile.valueOf(source, line.number()));
                        }
                    });
        } else if (!file.isEmpty()) {
            String hint = "create " + shown + file + ", or correct the name";
            report.error(described.spot("file"), Code.MISSING_FILE, "there is no file " + shown + file, hint);
        }
        report.addAll(own.problems());
        tables.put(id, new Content(new Table(id, rows), words, there && !own.hasErrors()));
    }

    /** Texts of the files by name. */
    SortedMap<String, String> texts() {
        return texts;
    }

    Set<String> ids() {
        return new TreeSet<>(tables.keySet());
    }

    /** The table, which from now on counts as asked for. */
    Optional<Table> find(String id) {
        asked.add(id);
        return Optional.ofNullable(tables.get(id)).map(Content::table);
    }

    /** False when the table has problems of its own. */
    boolean sound(String id) {
        Content content = tables.get(id);
        return content != null && content.sound();
    }

    boolean askedFor(String id) {
        return asked.contains(id);
    }

    /** Every word of the table and where it stands first. */
    SortedMap<String, Spot> words(String id) {
        Content content = tables.get(id);
        return content == null ? new TreeMap<>() : content.words();
    }
}
