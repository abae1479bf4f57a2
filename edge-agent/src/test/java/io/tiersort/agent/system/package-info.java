// SPDX-License-Identifier: Apache-2.0
/**
 * The whole chain under faults: a real agent, a virtual site behind real sockets, a broker and an independent receiver.
 * What went wrong differs from class to class; what must hold in the end is the same and stands in {@code Proof}.
 */
@NullMarked
package io.tiersort.agent.system;

import org.jspecify.annotations.NullMarked;
