// SPDX-License-Identifier: Apache-2.0
/** Tests of the way SQLite files are opened. */
@NullMarked
package io.tiersort.agent.sqlite;

import org.jspecify.annotations.NullMarked;
