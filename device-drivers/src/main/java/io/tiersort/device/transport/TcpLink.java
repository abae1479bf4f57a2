// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetSocket;

/** A TCP connection that delivers bytes in order to one receiver; reads nothing before it has one. */
public final class TcpLink implements Link {
    private final NetSocket socket;
    private final String peer;
    private final Promise<String> lost = Promise.promise();
    private String reason;

    TcpLink(NetSocket socket) {
        this.socket = socket.pause();
        this.peer = socket.remoteAddress().hostAddress();
        this.reason = "connection closed by " + peer;
        KeepAlive.on(socket);
        socket.exceptionHandler(e -> reason = "connection to " + peer + " broke: " + e.getMessage());
        socket.closeHandler(ignored -> lost.tryComplete(reason));
    }

    /** IP address of the other side. */
    public String peer() {
        return peer;
    }

    /** Hands every buffer read from now on to the receiver, which owns it; replaces an earlier receiver. */
    public void receive(Handler<Buffer> receiver) {
        socket.handler(receiver);
        socket.resume();
    }

    /** Writes bytes in the order of the calls; completes when the kernel took them, fails when the link is gone. */
    public Future<Void> send(Buffer bytes) {
        return socket.write(bytes);
    }

    /** Stops reading: the peer is slowed down by TCP once the kernel's buffers are full. */
    public void pause() {
        socket.pause();
    }

    /** Reads again after {@link #pause()}. */
    public void resume() {
        socket.resume();
    }

    @Override
    public Future<String> lost() {
        return lost.future();
    }

    @Override
    public Future<Void> close() {
        socket.handler(ignored -> {});
        return socket.close();
    }
}
