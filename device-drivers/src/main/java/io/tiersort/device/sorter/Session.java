// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.SorterEvent;
import io.tiersort.device.sorter.Counters.Count;
import io.vertx.core.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * One conversation with the PLC, from connecting to the first thing that breaks. A new epoch starts the conversation over
 * on the same connections. Runs on the event loop.
 */
final class Session {
    private final Wiring wiring;
    private final PlcState plc;
    private final RegisterMap map;
    private final Runnable established;
    private final Consumer<String> broken;
    private final RegisterLink pollLink;
    private final RegisterLink commandLink;
    private final LatestWrite hostBeat;
    private final LatestWrite eventTail;
    private final LatestWrite inductionLimit;
    private final EventPoller poller;
    private final BeltReporter belt;

    private @Nullable CommandWriter commands;
    private @Nullable Runnable pollTimer;
    private @Nullable Runnable beatTimer;
    private int beat;
    private boolean over;

    /**
     * Does not connect yet.
     *
     * @param established runs once, before the first event, when the PLC has answered what a session starts with
     * @param broken told once, with the reason, when the session fails by itself
     */
    Session(Wiring wiring, PlcState plc, Runnable established, Consumer<String> broken) {
        this.wiring = wiring;
        this.plc = plc;
        this.established = established;
        this.broken = broken;
        SorterSettings settings = wiring.settings();
        map = settings.map();
        pollLink = wiring.links().make(settings.readsInFlight(), this::fail);
        commandLink = settings.ownCommandConnection()
                ? wiring.links().make(settings.writesInFlight(), reason -> fail("command connection: " + reason))
                : pollLink;
        hostBeat = new LatestWrite(pollLink, map.header() + Header.HOST_BEAT);
        eventTail = new LatestWrite(pollLink, map.header() + Header.EVENT_TAIL);
        inductionLimit = new LatestWrite(pollLink, map.inductionLimit());
        poller = new EventPoller(wiring, plc, pollLink);
        belt = new BeltReporter(wiring, plc);
    }

    /** Connects to a numeric address and starts the conversation. */
    void start(String address) {
        pollLink.connect(
                address, pollLink == commandLink ? this::greet : () -> commandLink.connect(address, this::greet));
    }

    /** Writes the command, keeps it for a moment, or reports it as dropped. */
    void send(DestinationCommand command) {
        CommandWriter writer = commands;
        if (writer == null) {
            wiring.drop(plc, command, "the session with the PLC is still starting");
        } else {
            writer.send(command);
        }
    }

    /** Tells the PLC how far its events are released. */
    void release() {
        if (commands != null) {
            eventTail.write(plc.released());
        }
    }

    /** Tells the PLC which share of inducts is allowed, in percent, when it has a register for it. */
    void limitInduction(int percent) {
        if (commands != null && map.inductionLimit() != RegisterMap.NONE) {
            inductionLimit.write(percent);
        }
    }

    /** Ends the session without telling anybody but the senders of waiting commands. */
    Future<Void> close(String reason) {
        over = true;
        cancel(pollTimer);
        cancel(beatTimer);
        endCommands(reason);
        return pollLink.close().compose(done -> commandLink.close());
    }

    private void greet() {
        pollLink.read(map.header(), Header.REGISTERS, image -> {
            Header header = Header.decode(image, map.order());
            String problem = header.problem(map);
            if (problem != null) {
                fail(problem);
                return;
            }
            Greeting greeting = new Greeting(wiring, map, header);
            greeting.read(pollLink, () -> begin(greeting));
        });
    }

    private void begin(Greeting greeting) {
        long now = wiring.clock().nanos();
        plc.enter(greeting.header(), now);
        commands = new CommandWriter(wiring, plc, commandLink, greeting.header());
        belt.restart(now);
        wiring.counters().add(Count.SESSIONS, 1);
        if (beatTimer == null) {
            established.run();
        }
        greeting.report(plc, now);
        if (over) {
            return;
        }
        if (plc.released() != greeting.header().eventTail()) {
            eventTail.write(plc.released());
        }
        if (beatTimer == null) {
            beat();
        }
        poll();
    }

    private void poll() {
        CommandWriter writer = commands;
        if (writer == null) {
            return;
        }
        long started = wiring.clock().nanos();
        int confirmed = writer.confirmed();
        pollLink.read(map.header(), Header.REGISTERS, image -> {
            Header header = Header.decode(image, map.order());
            String problem = header.problem(map);
            if (problem == null && !plc.isOver(header) && writer.isForeign(confirmed, header.commandHead())) {
                problem = "the command ring has another writer: cmdHead=" + header.commandHead()
                        + "; expected what this driver wrote; do connect one agent only";
            }
            if (problem != null) {
                fail(problem);
            } else if (plc.isOver(header)) {
                startOver(header.epoch());
            } else {
                update(header, writer, started);
            }
        });
    }

    private void update(Header header, CommandWriter writer, long started) {
        long now = wiring.clock().nanos();
        plc.belt().update(header, now);
        if (plc.heartbeat().seen(header.plcBeat(), now)) {
            reportHeartbeat(now, true);
        }
        writer.taken(header.commandTail());
        poller.poll(header.eventHead(), () -> {
            belt.update(now);
            wiring.counters().add(Count.POLLS, 1);
            wiring.counters().add(Count.POLL_NANOS, wiring.clock().nanos() - started);
            if (poller.missed() && !over) {
                new Greeting(wiring, map, header).again(pollLink, plc, this::pollLater);
            } else {
                pollLater();
            }
        });
    }

    private void pollLater() {
        if (!over) {
            long pause = poller.behind() ? 0 : wiring.settings().pollInterval().toNanos();
            pollTimer = after(pause, this::poll);
        }
    }

    private void startOver(int epoch) {
        endCommands("the PLC has restarted: epoch=" + epoch);
        eventTail.forget();
        hostBeat.forget();
        inductionLimit.forget();
        pollLink.whenQuiet(() -> commandLink.whenQuiet(this::greet));
    }

    private void beat() {
        beat = beat + 1 & 0xFFFF;
        if (commands != null) {
            hostBeat.write(beat);
        }
        long now = wiring.clock().nanos();
        if (plc.heartbeat().diesAt(now)) {
            reportHeartbeat(now, false);
            if (commands != null) {
                commands.dropAll("the PLC's beat stands still");
            }
        }
        if (!over) {
            beatTimer = after(wiring.settings().beatInterval().toNanos(), this::beat);
        }
    }

    private void reportHeartbeat(long now, boolean alive) {
        wiring.sink().accept(new SorterEvent.HeartbeatChanged(wiring.device(), now, plc.observed(now), alive));
    }

    private void endCommands(String reason) {
        CommandWriter writer = commands;
        commands = null;
        if (writer != null) {
            writer.dropAll(reason);
        }
    }

    private void fail(String reason) {
        if (!over) {
            over = true;
            broken.accept(reason);
        }
    }

    private Runnable after(long nanos, Runnable action) {
        return wiring.timers().after(nanos, action);
    }

    private static void cancel(@Nullable Runnable timer) {
        if (timer != null) {
            timer.run();
        }
    }
}
