// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/** Scanners that wait to be connected to, each with the newest connection it got. One thread sends. */
final class PlayedScanners implements AutoCloseable {
    private final List<Scanner> scanners = new ArrayList<>();

    private static final class Scanner {
        private final ServerSocketChannel server;
        private volatile SocketChannel live;

        Scanner() throws IOException {
            server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            live = SocketChannel.open();
            Thread thread = new Thread(this::accept, "scanner-port");
            thread.setDaemon(true);
            thread.start();
        }

        private void accept() {
            while (server.isOpen()) {
                try {
                    SocketChannel next = server.accept();
                    next.setOption(StandardSocketOptions.TCP_NODELAY, true);
                    SocketChannel before = live;
                    live = next;
                    before.close();
                } catch (IOException closed) {
                    return;
                }
            }
        }
    }

    PlayedScanners(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            scanners.add(new Scanner());
        }
    }

    List<Integer> ports() {
        return scanners.stream()
                .map(scanner -> scanner.server.socket().getLocalPort())
                .toList();
    }

    /** True when somebody is connected to each scanner. */
    boolean connected() {
        return scanners.stream().allMatch(scanner -> scanner.live.isConnected());
    }

    /** Hands a frame to the kernel; the scanners take turns. */
    void send(long number, byte[] frame) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(frame);
        SocketChannel channel = scanners.get((int) (number % scanners.size())).live;
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    @Override
    public void close() throws IOException {
        for (Scanner scanner : scanners) {
            scanner.server.close();
            scanner.live.close();
        }
    }
}
