// SPDX-License-Identifier: Apache-2.0
/** Tests of volumes, forecasts and warnings. */
@NullMarked
package io.tiersort.agent.forecast;

import org.jspecify.annotations.NullMarked;
