// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.config;

/**
 * A place in a file.
 *
 * @param line 1 and up
 * @param column 1 and up
 * @param length characters that belong to it on its line, 1 and up
 * @param path where in the structure, such as {@code lines[0].chutes[3].at}
 */
record Spot(SourceText source, int line, int column, int length, String path) {
    /** The start of a file. */
    static Spot start(SourceText source) {
        return new Spot(source, 1, 1, 1, "");
    }

    Problem problem(Code code, Problem.Severity severity, String message, String hint) {
        return new Problem(
                code, severity, source.name(), line, column, path, message, hint, source.snippet(line, column, length));
    }

    /** The same place for problems that must not show the line, because there is a secret in it. */
    Spot hidden() {
        return new Spot(SourceText.of(source.name(), ""), line, column, length, path);
    }

    /** For messages that name a second place. */
    String where() {
        return source.name() + " line " + line;
    }
}
