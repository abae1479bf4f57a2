// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.vertx.core.Future;

/** Makes one new connection, from nothing, each time it is asked. */
@FunctionalInterface
public interface Connector<L extends Link> {
    /**
     * Starts one attempt; called on the loop, must not block. A failure carries a message for people. The attempt must
     * end by itself within the connect deadline of its {@link Timing}; a link that comes up later is closed unused.
     */
    Future<L> connect();
}
