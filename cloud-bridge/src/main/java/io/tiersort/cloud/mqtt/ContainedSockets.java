// SPDX-License-Identifier: Apache-2.0
package io.tiersort.cloud.mqtt;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import javax.net.SocketFactory;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Makes the sockets of one connection attempt and can cut them, whatever state Paho is in. */
final class ContainedSockets extends SocketFactory {
    private final @Nullable SSLContext tls;
    private final LongSupplier nanos;
    private final List<Socket> made = new ArrayList<>();
    private boolean cut;

    ContainedSockets(@Nullable SSLContext tls, LongSupplier nanos) {
        this.tls = tls;
        this.nanos = nanos;
    }

    @Override
    public synchronized Socket createSocket() throws IOException {
        if (cut) {
            throw new IOException("the attempt was given up");
        }
        Socket socket = new ContainedSocket(tls, nanos);
        made.add(socket);
        return socket;
    }

    /** Closes every socket made; none is made from now on. */
    synchronized void cut() {
        cut = true;
        for (Socket socket : made) {
            try {
                socket.close();
            } catch (IOException ignored) {
                // The connection is being given up; there is nobody left to tell.
            }
        }
    }

    @Override
    public Socket createSocket(String host, int port) {
        throw new UnsupportedOperationException("only unconnected sockets are made here");
    }

    @Override
    public Socket createSocket(String host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException("only unconnected sockets are made here");
    }

    @Override
    public Socket createSocket(InetAddress host, int port) {
        throw new UnsupportedOperationException("only unconnected sockets are made here");
    }

    @Override
    public Socket createSocket(InetAddress host, int port, InetAddress from, int fromPort) {
        throw new UnsupportedOperationException("only unconnected sockets are made here");
    }
}
