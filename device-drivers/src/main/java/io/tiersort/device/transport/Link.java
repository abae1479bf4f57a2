// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.vertx.core.Future;

/** One live connection to a device; never used again once it is lost. */
public interface Link {
    /** Completes once, with a reason for people, when the connection has ended for whatever cause. Never fails. */
    Future<String> lost();

    /** Frees everything the connection holds; completes when that is done. Idempotent, also after the link is lost. */
    Future<Void> close();
}
