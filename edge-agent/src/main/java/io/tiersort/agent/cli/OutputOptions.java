// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import io.vertx.core.json.JsonObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** {@code -o text|json} and {@code --help}, the same for every command. */
final class OutputOptions {
    /** How data is printed. */
    enum Format {
        TEXT,
        JSON
    }

    @Option(
            names = {"-o", "--output"},
            defaultValue = "text",
            paramLabel = "text|json",
            description = "How data is printed (default: text).")
    private Format format = Format.TEXT;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private boolean help;

    boolean json() {
        return format == Format.JSON;
    }

    void print(CommandSpec spec, JsonObject json, String text) {
        spec.commandLine().getOut().println(json() ? json.encodePrettily() : text);
        spec.commandLine().getOut().flush();
    }
}
