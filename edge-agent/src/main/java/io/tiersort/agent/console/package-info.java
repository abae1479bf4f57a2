// SPDX-License-Identifier: Apache-2.0
/** HTTP: console, API, metrics, health. Read-only; runs on an event loop of its own. */
@NullMarked
package io.tiersort.agent.console;

import org.jspecify.annotations.NullMarked;
