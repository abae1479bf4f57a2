// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.vertx.core.Future;

/** Keeps one device linked until closed; the watcher it was made with hears of every change. Called on the loop. */
public interface LinkSource {
    /** Starts trying. Called once. */
    void open();

    /** Stops for good; completes when sockets and timers are freed, at the latest after one connect deadline. */
    Future<Void> close();
}
