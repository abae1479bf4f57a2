// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import com.digitalpetri.modbus.server.ModbusTcpServer;
import com.digitalpetri.modbus.tcp.server.NettyTcpServerTransport;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The Modbus TCP face of a virtual PLC. Has one daemon thread of its own for every connection together, takes at most
 * {@value #CLIENTS_MAX} connections and closes further ones. Safe for any thread; {@link #open} and {@link #close} block.
 */
public final class VirtualSorterServer implements AutoCloseable {
    private static final int CLIENTS_MAX = 16;
    private static final long CLOSE_SECONDS = 5;

    private final String host;
    private final RegisterServices services;
    private final int requestedPort;
    private final ChannelGroup clients = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private final AtomicReference<@Nullable Channel> listening = new AtomicReference<>();
    private @Nullable EventLoopGroup loop;
    private @Nullable ModbusTcpServer server;

    /**
     * A server that does not listen yet.
     *
     * @param host address to listen on
     * @param port port to listen on, 0 for any free one
     * @param unit unit id that is answered, 0..255; requests for others are ignored
     */
    public VirtualSorterServer(VirtualSite site, String host, int port, int unit) {
        this(site.image(), host, port, unit);
    }

    VirtualSorterServer(RegisterImage image, String host, int port, int unit) {
        this.services = new RegisterServices(image, unit);
        this.host = host;
        this.requestedPort = port;
    }

    /** Listens from here on. Throws {@link IOException} when the address cannot be bound; then nothing is left open. */
    public synchronized void open() throws IOException {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(
                1, new DefaultThreadFactory("virtual-sorter", true), NioIoHandler.newFactory());
        loop = group;
        server = ModbusTcpServer.create(
                NettyTcpServerTransport.create(settings -> settings.setBindAddress(host)
                        .setPort(requestedPort)
                        .setEventLoopGroup(group)
                        .setExecutor(group)
                        .setBootstrapCustomizer(bootstrap -> bootstrap.handler(remember()))
                        .setPipelineCustomizer(this::admit)),
                services);
        try {
            server.start();
        } catch (ExecutionException failed) {
            close();
            throw new IOException(
                    "virtual sorter cannot listen: host=" + host + " port=" + requestedPort
                            + "; expected a free local address",
                    failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            close();
            throw new IOException("interrupted while opening the virtual sorter", stopped);
        }
    }

    /** The port it listens on. Throws {@link IllegalStateException} when it does not listen. */
    public int port() {
        Channel channel = listening.get();
        if (channel == null || !(channel.localAddress() instanceof InetSocketAddress)) {
            throw new IllegalStateException("the virtual sorter does not listen; open it first");
        }
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    /** Open connections. */
    public int connections() {
        return clients.size();
    }

    /** Reads requests but answers none while {@code frozen}. */
    public void freeze(boolean frozen) {
        services.mute(frozen);
    }

    /** Closes every connection and waits until that is done; new ones are accepted. */
    public void dropConnections() {
        clients.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    }

    /** Closes every connection and frees port and thread. Idempotent. */
    @Override
    public synchronized void close() {
        ModbusTcpServer running = server;
        EventLoopGroup group = loop;
        server = null;
        loop = null;
        listening.set(null);
        if (running == null || group == null) {
            return;
        }
        try {
            running.stop();
            clients.close().await(CLOSE_SECONDS, TimeUnit.SECONDS);
            group.shutdownGracefully(0, CLOSE_SECONDS, TimeUnit.SECONDS).get(2 * CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException failed) {
            System.getLogger(VirtualSorterServer.class.getName())
                    .log(System.Logger.Level.WARNING, "virtual sorter did not close in time", failed);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private ChannelInitializer<Channel> remember() {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                listening.set(channel);
            }
        };
    }

    private void admit(ChannelPipeline pipeline) {
        if (clients.size() >= CLIENTS_MAX) {
            ChannelFuture unused = pipeline.channel().close();
        } else {
            clients.add(pipeline.channel());
        }
    }
}
