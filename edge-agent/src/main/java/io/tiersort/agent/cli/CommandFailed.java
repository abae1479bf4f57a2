// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

/** A command cannot do what it was asked; the message is for the person who asked. */
final class CommandFailed extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int exitCode;

    CommandFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    int exitCode() {
        return exitCode;
    }
}
