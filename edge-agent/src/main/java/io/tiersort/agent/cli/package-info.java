// SPDX-License-Identifier: Apache-2.0
/** The {@code tiersort} command: data to standard output, talk to standard error, exit codes of the sysexits tradition. */
@NullMarked
package io.tiersort.agent.cli;

import org.jspecify.annotations.NullMarked;
