// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import java.time.Duration;
import picocli.CommandLine;

/** Entry point. */
public final class Main {
    private Main() {}

    /** Runs a command and exits with its code. */
    public static void main(String[] arguments) {
        LogSetup.apply();
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Tiersort())
                .registerConverter(Duration.class, Converters::duration)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler(Main::failed);
    }

    private static int failed(Exception problem, CommandLine command, CommandLine.ParseResult parsed) {
        String message = problem.getMessage() == null ? problem.toString() : problem.getMessage();
        command.getErr().println("tiersort: " + message);
        if (System.getProperty("tiersort.trace") != null) {
            problem.printStackTrace(command.getErr());
        }
        return problem instanceof CommandFailed failed ? failed.exitCode() : ExitCodes.FAILED;
    }
}
