// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.line.LineLayout;
import io.tiersort.agent.plan.Plan;
import java.util.Map;
import java.util.Optional;

/** What the journal does not tell of a parcel but an explanation needs. Blocking: may read the disk. */
public interface Background {
    /** Geometry of the line as configured now; empty when it is not known any more. */
    Optional<LineLayout> layout(String line);

    /** A revision of a plan; empty when it is not stored any more. */
    Optional<Plan> plan(String id, int revision);

    /** The last record that each uplink has acknowledged, by the uplink's id. */
    Map<String, Long> cursors();
}
