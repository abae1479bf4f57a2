// SPDX-License-Identifier: Apache-2.0
/** Tests of feedback and customers. */
@NullMarked
package io.tiersort.agent.customer;

import org.jspecify.annotations.NullMarked;
