// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.transport;

import io.tiersort.device.DeviceContext;
import io.vertx.core.Future;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import org.jspecify.annotations.Nullable;

/** Keeps a TCP connection to a device that listens. Both sides find out within half a minute that the other is gone. */
public final class TcpDialer implements LinkSource {
    private final DeviceContext context;
    private final Timing timing;
    private final String host;
    private final int port;
    private final Supervisor<TcpLink> supervisor;
    private @Nullable NetClient client;

    /** To {@code host}:{@code port}, port 1..65535; a host name is resolved anew at each attempt. */
    public TcpDialer(DeviceContext context, Timing timing, String host, int port, Watcher<TcpLink> watcher) {
        this.context = context;
        this.timing = timing;
        this.host = host;
        this.port = port;
        this.supervisor = new Supervisor<>(context, timing, this::connect, watcher);
    }

    @Override
    public void open() {
        supervisor.open();
    }

    @Override
    public Future<Void> close() {
        return supervisor.close().eventually(this::closeClient);
    }

    private Future<TcpLink> connect() {
        return client().connect(port, host)
                .map(TcpLink::new)
                .recover(e -> Future.failedFuture("connection failed: host=" + host + ", port=" + port + "; "
                        + e.getMessage() + "; check address, cable and that the device listens"));
    }

    private NetClient client() {
        NetClient made = client;
        if (made == null) {
            NetClientOptions options = new NetClientOptions();
            options.setConnectTimeout(Math.toIntExact(timing.deadline().toMillis()));
            made = context.vertx().createNetClient(KeepAlive.on(options));
            client = made;
        }
        return made;
    }

    private Future<Void> closeClient() {
        NetClient made = client;
        return made == null ? Future.succeededFuture() : made.close();
    }
}
