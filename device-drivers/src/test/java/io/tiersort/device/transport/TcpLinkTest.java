// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.netty.channel.ChannelConfig;
import io.netty.channel.socket.nio.NioChannelOption;
import io.tiersort.device.TestLoop;
import io.tiersort.device.Within;
import io.vertx.core.internal.net.NetSocketInternal;
import io.vertx.core.net.NetClientOptions;
import io.vertx.core.net.NetSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class TcpLinkTest {
    private final TestLoop loop = new TestLoop();

    @AfterEach
    void close() {
        loop.close();
    }

    @Test
    void aQuietLinkIsProbedAfterTenSeconds() throws IOException {
        try (ServerSocket device = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NetSocket socket = connected(device);
            loop.call(() -> new TcpLink(socket));
            ChannelConfig config = ((NetSocketInternal) socket)
                    .channelHandlerContext()
                    .channel()
                    .config();
            assertEquals(10, config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE)));
            assertEquals(5, config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL)));
            assertEquals(3, config.getOption(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT)));
        }
    }

    @Test
    void bytesThatCameBeforeTheReceiverAreNotLost() throws IOException {
        try (ServerSocket device = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            NetSocket socket = connected(device);
            List<String> received = new CopyOnWriteArrayList<>();
            TcpLink link = loop.call(() -> new TcpLink(socket));
            try (Socket side = device.accept()) {
                side.getOutputStream().write("early".getBytes(StandardCharsets.US_ASCII));
                loop.run(() -> link.receive(bytes -> received.add(bytes.toString())));
                Within.seconds(
                        "the early bytes", () -> String.join("", received).equals("early"), () -> received);
            }
            assertEquals("connection closed by 127.0.0.1", Within.seconds(link.lost()));
        }
    }

    private NetSocket connected(ServerSocket device) {
        return loop.complete(() -> loop.vertx()
                .createNetClient(KeepAlive.on(new NetClientOptions()))
                .connect(device.getLocalPort(), "127.0.0.1"));
    }
}
