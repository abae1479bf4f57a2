// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud;

import java.util.concurrent.CompletionStage;

/** Takes what comes down. Called on a feed's thread; must not block. */
@FunctionalInterface
public interface FeedHandler {
    /**
     * Handles one message. The feed acknowledges it to the broker when the returned stage completes normally, which it
     * must do only after the content is durable or was rejected for good; a failure leaves it to be delivered again.
     */
    CompletionStage<Void> handle(String topic, byte[] payload);
}
