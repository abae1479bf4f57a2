// SPDX-License-Identifier: Apache-2.0
/** Tests of the shipments: the table against a model, the durable book, import and feed. */
@NullMarked
package io.tiersort.agent.shipment;

import org.jspecify.annotations.NullMarked;
