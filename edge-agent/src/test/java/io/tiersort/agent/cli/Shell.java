// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

import java.io.PrintWriter;
import java.io.StringWriter;

/** Runs a command in this process. */
record Shell(int exit, String out, String err) {
    static Shell run(Object... words) {
        String[] arguments = new String[words.length];
        for (int i = 0; i < words.length; i++) {
            arguments[i] = words[i].toString();
        }
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exit = Main.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
        return new Shell(exit, out.toString(), err.toString());
    }
}
