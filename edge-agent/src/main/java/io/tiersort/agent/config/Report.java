// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

import java.util.ArrayList;
import java.util.List;

/** Collects the problems of one run. One thread. */
final class Report {
    private static final int PROBLEMS_MAX = 1000;

    private final List<Problem> found = new ArrayList<>();

    void error(Spot spot, Code code, String message, String hint) {
        add(spot.problem(code, Problem.Severity.ERROR, message, hint));
    }

    void warning(Spot spot, Code code, String message, String hint) {
        add(spot.problem(code, Problem.Severity.WARNING, message, hint));
    }

    /** Beyond the limit further problems are left out: nobody reads a thousand of them before mending the first. */
    void add(Problem problem) {
        if (found.size() < PROBLEMS_MAX) {
            found.add(problem);
        }
    }

    void addAll(Problems problems) {
        problems.list().forEach(this::add);
    }

    boolean hasErrors() {
        return found.stream().anyMatch(problem -> problem.severity() == Problem.Severity.ERROR);
    }

    Problems problems() {
        return new Problems(found);
    }
}
