// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import java.time.Duration;

/**
 * What the console takes before it refuses. The sizes are fixed; the times are parameters so that a test need not wait.
 *
 * @param snapshotEvery time between two snapshots on a stream
 * @param heartbeatEvery time between two comments that keep a silent stream open through proxies
 * @param idle a connection on which nothing moves in either direction for so long is closed; a stream moves with each snapshot
 */
record Limits(Duration snapshotEvery, Duration heartbeatEvery, Duration idle) {
    /** Open connections; see {@link Connections} for what happens to the next one. */
    static final int CONNECTIONS = 64;

    /** Open event streams; the next one is answered 503. */
    static final int STREAMS = 32;

    /** Longest wait for the journal to answer a search; then 503. */
    static final Duration ANSWER = Duration.ofSeconds(5);

    /** Bytes of {@code GET /path?query HTTP/1.1}; a longer one is answered 414. */
    static final int REQUEST_LINE_BYTES = 2048;

    /** Bytes of all request headers; more are answered 431. */
    static final int HEADER_BYTES = 8192;

    /** Characters of the whole raw query; more are answered 400. */
    static final int QUERY_CHARS = 512;

    /** Characters of a search text and of a parcel id; more are answered 400. */
    static final int TEXT_CHARS = 64;

    /** Bytes waiting for a slow reader of a stream; while more wait, it is given no further snapshot. */
    static final int WAITING_BYTES = 64 * 1024;

    /** Four snapshots a second, a heartbeat each 15 s, idle for 30 s. */
    static Limits standard() {
        return new Limits(Duration.ofMillis(250), Duration.ofSeconds(15), Duration.ofSeconds(30));
    }
}
