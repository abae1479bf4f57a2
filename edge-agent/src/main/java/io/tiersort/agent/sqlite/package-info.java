// SPDX-License-Identifier: Apache-2.0
/**
 * How this agent opens SQLite files: one set of settings, one lock per data folder, damaged files moved aside. Used by
 * the journal and the site store; knows no tables.
 */
@NullMarked
package io.tiersort.agent.sqlite;

import org.jspecify.annotations.NullMarked;
