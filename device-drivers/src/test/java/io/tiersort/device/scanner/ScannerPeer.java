// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import io.tiersort.device.DeviceContext;
import io.tiersort.device.DriverContractTest.Peer;
import io.tiersort.device.Settings;
import io.tiersort.device.Within;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sim.VirtualScanner;
import io.tiersort.device.transport.LinkSource;
import io.tiersort.device.transport.TcpDialer;
import io.tiersort.device.transport.TcpLink;
import io.tiersort.device.transport.TcpListener;
import io.tiersort.device.transport.Timing;
import io.tiersort.device.transport.Watcher;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;

/** The virtual scanner behind the peer that the driver contract asks for. */
final class ScannerPeer implements Peer {
    private static final int FLOOD_BYTES = 1 << 20;

    private final Settings settings;
    private final DeviceContext context;
    private Supplier<Future<Void>> stop = Future::succeededFuture;
    private VirtualScanner scanner;

    ScannerPeer(Settings settings, DeviceContext context) {
        this.settings = settings;
        this.context = context;
        this.scanner = new VirtualScanner(settings, context);
    }

    @Override
    public void start() {
        scanner = new VirtualScanner(settings, context);
        scanner.open();
        stop = scanner::close;
    }

    @Override
    public void stop() {
        Within.seconds(stop.get());
        stop = Future::succeededFuture;
    }

    @Override
    public void slam() {
        Watcher<TcpLink> slammer = new Watcher<>() {
            @Override
            public void up(TcpLink link) {
                link.close();
            }

            @Override
            public void down(String reason) {}
        };
        Timing timing = Timing.from(settings);
        String host = settings.text("host");
        int port = settings.number("port");
        LinkSource source = settings.text("role").equals("server")
                ? new TcpDialer(context, timing, host, port, slammer)
                : new TcpListener(context, timing, new TcpListener.Address(host, port, List.of()), slammer);
        context.loop().runOnContext(ignored -> source.open());
        stop = () -> {
            Promise<Void> closed = Promise.promise();
            context.loop().runOnContext(ignored -> source.close().onComplete(closed));
            return closed.future();
        };
    }

    @Override
    public boolean report() {
        return Within.seconds(scanner.send(4711, 100, List.of(new ScannedCode("", "PKG00012345"))));
    }

    @Override
    public void breakOff() {
        Within.seconds(scanner.garbage("\u0002PKG".getBytes(StandardCharsets.ISO_8859_1)));
        scanner.cut();
    }

    @Override
    public void flood() {
        byte[] noise = new byte[FLOOD_BYTES];
        new Random(noise.length).nextBytes(noise);
        scanner.garbage(noise);
    }
}
