// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.vertx.core.net.TCPSSLOptions;

/**
 * TCP options of device links. A scanner that lost power sends no farewell, and the agent sends nothing that could fail:
 * only keep-alive probes show that the peer is gone. The system's default would take more than two hours.
 */
final class KeepAlive {
    private static final int IDLE_SECONDS = 10;
    private static final int INTERVAL_SECONDS = 5;
    private static final int PROBES = 3;

    private KeepAlive() {}

    static <T extends TCPSSLOptions> T on(T options) {
        options.setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setTcpKeepAliveIdleSeconds(IDLE_SECONDS)
                .setTcpKeepAliveIntervalSeconds(INTERVAL_SECONDS)
                .setTcpKeepAliveCount(PROBES);
        return options;
    }
}
