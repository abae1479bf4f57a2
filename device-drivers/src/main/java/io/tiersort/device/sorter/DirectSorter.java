// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.Health;
import io.tiersort.device.NanoClock;
import io.tiersort.device.Settings;
import io.tiersort.device.SorterDriver;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.LinkChanged;
import io.tiersort.device.event.SorterEvent.Stamp;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sessions, polls and decoders of {@link ModbusSorter} on registers that a method call reaches: for a simulation, where
 * nothing may wait for a socket. Everything runs on the thread that runs {@link Timers}.
 */
public final class DirectSorter implements SorterDriver {
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final String device;
    private final NanoClock clock;
    private final Timers timers;
    private final RegisterAccess registers;
    private final SorterSettings settings;
    private final PlcState plc;

    private @Nullable Wiring wiring;
    private @Nullable Session session;
    private boolean connected;
    private boolean closed;

    /** A driver that is not open yet; {@code given} contains the options of {@link ModbusSorter#TYPE}. */
    public DirectSorter(String device, Settings given, NanoClock clock, Timers timers, RegisterAccess registers) {
        this.device = device;
        this.clock = clock;
        this.timers = timers;
        this.registers = registers;
        settings = SorterSettings.of(given);
        plc = new PlcState(settings);
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
                timers,
                (limit, broken) -> new DirectLink(registers, limit, broken),
                clock,
                sink,
                new Counters());
        connect();
    }

    @Override
    public Health health() {
        return connected && plc.heartbeat().alive() ? Health.NORMAL : Health.FAILURE;
    }

    @Override
    public void send(DestinationCommand command) {
        if (connected && session != null) {
            session.send(command);
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
    public Future<Void> close() {
        closed = true;
        end("the driver is closed");
        return Future.succeededFuture();
    }

    private void connect() {
        if (closed || wiring == null) {
            return;
        }
        session = new Session(wiring, plc, this::established, this::failed);
        session.start("");
    }

    private void established() {
        connected = true;
        report(Health.NORMAL, "session with the registers of the PLC");
    }

    private void failed(String reason) {
        end(reason);
        report(Health.FAILURE, reason);
        timers.after(RETRY_NANOS, this::connect);
    }

    private void end(String reason) {
        connected = false;
        if (session != null) {
            session.close(reason);
            session = null;
        }
    }

    private void report(Health health, String reason) {
        if (wiring != null) {
            wiring.sink().accept(new LinkChanged(device, clock.nanos(), health, reason));
        }
    }
}
