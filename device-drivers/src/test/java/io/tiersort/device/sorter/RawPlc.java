// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A Modbus server of bare sockets, one thread per connection, that misbehaves as told. */
final class RawPlc implements AutoCloseable {
    private static final int READ = 3;

    private final ServerSocket server;
    private final Conduct conduct;
    private final byte[] registers = new byte[2 * 65_536];
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger requests = new AtomicInteger();

    /** What happens with an honest answer: another one, or null for silence. */
    @FunctionalInterface
    interface Conduct {
        byte @Nullable [] answer(int request, byte[] honest);
    }

    private RawPlc(ServerSocket server, Conduct conduct) {
        this.server = server;
        this.conduct = conduct;
    }

    static RawPlc start(Conduct conduct) throws IOException {
        RawPlc plc = new RawPlc(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), conduct);
        WordOrder.putWord(plc.registers, 0, Header.VERSION);
        WordOrder.putWord(plc.registers, 1, 7);
        daemon("accept", plc::accept);
        return plc;
    }

    int port() {
        return server.getLocalPort();
    }

    int accepted() {
        return accepted.get();
    }

    /** Closes every connection that the driver has made. */
    void cut() {
        sockets.forEach(RawPlc::close);
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                sockets.add(socket);
                accepted.incrementAndGet();
                daemon("serve", () -> serve(socket));
            }
        } catch (IOException e) {
            cut();
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            OutputStream out = socket.getOutputStream();
            while (true) {
                byte[] header = in.readNBytes(7);
                if (header.length < 7) {
                    return;
                }
                byte[] pdu = in.readNBytes(WordOrder.word(header, 2) - 1);
                byte[] answer = conduct.answer(requests.incrementAndGet(), answer(header, pdu));
                if (answer != null) {
                    out.write(answer);
                }
            }
        } catch (IOException e) {
            close(socket);
        }
    }

    private synchronized byte[] answer(byte[] header, byte[] pdu) {
        int function = pdu[0];
        int address = (pdu[1] & 0xFF) << 8 | (pdu[2] & 0xFF);
        int count = (pdu[3] & 0xFF) << 8 | (pdu[4] & 0xFF);
        WordOrder.putWord(registers, 2, WordOrder.word(registers, 2) + 1);
        int length = function == READ ? 2 + 2 * count : 5;
        byte[] answer = new byte[7 + length];
        System.arraycopy(header, 0, answer, 0, 7);
        WordOrder.putWord(answer, 2, length + 1);
        if (function == READ) {
            answer[7] = pdu[0];
            answer[8] = (byte) (2 * count);
            System.arraycopy(registers, 2 * address, answer, 9, 2 * count);
        } else {
            System.arraycopy(pdu, 0, answer, 7, 5);
            System.arraycopy(pdu, 6, registers, 2 * address, 2 * count);
        }
        return answer;
    }

    private static void close(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void daemon(String name, Runnable body) {
        Thread thread = new Thread(body, "raw-plc-" + name);
        thread.setDaemon(true);
        thread.start();
    }
}
