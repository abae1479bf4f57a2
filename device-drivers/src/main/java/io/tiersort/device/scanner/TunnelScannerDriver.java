// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.scanner;

import io.tiersort.device.DeviceContext;
import io.tiersort.device.Driver;
import io.tiersort.device.DriverType;
import io.tiersort.device.Health;
import io.tiersort.device.Settings;
import io.tiersort.device.event.CodesRead;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.LinkChanged;
import io.tiersort.device.scanner.Malformed.Reason;
import io.tiersort.device.transport.LinkHealth;
import io.tiersort.device.transport.LinkSource;
import io.tiersort.device.transport.TcpLink;
import io.tiersort.device.transport.Watcher;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Scan tunnel or fixed reader that sends framed texts over TCP, as client or server. */
public final class TunnelScannerDriver implements Driver {
    private static final Duration MALFORMED_WINDOW = Duration.ofSeconds(10);
    private static final Duration CLEAN_AGAIN = Duration.ofSeconds(60);
    private static final long CHECK_MILLIS = 250;
    /** Longer than it takes to read what the kernel stored while reading was paused. */
    private static final long DISCARD_MILLIS = 500;

    private static final long NO_TIMER = -1;

    private final String device;
    private final DeviceContext context;
    private final ScannerSettings settings;
    private final LinkHealth health;
    private final RateLimit malformedRate;
    private final LinkSource source;

    private Consumer<DeviceEvent> sink = event -> {};
    private boolean closed;
    private @Nullable TcpLink live;
    private long checkTimer = NO_TIMER;
    private long floodTimer = NO_TIMER;
    private long lastBytesAt;
    private long lastMalformedAt;
    private long results;
    private long malformed;
    private long droppedBytes;
    private long floods;

    /**
     * What the driver has seen since it was made.
     *
     * @param results results delivered, no-reads included
     * @param malformed pieces dropped: garbage, oversize, wrong stamps
     * @param droppedBytes their bytes
     * @param floods times that reading was paused
     */
    public record Counts(long results, long malformed, long droppedBytes, long floods) {}

    private TunnelScannerDriver(String device, ScannerSettings settings, DeviceContext context) {
        this.device = device;
        this.context = context;
        this.settings = settings;
        this.malformedRate = new RateLimit(settings.malformedLimit(), MALFORMED_WINDOW);
        this.health = new LinkHealth(this::changed);
        this.source = settings.source(context, new Watcher<>() {
            @Override
            public void up(TcpLink link) {
                connected(link);
            }

            @Override
            public void down(String reason) {
                disconnected(reason);
            }
        });
    }

    /** The line in the list of drivers. */
    public static DriverType type() {
        return new DriverType(
                "tunnel-scanner",
                DriverType.Family.SCANNER,
                "Scan tunnel or fixed reader that sends framed texts over TCP, as client or server.",
                ScannerSettings.OPTIONS,
                TunnelScannerDriver::make);
    }

    /** From the checked settings of {@link #type()}; throws {@link IllegalArgumentException} for a stamp without separator. */
    public static TunnelScannerDriver make(String device, Settings settings, DeviceContext context) {
        return new TunnelScannerDriver(device, ScannerSettings.from(settings), context);
    }

    @Override
    public String device() {
        return device;
    }

    @Override
    public Health health() {
        return health.shown();
    }

    /** What happened since the driver was made; on the loop. */
    public Counts counts() {
        return new Counts(results, malformed, droppedBytes, floods);
    }

    @Override
    public void open(Consumer<DeviceEvent> events) {
        sink = events;
        lastBytesAt = context.clock().nanos();
        checkTimer = context.vertx().setPeriodic(CHECK_MILLIS, id -> check());
        source.open();
    }

    @Override
    public Future<Void> close() {
        closed = true;
        live = null;
        context.vertx().cancelTimer(checkTimer);
        context.vertx().cancelTimer(floodTimer);
        return source.close();
    }

    private void connected(TcpLink link) {
        live = link;
        lastBytesAt = context.clock().nanos();
        context.vertx().cancelTimer(floodTimer);
        health.clear(Health.CHECK_FUNCTION);
        health.clear(Health.MAINTENANCE_REQUIRED);
        health.normal("connected to " + link.peer());
        startSession(link);
    }

    private void disconnected(String reason) {
        live = null;
        context.vertx().cancelTimer(floodTimer);
        health.raise(Health.FAILURE, reason);
        health.clear(Health.CHECK_FUNCTION);
        health.clear(Health.MAINTENANCE_REQUIRED);
    }

    private void startSession(TcpLink link) {
        ScanSession session = new ScanSession(device, settings.format(), settings.floodLimit(), listener(link));
        link.receive(bytes -> {
            if (live == link) {
                lastBytesAt = context.clock().nanos();
                session.accept(lastBytesAt, bytes.getBytes());
            }
        });
    }

    private ScanSession.Listener listener(TcpLink link) {
        return new ScanSession.Listener() {
            @Override
            public void read(CodesRead read) {
                results++;
                emit(read);
            }

            @Override
            public void malformed(long at, Malformed piece) {
                dropped(at, piece);
            }

            @Override
            public void flooded() {
                pause(link);
            }
        };
    }

    private void dropped(long at, Malformed piece) {
        malformed++;
        droppedBytes += piece.dropped();
        lastMalformedAt = at;
        boolean tooMany = malformedRate.exceeded(at);
        if ((tooMany || piece.reason() == Reason.STAMP) && !health.has(Health.OFF_SPEC)) {
            health.raise(
                    Health.OFF_SPEC,
                    "malformed result dropped: " + piece.reason().text() + "; expected " + settings.expectation()
                            + "; compare the output format of the scanner with the settings of " + device);
        }
    }

    private void pause(TcpLink link) {
        floods++;
        link.pause();
        health.raise(
                Health.CHECK_FUNCTION,
                "reading paused: more than " + settings.floodLimit() + " frames per second; expected one per parcel;"
                        + " check the trigger of the scanner, or raise flood-limit");
        floodTimer = context.vertx().setTimer(settings.floodPause().toMillis(), id -> discard(link));
    }

    /** What waited in the kernel belongs to parcels that have long moved on: it is read and thrown away. */
    private void discard(TcpLink link) {
        link.resume();
        floodTimer = context.vertx().setTimer(DISCARD_MILLIS, id -> {
            startSession(link);
            health.clear(Health.CHECK_FUNCTION);
        });
    }

    private void check() {
        long now = context.clock().nanos();
        if (live != null && isSilent(now) && !health.has(Health.CHECK_FUNCTION)) {
            health.raise(
                    Health.MAINTENANCE_REQUIRED,
                    "silent: no bytes for " + settings.silence().toMillis()
                            + "ms; expected a result per parcel; check trigger, window and power of the scanner");
        } else {
            health.clear(Health.MAINTENANCE_REQUIRED);
        }
        if (now - lastMalformedAt > CLEAN_AGAIN.toNanos()) {
            health.clear(Health.OFF_SPEC);
        }
    }

    private boolean isSilent(long now) {
        return !settings.silence().isZero()
                && now - lastBytesAt > settings.silence().toNanos();
    }

    private void changed(Health now, String reason) {
        emit(new LinkChanged(device, context.clock().nanos(), now, reason));
    }

    private void emit(DeviceEvent event) {
        if (!closed) {
            sink.accept(event);
        }
    }
}
