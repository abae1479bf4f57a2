// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.sorter.Counters.Count;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes commands of one session into the command ring: at once when the connection and the ring have room, else
 * together with the others that wait. A record that the PLC has not taken is never overwritten, and what waits is
 * dropped as soon as it is stale. Valid for one session.
 */
final class CommandWriter {
    private static final int LARGEST_WORD = 65_535;
    private static final long LARGEST_TRACKING_ID = 0xFFFF_FFFFL;

    /** Farthest that a 32-bit position may lie ahead and still compare as ahead. */
    private static final long HORIZON = 1L << 30;

    private static final int LARGEST_QUEUE = 1_024;

    private final Wiring wiring;
    private final PlcState plc;
    private final RegisterLink link;
    private final Ring ring;
    private final int largestBatch;
    private final ArrayDeque<DestinationCommand> waiting = new ArrayDeque<>();

    private final int inherited;
    private int head;
    private int confirmed;
    private int taken;
    private int batches;

    private record Dropped(DestinationCommand command, String reason) {}

    CommandWriter(Wiring wiring, PlcState plc, RegisterLink link, Header header) {
        this.wiring = wiring;
        this.plc = plc;
        this.link = link;
        ring = wiring.settings().map().commands();
        largestBatch = wiring.settings().writeLimit() / CommandRecord.REGISTERS;
        inherited = header.commandHead();
        taken = header.commandTail();
        head = goesOn(taken, inherited) ? inherited : taken;
        confirmed = head;
    }

    /** Writes the command, keeps it waiting, or drops it. */
    void send(DestinationCommand command) {
        String problem = problem(command);
        if (problem == null && waiting.size() >= LARGEST_QUEUE) {
            problem = "too many commands wait: waiting=" + waiting.size() + "; the PLC takes none";
        }
        if (problem != null) {
            wiring.drop(plc, command, problem);
            return;
        }
        waiting.add(command);
        pump();
    }

    /** The PLC has taken every command up to this one. */
    void taken(int tail) {
        if (tail != 0 && ring.ahead(taken, tail) <= ring.ahead(taken, head)) {
            taken = tail;
        }
        if (!waiting.isEmpty()) {
            dropStale();
            pump();
        }
    }

    /** The newest command whose write the PLC has confirmed. */
    int confirmed() {
        return confirmed;
    }

    /**
     * True when the head in a header cannot come from this session: another host, or a late write of a connection that is
     * given up.
     *
     * @param before what {@link #confirmed()} was when the header was asked for
     */
    boolean isForeign(int before, int headerHead) {
        if (headerHead == before || headerHead == head || headerHead == inherited) {
            return false;
        }
        return headerHead == 0 || ring.ahead(before, headerHead) > ring.ahead(before, head);
    }

    /** Drops everything that waits. */
    void dropAll(String reason) {
        DestinationCommand command;
        while ((command = waiting.poll()) != null) {
            wiring.drop(plc, command, reason);
        }
    }

    private void pump() {
        while (batches < wiring.settings().writesInFlight() && !waiting.isEmpty() && room() > 0) {
            writeBatch();
        }
    }

    private int room() {
        return ring.slots() - ring.ahead(taken, head);
    }

    private void writeBatch() {
        int first = ring.next(head);
        int untilEnd = ring.slots() - ring.slot(first);
        int count = Math.min(Math.min(waiting.size(), largestBatch), Math.min(room(), untilEnd));
        byte[] image = new byte[2 * CommandRecord.REGISTERS * count];
        for (int i = 0; i < count; i++) {
            head = ring.next(head);
            encode(waiting.remove(), image, i * CommandRecord.REGISTERS);
        }
        batches++;
        wiring.counters().add(Count.COMMANDS, count);
        wiring.counters().add(Count.COALESCED, count > 1 ? 1 : 0);
        link.write(ring.address(first), image, () -> {});
        announce(head);
    }

    private void announce(int newest) {
        byte[] register = new byte[2];
        WordOrder.putWord(register, 0, newest);
        link.write(wiring.settings().map().header() + Header.COMMAND_HEAD, register, () -> {
            confirmed = newest;
            batches--;
            dropStale();
            pump();
        });
    }

    private void encode(DestinationCommand command, byte[] image, int at) {
        long horizon = plc.belt().encoder() + HORIZON;
        CommandRecord.of(head, command)
                .validUntil(Math.min(command.validUntilEncoder(), horizon))
                .encode(image, at, wiring.settings().map().order());
    }

    private boolean goesOn(int tail, int newest) {
        return ring.ahead(tail, newest) <= ring.slots() && (newest != 0 || tail == 0);
    }

    /** Finds all first: whoever is told of one may send another. */
    private void dropStale() {
        List<Dropped> stale = new ArrayList<>();
        for (Iterator<DestinationCommand> each = waiting.iterator(); each.hasNext(); ) {
            DestinationCommand command = each.next();
            String problem = problem(command);
            if (problem != null) {
                each.remove();
                stale.add(new Dropped(command, problem));
            }
        }
        for (Dropped each : stale) {
            wiring.drop(plc, each.command(), each.reason());
        }
    }

    private @Nullable String problem(DestinationCommand command) {
        if (command.epoch() != plc.epoch()) {
            return "other epoch: epoch=" + command.epoch() + "; expected " + plc.epoch();
        }
        if (!plc.heartbeat().alive()) {
            return "the PLC's beat stands still";
        }
        long belt = plc.belt().estimate(wiring.clock().nanos());
        if (belt > command.validUntilEncoder()) {
            return "stale: belt=" + belt + "; expected " + command.validUntilEncoder() + " at most";
        }
        return outOfRange(command);
    }

    private static @Nullable String outOfRange(DestinationCommand command) {
        if (command.trackingId() < 1 || command.trackingId() > LARGEST_TRACKING_ID) {
            return "not a tracking id: found=" + command.trackingId() + "; expected 1 to " + LARGEST_TRACKING_ID;
        }
        for (int chute : command.destinations()) {
            if (chute < 1 || chute > LARGEST_WORD) {
                return "not a chute: found=" + chute + "; expected 1 to " + LARGEST_WORD;
            }
        }
        return null;
    }
}
