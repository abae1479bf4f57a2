// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.netty.channel.ChannelConfig;
import io.netty.channel.socket.nio.NioChannelOption;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetSocket;
import io.vertx.core.net.TCPSSLOptions;
import java.net.SocketOption;
import jdk.net.ExtendedSocketOptions;

/**
 * TCP options of device links. A scanner that lost power sends no farewell, and the agent sends nothing that could fail:
 * only keep-alive probes show that the peer is gone, after 10 s of quiet and three unanswered probes 5 s apart. The
 * system's default would take more than two hours.
 */
final class KeepAlive {
    static final int IDLE_SECONDS = 10;
    static final int INTERVAL_SECONDS = 5;
    static final int PROBES = 3;

    private KeepAlive() {}

    /** For the client or server that makes the sockets. */
    static <T extends TCPSSLOptions> T on(T options) {
        options.setTcpNoDelay(true).setTcpKeepAlive(true);
        return options;
    }

    /**
     * For each socket: Vert.x 5.2 hands these three to native transports only. Where the system knows no such option, its
     * own times stay.
     */
    static void on(NetSocket socket) {
        ChannelConfig config =
                ((NetSocketInternal) socket).channelHandlerContext().channel().config();
        set(config, ExtendedSocketOptions.TCP_KEEPIDLE, IDLE_SECONDS);
        set(config, ExtendedSocketOptions.TCP_KEEPINTERVAL, INTERVAL_SECONDS);
        set(config, ExtendedSocketOptions.TCP_KEEPCOUNT, PROBES);
    }

    private static void set(ChannelConfig config, SocketOption<Integer> option, int value) {
        config.setOption(NioChannelOption.of(option), value);
    }
}
