// SPDX-License-Identifier: Apache-2.0
/** Tests of the embedded broker. */
@NullMarked
package io.tiersort.cloud.broker;

import org.jspecify.annotations.NullMarked;
