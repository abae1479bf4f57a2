// SPDX-License-Identifier: Apache-2.0
/** Shipments: the durable list in {@code site.db} and the compact copy in memory that decisions read. */
@NullMarked
package io.tiersort.agent.shipment;

import org.jspecify.annotations.NullMarked;
