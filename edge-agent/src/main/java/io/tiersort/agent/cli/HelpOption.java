// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import picocli.CommandLine.Option;

/** {@code --help} of a command that only groups others. */
final class HelpOption {
    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    @SuppressWarnings("UnusedVariable") // picocli itself acts on it
    private boolean help;
}
