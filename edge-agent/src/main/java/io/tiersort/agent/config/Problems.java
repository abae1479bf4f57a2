// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import io.vertx.core.json.JsonArray;
import java.util.List;
import java.util.stream.Collectors;

/** Every problem of one run, sorted by file, line and column. */
public record Problems(List<Problem> list) {
    public Problems {
        list = list.stream().sorted().distinct().toList();
    }

    /** True when at least one problem keeps the files from being used. */
    public boolean hasErrors() {
        return errors() > 0;
    }

    /** Such as {@code 3 errors, 1 warning}. */
    public String summary() {
        return count(errors(), "error") + ", " + count(list.size() - errors(), "warning");
    }

    /** Every problem for a terminal, then the summary. */
    public String text() {
        return list.stream().map(Problem::text).collect(Collectors.joining("\n", "", list.isEmpty() ? "" : "\n"))
                + summary() + "\n";
    }

    /** Every problem for machines. */
    public JsonArray json() {
        JsonArray array = new JsonArray();
        list.forEach(problem -> array.add(problem.json()));
        return array;
    }

    private long errors() {
        return list.stream()
                .filter(problem -> problem.severity() == Problem.Severity.ERROR)
                .count();
    }

    private static String count(long number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
