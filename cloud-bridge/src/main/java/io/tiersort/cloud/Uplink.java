// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud;

/** Forwards an {@link Outbox} to one receiver: at least once, in order, for ever trying, never in anybody's way. */
public interface Uplink extends AutoCloseable {
    /** The id in the site configuration. */
    String id();

    /** Begins to connect and forward on threads of its own. Called once. */
    void start();

    /** Figures for people and metrics. Any thread, never blocks. */
    State state();

    /** Stops within a few seconds; what was not acknowledged stays in the outbox. Idempotent. */
    @Override
    void close();

    /**
     * How the uplink is doing.
     *
     * @param reason the last failure, or an empty text
     * @param delivered last sequence acknowledged by the receiver
     * @param sent messages handed to the receiver since start
     * @param refused connects or publishes that failed since start
     */
    record State(boolean connected, String reason, long delivered, long sent, long refused) {}
}
