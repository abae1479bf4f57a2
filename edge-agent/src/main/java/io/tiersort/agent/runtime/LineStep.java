// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.Input;
import io.tiersort.agent.line.Moment;
import io.tiersort.agent.line.Output;
import java.util.List;

/** What a line makes of one input: the line itself, or something around it that proves a point. */
@FunctionalInterface
public interface LineStep {
    /** As {@link io.tiersort.agent.line.SortLine#step}. */
    List<Output> step(Input input, Moment now);
}
