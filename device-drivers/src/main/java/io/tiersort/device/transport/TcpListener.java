// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.tiersort.device.DeviceContext;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits for a device that connects to the agent. One connection is live: a device that lost power comes back on a new
 * connection while the old one still looks alive, so the newest wins and the older one is closed. A port in use is a
 * reason to wait and try again, not an end.
 */
public final class TcpListener implements LinkSource {
    private static final Logger LOG = System.getLogger(TcpListener.class.getName());

    private final DeviceContext context;
    private final Address address;
    private final Watcher<TcpLink> watcher;
    private final Supervisor<Listening> supervisor;
    private boolean closing;
    private @Nullable TcpLink live;
    private String lastRefused = "";

    /**
     * Where to listen.
     *
     * @param host local address; 0.0.0.0 for every interface
     * @param port 1..65535
     * @param allow peer IP addresses that may connect; empty for any
     */
    public record Address(String host, int port, List<String> allow) {
        public Address {
            allow = List.copyOf(allow);
        }
    }

    /** Nothing is bound before {@link #open()}. */
    public TcpListener(DeviceContext context, Timing timing, Address address, Watcher<TcpLink> watcher) {
        this.context = context;
        this.address = address;
        this.watcher = watcher;
        this.supervisor = new Supervisor<>(context, timing, this::listen, new Watcher<>() {
            @Override
            public void up(Listening ignored) {
                watcher.down("no connection yet: listening on " + address.host() + ":" + address.port()
                        + "; expected the device to connect; check the device's target address");
            }

            @Override
            public void down(String reason) {
                watcher.down(reason);
            }
        });
    }

    @Override
    public void open() {
        supervisor.open();
    }

    @Override
    public Future<Void> close() {
        closing = true;
        live = null;
        return supervisor.close();
    }

    private Future<Listening> listen() {
        NetServer server = context.vertx()
                .createNetServer(KeepAlive.on(new NetServerOptions()))
                .connectHandler(this::accept);
        return server.listen(address.port(), address.host()).map(Listening::new).recover(e -> {
            String reason = "listening failed: address=" + address.host() + ":" + address.port() + "; " + e.getMessage()
                    + "; expected a free port of this machine; stop the other program or choose another port";
            return server.close().transform(done -> Future.failedFuture(reason));
        });
    }

    private void accept(NetSocket socket) {
        String peer = socket.remoteAddress().hostAddress();
        if (closing || !(address.allow().isEmpty() || address.allow().contains(peer))) {
            socket.close();
            refused(peer);
            return;
        }
        TcpLink older = live;
        TcpLink newest = new TcpLink(socket);
        live = newest;
        if (older != null) {
            older.close();
            watcher.down("connection of " + older.peer() + " replaced by a newer one of " + peer
                    + "; expected one device; if this repeats, two devices use this port");
        }
        newest.lost().onSuccess(reason -> lost(newest, reason));
        watcher.up(newest);
    }

    /** Logged once per peer in a row: a stranger that keeps knocking must not fill the log. */
    private void refused(String peer) {
        if (!closing && !peer.equals(lastRefused)) {
            lastRefused = peer;
            LOG.log(
                    Level.WARNING,
                    "connection refused: port={0}, peer={1}; expected one of {2}; add it to \"allow\" if it is yours",
                    Integer.toString(address.port()),
                    peer,
                    address.allow());
        }
    }

    private void lost(TcpLink link, String reason) {
        if (live == link) {
            live = null;
            watcher.down(reason);
        }
    }

    private record Listening(NetServer server) implements Link {
        /** A bound port is given back only by closing it. */
        @Override
        public Future<String> lost() {
            return Promise.<String>promise().future();
        }

        @Override
        public Future<Void> close() {
            return server.close();
        }
    }
}
