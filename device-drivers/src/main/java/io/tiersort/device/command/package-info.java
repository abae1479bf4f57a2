// SPDX-License-Identifier: Apache-2.0
/** What devices are told to do. */
@NullMarked
package io.tiersort.device.command;

import org.jspecify.annotations.NullMarked;
