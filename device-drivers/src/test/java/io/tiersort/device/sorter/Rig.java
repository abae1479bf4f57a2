// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.DeviceContext;
import io.tiersort.device.NanoClock;
import io.tiersort.device.Settings;
import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.LinkChanged;
import io.tiersort.device.event.SorterEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.internal.VertxInternal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One driver on an event loop of its own, with everything that it reported. */
final class Rig implements AutoCloseable {
    private final Vertx vertx;
    private final Context loop;
    private final List<DeviceEvent> events = new CopyOnWriteArrayList<>();
    private ModbusSorter driver;

    private Rig(Vertx vertx, ModbusSorter driver, Context loop) {
        this.vertx = vertx;
        this.driver = driver;
        this.loop = loop;
    }

    /** A driver of this port, not opened; fast reconnects and beats unless the settings say otherwise. */
    static Rig of(int port, String... settings) {
        Vertx vertx = Vertx.vertx();
        Context loop = ((VertxInternal) vertx).createEventLoopContext();
        return new Rig(vertx, driver(vertx, loop, port, settings), loop);
    }

    private static ModbusSorter driver(Vertx vertx, Context loop, int port, String... settings) {
        Map<String, String> texts = new HashMap<>(Map.of(
                "host", "127.0.0.1",
                "port", Integer.toString(port),
                "event-slots", "32",
                "command-slots", "8",
                "reconnect-min", "5ms",
                "reconnect-max", "20ms",
                "beat-interval", "20ms",
                "beat-timeout", "2s"));
        for (int i = 0; i < settings.length; i += 2) {
            texts.put(settings[i], settings[i + 1]);
        }
        DeviceContext context = new DeviceContext(vertx, loop, NanoClock.system(), new Random(7));
        return (ModbusSorter)
                ModbusSorter.TYPE.maker().make("sorter", Settings.parse(ModbusSorter.TYPE.options(), texts), context);
    }

    Rig open() {
        on(() -> driver.open(events::add));
        return this;
    }

    /** Opens and waits for the first session. */
    Rig connected() {
        open();
        await(SorterEvent.SessionStarted.class, event -> true);
        return this;
    }

    /** Closes the driver and opens another one with the same events list emptied. */
    void replace(int port, String... settings) {
        closeDriver();
        events.clear();
        driver = driver(vertx, loop, port, settings);
    }

    void send(DestinationCommand command) {
        on(() -> driver.send(command));
    }

    void release(SorterEvent.Stamp stamp) {
        on(() -> driver.release(stamp));
    }

    ModbusSorter driver() {
        return driver;
    }

    List<DeviceEvent> events() {
        return events;
    }

    <T extends DeviceEvent> List<T> all(Class<T> type) {
        return stream(type).toList();
    }

    <T extends DeviceEvent> T await(Class<T> type, Predicate<T> wanted) {
        Waiting.until(
                type.getSimpleName() + ", have " + events.stream().limit(40).toList(),
                () -> stream(type).anyMatch(wanted));
        return stream(type).filter(wanted).findFirst().orElseThrow();
    }

    <T extends DeviceEvent> void awaitCount(Class<T> type, int count) {
        Waiting.until(count + " x " + type.getSimpleName(), () -> stream(type).count() >= count);
    }

    /** Waits for a failure whose reason contains this text. */
    LinkChanged awaitFailure(String text) {
        return await(LinkChanged.class, link -> link.reason().contains(text));
    }

    /** Runs on the event loop and waits for the end. */
    void on(Runnable action) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(ignored -> {
            try {
                action.run();
                done.complete(null);
            } catch (RuntimeException e) {
                done.completeExceptionally(e);
            }
        });
        done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    void closeDriver() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        loop.runOnContext(ignored -> driver.close().onComplete(closed -> done.complete(null)));
        done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    @Override
    public void close() {
        closeDriver();
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(20, TimeUnit.SECONDS)
                .join();
    }

    private <T extends DeviceEvent> Stream<T> stream(Class<T> type) {
        return events.stream().filter(type::isInstance).map(type::cast);
    }
}
