// SPDX-License-Identifier: Apache-2.0
/**
 * The receiving end as it should be: a subscriber that removes duplicates and proves by arithmetic that nothing is
 * missing. The demo and the bench measure with it; consumers may copy its rule.
 */
@NullMarked
package io.tiersort.cloud.probe;

import org.jspecify.annotations.NullMarked;
