// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.console;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;

/** Many connections that are open at the same time, each known to be served because it was answered once. */
final class Crowd implements AutoCloseable {
    private final ArrayDeque<Socket> sockets = new ArrayDeque<>();

    Crowd(int port, int size) throws IOException {
        for (int i = 0; i < size; i++) {
            Socket socket = Caller.connect(port);
            sockets.add(socket);
            socket.getOutputStream()
                    .write("HEAD /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            if (socket.getInputStream().read() != 'H') {
                throw new IOException("connection " + i + " was not served");
            }
        }
    }

    void leave(int count) throws IOException {
        for (int i = 0; i < count; i++) {
            sockets.remove().close();
        }
    }

    @Override
    public void close() throws IOException {
        leave(sockets.size());
    }
}
