// SPDX-License-Identifier: Apache-2.0
/** Tests of identification: vectors from files, scenarios, properties over seeded random codes. */
@NullMarked
package io.tiersort.agent.identify;

import org.jspecify.annotations.NullMarked;
