// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.cli;

/** What the command's exit status means. */
final class ExitCodes {
    static final int OK = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int UNREACHABLE = 69;
    static final int CONFIG = 78;

    private ExitCodes() {}
}
