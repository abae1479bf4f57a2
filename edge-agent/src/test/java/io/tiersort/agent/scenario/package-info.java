// SPDX-License-Identifier: Apache-2.0
/**
 * The acceptance scenarios of the sorter: each a test named after its scenario, on the real line with its runtime and
 * drivers at a virtual site, with the records and notices that people and the host must find afterwards.
 */
@NullMarked
package io.tiersort.agent.scenario;

import org.jspecify.annotations.NullMarked;
