// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import java.util.List;
import java.util.concurrent.CompletionStage;

/** Takes what upstream tells of deliveries. Never blocks; any thread. */
@FunctionalInterface
public interface FeedbackDesk {
    /** Completes when all of it is durable, known ids left out; fails when it should be told again, which is harmless. */
    CompletionStage<Void> take(List<Feedback> events);
}
