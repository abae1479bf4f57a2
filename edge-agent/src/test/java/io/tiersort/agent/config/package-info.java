// SPDX-License-Identifier: Apache-2.0
/** Tests of reading, binding and checking site and plan files. */
@NullMarked
package io.tiersort.agent.config;

import org.jspecify.annotations.NullMarked;
