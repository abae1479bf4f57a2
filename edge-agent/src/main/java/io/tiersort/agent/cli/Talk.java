// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import java.io.PrintWriter;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Tells people what goes on, on standard error: a changing line on a terminal (the start script says so by {@code
 * -Dtiersort.terminal=true}), plain lines elsewhere. Any thread.
 */
final class Talk implements Consumer<String> {
    private static final String CLEAR_LINE = "\r\u001b[2K";

    private final PrintWriter out;
    private final boolean terminal;
    private boolean open;

    Talk(CommandSpec spec) {
        out = spec.commandLine().getErr();
        terminal = Boolean.getBoolean("tiersort.terminal") && System.getenv("NO_COLOR") == null;
    }

    /** A line that stays. */
    synchronized void say(String text) {
        out.println((open ? CLEAR_LINE : "") + text);
        out.flush();
        open = false;
    }

    /** A line that the next one may replace. */
    synchronized void status(String text) {
        if (terminal) {
            out.print(CLEAR_LINE + text);
            out.flush();
            open = true;
        } else {
            say(text);
        }
    }

    @Override
    public void accept(String progress) {
        status(progress);
    }
}
