// SPDX-License-Identifier: Apache-2.0
/**
 * Site and plan files: YAML read with line and column, bound by one declarative description per object, checked for
 * physical plausibility, and kept as numbered revisions. Called at start and by the command line, never by a line; every
 * problem of every file comes out of one run.
 */
@NullMarked
package io.tiersort.agent.config;

import org.jspecify.annotations.NullMarked;
