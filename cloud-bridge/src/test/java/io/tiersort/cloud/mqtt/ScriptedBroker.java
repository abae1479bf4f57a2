// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** A broker of bytes, for what a real one cannot be made to do. One thread per connection. */
final class ScriptedBroker implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private final AtomicInteger accepted = new AtomicInteger();
    private final AtomicInteger published = new AtomicInteger();
    private volatile Script script;

    enum Script {
        /** Answers everything. */
        HEALTHY,
        /** Closes the socket on accept. */
        ACCEPT_THEN_CLOSE,
        /** Takes the CONNECT and never answers. */
        MUTE,
        /** Acknowledges nothing and resets the connection in the middle of its own packet after the first PUBLISH. */
        RESET_IN_PACKET
    }

    ScriptedBroker(ServerSocket server, Script script) {
        this.server = server;
        this.script = script;
        Thread acceptor = new Thread(this::accept, "scripted-broker");
        acceptor.setDaemon(true);
        acceptor.start();
    }

    static ScriptedBroker plain(Script script) {
        try {
            return new ScriptedBroker(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), script);
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    void follow(Script next) {
        script = next;
    }

    int accepted() {
        return accepted.get();
    }

    int published() {
        return published.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                accepted.incrementAndGet();
                if (script == Script.ACCEPT_THEN_CLOSE) {
                    socket.close();
                } else {
                    sockets.add(socket);
                    Thread talk = new Thread(() -> talk(socket), "scripted-broker-client");
                    talk.setDaemon(true);
                    talk.start();
                }
            }
        } catch (IOException closed) {
            sockets.clear();
        }
    }

    private void talk(Socket socket) {
        try (socket) {
            DataInputStream in = new DataInputStream(socket.getInputStream());
            while (true) {
                int type = in.readUnsignedByte() >> 4;
                byte[] body = new byte[length(in)];
                in.readFully(body);
                answer(socket, type, body);
            }
        } catch (IOException gone) {
            sockets.remove(socket);
        }
    }

    private void answer(Socket socket, int type, byte[] body) throws IOException {
        OutputStream out = socket.getOutputStream();
        if (script == Script.MUTE) {
            return;
        }
        switch (type) {
            case 1 -> out.write(new byte[] {0x20, 2, 0, 0});
            case 3 -> {
                published.incrementAndGet();
                int id = 2 + (((body[0] & 0xff) << 8) + (body[1] & 0xff));
                if (script == Script.RESET_IN_PACKET) {
                    out.write(new byte[] {0x40, 2, body[id]});
                    out.flush();
                    socket.setSoLinger(true, 0);
                    throw new EOFException("reset");
                }
                out.write(new byte[] {0x40, 2, body[id], body[id + 1]});
            }
            case 12 -> out.write(new byte[] {(byte) 0xd0, 0});
            default -> out.flush();
        }
        out.flush();
    }

    private static int length(DataInputStream in) throws IOException {
        int length = 0;
        int shift = 0;
        int digit;
        do {
            digit = in.readUnsignedByte();
            length |= (digit & 0x7f) << shift;
            shift += 7;
        } while (digit >= 0x80);
        return length;
    }

    @Override
    public void close() {
        try {
            server.close();
            for (Socket socket : sockets) {
                socket.close();
            }
        } catch (IOException problem) {
            throw new UncheckedIOException(problem);
        }
    }
}
