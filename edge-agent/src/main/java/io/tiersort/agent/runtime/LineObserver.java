// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Fact;

/** Is told of each fact of a line on the line's loop; must return within microseconds. */
@FunctionalInterface
public interface LineObserver {
    /** A fact happened on the line {@code line}. */
    void happened(String line, Fact fact);
}
