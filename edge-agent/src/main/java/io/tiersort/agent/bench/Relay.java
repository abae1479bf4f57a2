// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.tiersort.device.sorter.CommandRecord;
import io.tiersort.device.sorter.WordOrder;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;

/**
 * The least that can stand between a scanner and a PLC: one thread that turns each frame into one Modbus write, without a
 * thought about where the parcel should go. What the agent takes longer than this is its own doing; what this takes is
 * the machine's.
 */
final class Relay implements Part.Role {
    private static final byte STX = 2;
    private static final byte ETX = 3;
    private static final int DATA = 13;
    private static final int WRITE_BYTES = DATA + 2 * CommandRecord.REGISTERS;

    private final Selector selector = Selector.open();
    private final SocketChannel plc;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
    private final byte[] image = new byte[2 * CommandRecord.REGISTERS];
    private final ByteBuffer out = ByteBuffer.allocateDirect(WRITE_BYTES);

    /** A scanner and the tracking id that is on its way in. */
    private static final class Source {
        private long number;
        private boolean stamp;
    }

    Relay(int plcPort, JsonArray scannerPorts) throws IOException {
        plc = connect(plcPort);
        plc.register(selector, SelectionKey.OP_READ);
        for (int i = 0; i < scannerPorts.size(); i++) {
            connect(scannerPorts.getInteger(i)).register(selector, SelectionKey.OP_READ, new Source());
        }
        Thread thread = new Thread(this::run, "relay");
        thread.setDaemon(true);
        thread.start();
    }

    private static SocketChannel connect(int port) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        channel.configureBlocking(false);
        return channel;
    }

    @Override
    public JsonObject began() {
        return new JsonObject();
    }

    @Override
    public JsonObject answer(JsonObject order) {
        return new JsonObject();
    }

    private void run() {
        try {
            while (selector.isOpen()) {
                selector.select(this::ready);
            }
        } catch (IOException | java.nio.channels.ClosedSelectorException over) {
            System.getLogger(Relay.class.getName()).log(System.Logger.Level.DEBUG, "relay ends: {0}", over.toString());
        }
    }

    private void ready(SelectionKey key) {
        try {
            in.clear();
            if (((SocketChannel) key.channel()).read(in) < 0) {
                key.cancel();
            } else if (key.attachment() instanceof Source source) {
                in.flip();
                while (in.hasRemaining()) {
                    take(source, in.get());
                }
            }
        } catch (IOException gone) {
            key.cancel();
        }
    }

    private void take(Source source, byte next) throws IOException {
        if (next == STX) {
            source.number = 0;
            source.stamp = true;
        } else if (source.stamp && next >= '0' && next <= '9') {
            source.number = 10 * source.number + next - '0';
        } else if (next == ETX) {
            write(source.number);
        } else {
            source.stamp = false;
        }
    }

    private void write(long trackingId) throws IOException {
        WordOrder.ABCD.write(image, 2, trackingId);
        out.clear();
        out.putShort((short) trackingId)
                .putShort((short) 0)
                .putShort((short) (WRITE_BYTES - 6))
                .put((byte) 1)
                .put((byte) 16)
                .putShort((short) Registers.COMMAND_BASE)
                .putShort((short) CommandRecord.REGISTERS)
                .put((byte) (2 * CommandRecord.REGISTERS))
                .put(image)
                .flip();
        while (out.hasRemaining()) {
            plc.write(out);
        }
    }

    @Override
    public void close() throws IOException {
        selector.close();
        plc.close();
    }
}
