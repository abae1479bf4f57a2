// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.DeviceContext;
import io.tiersort.device.Settings;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.scanner.FrameEncoder;
import io.tiersort.device.scanner.ScanFormat;
import io.tiersort.device.transport.LinkSource;
import io.tiersort.device.transport.TcpDialer;
import io.tiersort.device.transport.TcpLink;
import io.tiersort.device.transport.TcpListener;
import io.tiersort.device.transport.Timing;
import io.tiersort.device.transport.Watcher;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A scan tunnel at the other end of the wire, made from the settings of the driver it faces: where the driver is the
 * client it listens on the driver's host and port, where the driver is the server it connects there. Like a real reader
 * it keeps nothing: what is sent without a connection is gone. Every method may be called on any thread; the calls of one
 * thread take effect in their order.
 */
public final class VirtualScanner {
    private final DeviceContext context;
    private final FrameEncoder encoder;
    private final LinkSource source;
    private volatile @Nullable TcpLink live;
    private boolean mute;
    private int pieceBytes = Integer.MAX_VALUE;

    /** From the checked settings of a {@code tunnel-scanner} driver. */
    public VirtualScanner(Settings driver, DeviceContext context) {
        this.context = context;
        this.encoder = new FrameEncoder(ScanFormat.from(driver));
        Watcher<TcpLink> watcher = new Watcher<>() {
            @Override
            public void up(TcpLink link) {
                live = link;
                link.receive(ignored -> {});
            }

            @Override
            public void down(String reason) {
                live = null;
            }
        };
        String host = driver.text("host");
        int port = driver.number("port");
        this.source = driver.text("role").equals("server")
                ? new TcpDialer(context, Timing.from(driver), host, port, watcher)
                : new TcpListener(
                        context, Timing.from(driver), new TcpListener.Address(host, port, List.of()), watcher);
    }

    /** Starts listening or connecting. Called once. */
    public void open() {
        onLoop(source::open);
    }

    /** True while the two are connected as this side sees it. */
    public boolean isConnected() {
        return live != null;
    }

    /** Ends the connection and gives back the port; completes when done. */
    public Future<Void> close() {
        Promise<Void> closed = Promise.promise();
        onLoop(() -> source.close().onComplete(closed));
        return closed.future();
    }

    /**
     * Reports the result of one trigger; no codes for a no-read. Completes with true when the bytes were handed to the
     * kernel, with false when there is no connection or the scanner is mute.
     */
    public Future<Boolean> send(long trackingId, long encoderCount, List<ScannedCode> codes) {
        Promise<Boolean> sent = Promise.promise();
        onLoop(() -> {
            if (mute) {
                sent.complete(false);
            } else {
                write(encoder.encode(trackingId, encoderCount, codes)).onComplete(sent);
            }
        });
        return sent.future();
    }

    /** Fault: while mute, results are not sent; the connection stays. */
    public void mute(boolean on) {
        onLoop(() -> mute = on);
    }

    /** Fault: cuts the connection. A scanner that connects comes back, one that listens waits. */
    public void cut() {
        onLoop(() -> {
            TcpLink link = live;
            if (link != null) {
                link.close();
            }
        });
    }

    /** Fault: sends these bytes as they are. Completes as {@link #send}, mute or not. */
    public Future<Boolean> garbage(byte[] bytes) {
        Promise<Boolean> sent = Promise.promise();
        byte[] copy = bytes.clone();
        onLoop(() -> write(copy).onComplete(sent));
        return sent.future();
    }

    /** Fault: writes everything in pieces of at most this many bytes, 1 or more, each in a segment of its own. */
    public void splitWrites(int bytes) {
        if (bytes < 1) {
            throw new IllegalArgumentException("split writes: found " + bytes + "; expected 1 byte or more");
        }
        onLoop(() -> pieceBytes = bytes);
    }

    private Future<Boolean> write(byte[] bytes) {
        TcpLink link = live;
        if (link == null) {
            return Future.succeededFuture(false);
        }
        Buffer whole = Buffer.buffer(bytes);
        Future<Void> last = Future.succeededFuture();
        for (int from = 0; from < bytes.length; from += Math.min(pieceBytes, bytes.length - from)) {
            int to = from + Math.min(pieceBytes, bytes.length - from);
            last = link.send(whole.slice(from, to));
        }
        return last.transform(done -> Future.succeededFuture(done.succeeded()));
    }

    private void onLoop(Runnable action) {
        context.loop().runOnContext(ignored -> action.run());
    }
}
