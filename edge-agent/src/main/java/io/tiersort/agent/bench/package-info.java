// SPDX-License-Identifier: Apache-2.0
/**
 * Measures how fast a scan becomes a command. One process plays scanners and PLC, one is the agent as it runs in a
 * building, one receives its records, and one is a bare relay that shows what the machine itself costs. And what one
 * decision takes by itself, with few and many shipments and rules.
 */
@NullMarked
package io.tiersort.agent.bench;

import org.jspecify.annotations.NullMarked;
