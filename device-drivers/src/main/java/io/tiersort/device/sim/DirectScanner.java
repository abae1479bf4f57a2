// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.Driver;
import io.tiersort.device.Health;
import io.tiersort.device.NanoClock;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.LinkChanged;
import io.tiersort.device.event.ScannedCode;
import io.vertx.core.Future;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A scanner and its driver in one, without a wire: what the tunnel read is an event at once. One thread. */
public final class DirectScanner implements Driver, ScannerPort {
    /** What a scanner prints next to its codes. */
    public enum Stamp {
        /** The tracking id of the PLC. */
        TRACKING_ID,
        /** The encoder at the trailing edge. */
        ENCODER,
        /** Nothing: the time of arrival has to do. */
        NONE
    }

    private final String device;
    private final Stamp stamp;
    private final NanoClock clock;
    private @Nullable Consumer<DeviceEvent> sink;

    /** A scanner that nobody listens to yet. */
    public DirectScanner(String device, Stamp stamp, NanoClock clock) {
        this.device = device;
        this.stamp = stamp;
        this.clock = clock;
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public void open(Consumer<DeviceEvent> events) {
        sink = events;
        events.accept(new LinkChanged(device, clock.nanos(), Health.NORMAL, "connected"));
    }

    @Override
    public Health health() {
        return sink == null ? Health.FAILURE : Health.NORMAL;
    }

    @Override
    public void send(long trackingId, long encoder, List<ScannedCode> codes) {
        if (sink == null) {
            return;
        }
        sink.accept(new CodesRead(
                device,
                clock.nanos(),
                stamp == Stamp.TRACKING_ID ? trackingId : CodesRead.NONE,
                stamp == Stamp.ENCODER ? encoder : CodesRead.NONE,
                codes));
    }

    @Override
    public Future<Void> close() {
        sink = null;
        return Future.succeededFuture();
    }
}
