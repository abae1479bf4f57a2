// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import io.tiersort.device.DeviceContext;
import io.tiersort.device.DriverType;
import io.tiersort.device.Health;
import io.tiersort.device.Settings;
import io.tiersort.device.SorterDriver;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.LinkChanged;
import io.tiersort.device.event.SorterEvent.Stamp;
import io.tiersort.device.sorter.Counters.Count;
import io.vertx.core.Future;
import io.vertx.core.internal.ContextInternal;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A sorter PLC behind Modbus TCP with mailbox rings. Every connection is used once: whatever goes wrong on it ends the
 * session, and a new one starts after a pause. A command that was being written when a session ended is unknown until the
 * next {@code SessionStarted} says whether the PLC holds it; it is never written again.
 */
public final class ModbusSorter implements SorterDriver {
    /** The entry for the list of drivers. */
    public static final DriverType TYPE = new DriverType(
            "modbus-sorter",
            DriverType.Family.SORTER,
            "Sorter PLC with mailbox rings in the holding registers of a Modbus TCP server.",
            SorterSettings.OPTIONS,
            ModbusSorter::new);

    private static final Logger LOG = System.getLogger(ModbusSorter.class.getName());

    private static final int UNTOLD = -1;

    private final String device;
    private final SorterSettings settings;
    private final DeviceContext context;
    private final EventLoop loop;
    private final Counters counters = new Counters();
    private final PlcState plc;
    private final Reconnect reconnect;

    private @Nullable Wiring wiring;
    private @Nullable Session session;
    private @Nullable ScheduledFuture<?> lookUpDeadline;
    private @Nullable Future<Void> closed;
    private String lastReason = "";
    /** Share of inducts allowed, in percent; nothing is told to the PLC before it was asked for. */
    private int inductionPercent = UNTOLD;

    private volatile boolean connected;

    ModbusSorter(String device, Settings given, DeviceContext context) {
        this.device = device;
        this.context = context;
        settings = SorterSettings.of(given);
        loop = ((ContextInternal) context.loop()).nettyEventLoop();
        plc = new PlcState(settings);
        reconnect = new Reconnect(
                loop,
                context.clock(),
                context.random(),
                settings.reconnectMin(),
                settings.reconnectMax(),
                this::connect);
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public void open(Consumer<DeviceEvent> sink) {
        wiring = new Wiring(
                device,
                settings,
                this::after,
                (limit, broken) -> new ModbusLink(settings, loop, limit, broken),
                context.clock(),
                event -> deliver(sink, event),
                counters);
        connect();
    }

    /** {@link Health#FAILURE} without a session and while the PLC's beat stands still. Any thread. */
    @Override
    public Health health() {
        return connected && plc.heartbeat().alive() ? Health.NORMAL : Health.FAILURE;
    }

    @Override
    public void send(DestinationCommand command) {
        Session current = session;
        if (connected && current != null) {
            current.send(command);
        } else if (wiring != null) {
            wiring.drop(plc, command, "no session with the PLC");
        }
    }

    @Override
    public void release(Stamp upTo) {
        if (plc.release(upTo) && connected && session != null) {
            session.release();
        }
    }

    @Override
    public void limitInduction(int percent) {
        inductionPercent = Math.max(0, Math.min(100, percent));
        tellInduction();
    }

    private void tellInduction() {
        Session current = session;
        if (connected && current != null && inductionPercent != UNTOLD) {
            current.limitInduction(inductionPercent);
        }
    }

    /** What the driver has done so far. Any thread. */
    public Figures figures() {
        return counters.figures();
    }

    @Override
    public Future<Void> close() {
        Future<Void> earlier = closed;
        if (earlier != null) {
            return earlier;
        }
        reconnect.stop();
        Future<Void> done = end("the driver is closed");
        closed = done;
        return done;
    }

    private Runnable after(long nanos, Runnable action) {
        ScheduledFuture<?> timer = loop.schedule(action, nanos, TimeUnit.NANOSECONDS);
        return () -> timer.cancel(false);
    }

    private void connect() {
        Wiring wires = wiring;
        if (wires == null) {
            return;
        }
        Session next = new Session(wires, plc, this::established, this::failed);
        session = next;
        lookUpDeadline = loop.schedule(
                () -> failed("looking up the host: no answer within "
                        + settings.connectTimeout().toMillis() + " ms; do check the name server"),
                settings.connectTimeout().toNanos(),
                TimeUnit.NANOSECONDS);
        context.loop()
                .executeBlocking(() -> InetAddress.getByName(settings.host()).getHostAddress(), false)
                .onComplete(found -> {
                    if (session != next) {
                        return;
                    }
                    stopLookUp();
                    if (found.succeeded()) {
                        next.start(found.result());
                    } else {
                        failed("looking up the host: unknown name; do check host=" + settings.host());
                    }
                });
    }

    private void established() {
        connected = true;
        lastReason = "";
        reconnect.established();
        tellInduction();
        report(Health.NORMAL, "session with the PLC at " + settings.host() + ":" + settings.port());
    }

    private void failed(String reason) {
        counters.add(Count.FAILURES, 1);
        end(reason);
        if (!reason.equals(lastReason)) {
            lastReason = reason;
            report(Health.FAILURE, reason);
        }
        reconnect.failed();
    }

    private Future<Void> end(String reason) {
        connected = false;
        stopLookUp();
        Session ending = session;
        session = null;
        return ending == null ? Future.succeededFuture() : ending.close(reason);
    }

    private void stopLookUp() {
        if (lookUpDeadline != null) {
            lookUpDeadline.cancel(false);
        }
    }

    private void report(Health health, String reason) {
        if (wiring != null) {
            wiring.sink().accept(new LinkChanged(device, context.clock().nanos(), health, reason));
        }
    }

    private void deliver(Consumer<DeviceEvent> sink, DeviceEvent event) {
        if (closed != null) {
            return;
        }
        try {
            sink.accept(event);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "an event was not handled: event=" + event + "; it stays unreleased", e);
        }
    }
}
