// SPDX-License-Identifier: Apache-2.0
/**
 * What became of deliveries: feedback joined to parcels, behaviour of customers for decisions, and what it says of the
 * site. All of it is made of the journal's facts and kept in {@code customers.db}. Customers are pseudonyms of the host's
 * choice; nothing else about a person is stored.
 */
@NullMarked
package io.tiersort.agent.customer;

import org.jspecify.annotations.NullMarked;
