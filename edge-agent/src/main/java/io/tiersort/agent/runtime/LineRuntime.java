// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.runtime;

import io.tiersort.agent.fact.FactCodec;
import io.tiersort.agent.journal.JournalEntry;
import io.tiersort.agent.line.Fact;
import io.tiersort.agent.line.Input;
import io.tiersort.agent.line.LineView;
import io.tiersort.agent.line.Moment;
import io.tiersort.agent.line.Output;
import io.tiersort.agent.line.SortLine;
import io.tiersort.agent.plan.Plan;
import io.tiersort.device.Driver;
import io.tiersort.device.NanoClock;
import io.tiersort.device.SorterDriver;
import io.tiersort.device.event.DeviceEvent;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.event.SorterEvent.Stamp;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs one {@link SortLine} on its event loop: device events in, commands out at once, facts to the journal without
 * waiting. A PLC event is released only when the facts it led to are durable; until then the PLC keeps it and sends it
 * again after a restart.
 */
public final class LineRuntime {
    private static final long TICK_MILLIS = 10;
    private static final int TICKS_PER_VIEW = 20;

    private final String line;
    private final SortLine sortLine;
    private final LineStep step;
    private final JournalPort journal;
    private final LineObserver observer;
    private final LineLoop loop;
    private final NanoClock clock;
    private final InstantSource wall;
    private final Latencies latencies = new Latencies();
    private final AtomicReference<@Nullable Stamp> durable = new AtomicReference<>();
    private final List<Driver> drivers = new CopyOnWriteArrayList<>();
    private final Map<String, AtomicLong> lastEvents = new ConcurrentHashMap<>();
    private @Nullable SorterDriver sorter;
    private Runnable ticker = () -> {};
    private int ticks;
    private boolean sending;
    private volatile LineView latest;

    /** What a line runs on. */
    public record Surroundings(LineLoop loop, NanoClock clock, InstantSource wall) {}

    LineRuntime(String line, SortLine sortLine, JournalPort journal, LineObserver observer, Surroundings on) {
        this(line, sortLine, sortLine::step, journal, observer, on);
    }

    /** A line that does not run yet; {@code step} is what it does with an input, {@code sortLine} what it shows and takes back. */
    public LineRuntime(
            String line,
            SortLine sortLine,
            LineStep step,
            JournalPort journal,
            LineObserver observer,
            Surroundings on) {
        this.line = line;
        this.sortLine = sortLine;
        this.step = step;
        this.journal = journal;
        this.observer = observer;
        this.loop = on.loop();
        this.clock = on.clock();
        this.wall = on.wall();
        this.latest = sortLine.view(now());
    }

    /** Opens the devices and starts the clock. Any thread; completes when the line runs. */
    public Future<Void> start(List<? extends Driver> devices) {
        Promise<Void> started = Promise.promise();
        loop.run(() -> {
            for (Driver device : devices) {
                drivers.add(device);
                if (device instanceof SorterDriver found) {
                    sorter = found;
                }
            }
            drivers.forEach(device -> device.open(this::event));
            ticker = loop.every(TICK_MILLIS, this::tick);
            started.complete();
        });
        return started.future();
    }

    /** Closes the devices, then stops the clock. Any thread. */
    public Future<Void> stop() {
        Promise<Void> stopped = Promise.promise();
        loop.run(() -> Future.join(drivers.stream().map(Driver::close).toList()).onComplete(closed -> {
            ticker.run();
            stopped.complete();
        }));
        return stopped.future();
    }

    /** Hands an input in from any thread. */
    public void submit(Input input) {
        loop.run(() -> run(input, null));
    }

    /** Hands an input in from any thread; {@code durable} runs on the journal's thread when what came of it is durable. */
    void submit(Input input, Runnable durable) {
        loop.run(() -> {
            run(input, null);
            journal.append(List.of(), durable);
        });
    }

    /** The line now; completes on the line's loop. Any thread. */
    public Future<LineView> view() {
        Promise<LineView> view = Promise.promise();
        loop.run(() -> view.complete(sortLine.view(now())));
        return view.future();
    }

    /** The line as of at most a quarter of a second ago. Any thread, at once. */
    public LineView latest() {
        return latest;
    }

    /** From a device event's last byte to the command handed to the sorter. Any thread. */
    public Latencies latencies() {
        return latencies;
    }

    /** The devices of this line. Any thread, after start. */
    public List<Driver> drivers() {
        return List.copyOf(drivers);
    }

    /** Wall clock of the last event of a device, 0 before the first. Any thread. */
    long lastEvent(String device) {
        AtomicLong last = lastEvents.get(device);
        return last == null ? 0 : last.get();
    }

    String line() {
        return line;
    }

    private void event(DeviceEvent event) {
        lastEvents.computeIfAbsent(event.device(), device -> new AtomicLong()).lazySet(wall.millis());
        run(new Input.Device(event), event);
    }

    private void tick() {
        run(new Input.Tick(), null);
        ticks++;
        if (ticks % TICKS_PER_VIEW == 0) {
            latest = sortLine.view(now());
        }
    }

    private void run(Input input, @Nullable DeviceEvent event) {
        if (sending) {
            // A sorter may report a dropped command while it is handed over; its facts follow those of this step.
            loop.run(() -> run(input, event));
            return;
        }
        List<Output> outputs = step.step(input, now());
        Stamp stamp = event instanceof SorterEvent fromPlc && fromPlc.stamp().sequence() != 0 ? fromPlc.stamp() : null;
        if (outputs.isEmpty() && stamp == null) {
            return;
        }
        // Commands first: the belt does not wait for what is written down about them.
        sending = true;
        send(outputs, event);
        sending = false;
        List<JournalEntry> entries = new ArrayList<>(outputs.size());
        for (Output output : outputs) {
            if (output instanceof Output.Happened happened) {
                entries.add(FactCodec.entry(line, happened.fact()));
                observer.happened(line, happened.fact());
            }
        }
        store(entries, stamp);
    }

    private void send(List<Output> outputs, @Nullable DeviceEvent event) {
        for (Output output : outputs) {
            if (output instanceof Output.Send send) {
                if (sorter != null) {
                    sorter.send(send.command());
                }
                if (event != null) {
                    latencies.record(clock.nanos() - event.at());
                }
            } else if (output instanceof Output.Limit limit) {
                if (sorter != null) {
                    sorter.limitInduction(limit.percent());
                }
            }
        }
    }

    private void store(List<JournalEntry> entries, @Nullable Stamp stamp) {
        // Refused facts are counted and told by the journal; their event is released with the next one that gets
        // through.
        journal.append(entries, stamp == null ? () -> {} : () -> durable(stamp));
    }

    /** On the journal's thread: the newest durable stamp is released once on the loop, however many came before. */
    private void durable(Stamp stamp) {
        if (durable.getAndSet(stamp) == null) {
            loop.run(() -> {
                Stamp newest = durable.getAndSet(null);
                if (newest != null && sorter != null) {
                    sorter.release(newest);
                }
            });
        }
    }

    private Moment now() {
        return new Moment(clock.nanos(), wall.millis());
    }

    /** A plan of an earlier run; before {@link #restore}. */
    void know(Plan former) {
        sortLine.know(former);
    }

    /** Takes facts of an earlier run back before {@link #start}. */
    public void restore(Fact fact) {
        sortLine.restore(fact);
    }

    /** Numbers up to this one were given out in earlier runs; before {@link #start}. */
    public void numbered(long parcel) {
        sortLine.numbered(parcel);
    }

    /** Ends the taking back: figures begin with what is on the line now. */
    public void restored() {
        sortLine.restored();
        latest = sortLine.view(now());
    }
}
