// SPDX-License-Identifier: Apache-2.0
/**
 * From scanned codes to one shipment: what each code is, what its label says, and which shipment the parcel is. Pure and
 * total: any text gives an answer, nothing throws, blocks or reads a clock; any thread.
 */
@NullMarked
package io.tiersort.agent.identify;

import org.jspecify.annotations.NullMarked;
