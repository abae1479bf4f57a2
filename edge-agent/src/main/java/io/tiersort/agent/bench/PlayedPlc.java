// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.tiersort.device.NanoClock;
import io.tiersort.device.sorter.CommandRecord;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * A Modbus TCP server on one thread, as fast as this machine allows: it stamps what it reads the moment the kernel hands
 * it over, before looking at it. Knows functions 3 and 16.
 */
final class PlayedPlc implements AutoCloseable {
    private static final int READ = 3;
    private static final int WRITE = 16;
    private static final int MBAP = 7;
    private static final int ILLEGAL_FUNCTION = 1;
    /** Register of a request at which the data of a write begin. */
    private static final int DATA = 3;

    private static final int LARGEST = 64 * 1024;

    private final Registers registers;
    private final NanoClock clock;
    private final Watcher watcher;
    private final Selector selector;
    private final ServerSocketChannel server;
    private final byte[] request = new byte[512];
    private volatile boolean over;

    /** Is told of commands, on the thread of the PLC. */
    interface Watcher {
        /** The write of a command was read off the wire at {@code nanos}. */
        void received(long trackingId, long nanos);

        /** A command was announced, {@code nanos} being when that was read off the wire. */
        void announced(CommandRecord command, long nanos);
    }

    private record Peer(SocketChannel channel, ByteBuffer in, ByteBuffer out) {}

    PlayedPlc(Registers registers, NanoClock clock, Watcher watcher) throws IOException {
        this.registers = registers;
        this.clock = clock;
        this.watcher = watcher;
        selector = Selector.open();
        server = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        server.configureBlocking(false);
        server.register(selector, SelectionKey.OP_ACCEPT);
    }

    /** Serves until closed. */
    void start() {
        Thread thread = new Thread(this::serve, "plc");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return server.socket().getLocalPort();
    }

    private void serve() {
        while (!over) {
            try {
                selector.select(this::ready);
            } catch (IOException broken) {
                System.getLogger(PlayedPlc.class.getName())
                        .log(System.Logger.Level.ERROR, "PLC ends: {0}", broken.toString());
                return;
            }
        }
    }

    private void ready(SelectionKey key) {
        try {
            if (key.isAcceptable()) {
                accept();
            } else if (key.attachment() instanceof Peer peer) {
                serve(peer);
            }
        } catch (IOException gone) {
            key.cancel();
        }
    }

    private void accept() throws IOException {
        SocketChannel channel = server.accept();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.register(
                selector,
                SelectionKey.OP_READ,
                new Peer(channel, ByteBuffer.allocateDirect(LARGEST), ByteBuffer.allocateDirect(4 * LARGEST)));
    }

    private void serve(Peer peer) throws IOException {
        int count = peer.channel().read(peer.in());
        long nanos = clock.nanos();
        if (count < 0) {
            peer.channel().close();
            return;
        }
        peer.in().flip();
        while (peer.in().remaining() >= MBAP
                && peer.in().remaining() >= 6 + peer.in().getShort(peer.in().position() + 4)) {
            answer(peer.in(), peer.out(), nanos);
        }
        peer.in().compact();
        peer.out().flip();
        while (peer.out().hasRemaining()) {
            peer.channel().write(peer.out());
        }
        peer.out().clear();
    }

    private void answer(ByteBuffer in, ByteBuffer out, long nanos) throws IOException {
        short transaction = in.getShort();
        in.getShort();
        int length = in.getShort() & 0xFFFF;
        byte unit = in.get();
        if (length > request.length) {
            throw new IOException("request too long: bytes=" + length + "; expected " + request.length + " at most");
        }
        in.get(request, 0, length - 1);
        int function = request[0] & 0xFF;
        int address = word(1);
        int count = word(3);
        if (function == READ) {
            start(out, transaction, 3 + 2 * count, unit);
            out.put((byte) READ).put((byte) (2 * count));
            registers.read(address, count, out);
        } else if (function == WRITE) {
            written(address, count, nanos);
            start(out, transaction, 6, unit);
            out.put(request, 0, 5);
        } else {
            start(out, transaction, 3, unit);
            out.put((byte) (function | 0x80)).put((byte) ILLEGAL_FUNCTION);
        }
    }

    private void written(int address, int count, long nanos) {
        boolean commands = address >= Registers.COMMAND_BASE && address < Registers.EVENT_BASE;
        for (int at = 0; commands && at < count; at += CommandRecord.REGISTERS) {
            watcher.received(Registers.map().order().read(request, DATA + at + 2), nanos);
        }
        registers.write(address, count, request, 2 * DATA);
        registers.announced(address, count, command -> watcher.announced(command, nanos));
    }

    private int word(int at) {
        return (request[at] & 0xFF) << 8 | (request[at + 1] & 0xFF);
    }

    private static void start(ByteBuffer out, short transaction, int length, byte unit) {
        out.putShort(transaction).putShort((short) 0).putShort((short) length).put(unit);
    }

    @Override
    public void close() throws IOException {
        over = true;
        server.close();
        selector.close();
    }
}
