// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.event.SorterEvent.ChuteState;
import io.tiersort.device.sorter.ChuteRow;
import io.tiersort.device.sorter.CommandRecord;
import io.tiersort.device.sorter.EventRecord;
import io.tiersort.device.sorter.Header;
import io.tiersort.device.sorter.RegisterMap;
import io.tiersort.device.sorter.Ring;
import io.tiersort.device.sorter.WordOrder;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * The PLC's side of the rings. An event stays in the ring until the host has released it; what finds no place waits in a
 * bounded memory, and what finds no place there is lost, which the host sees as skipped sequences. Commands are taken one
 * by one in sequence. Belongs to the thread that advances the site; only the image is shared.
 */
final class HostMailbox {
    private static final int WORD = 0xFFFF;
    private static final int HIDDEN_CYCLES = 4;
    private static final int EVERYTHING = 100;

    private final RegisterImage image;
    private final Ring events;
    private final Ring commands;
    private final WordOrder order;
    private final int memory;
    private final long beatTimeoutNanos;

    /** Encoded records, oldest first, sequences inside. */
    private final Deque<byte[]> waiting = new ArrayDeque<>();

    private int newestSequence;
    private int eventHead;
    private int eventTail;
    private int commandTail;
    private int plcBeat;
    private boolean beating = true;
    private int hiddenEvents;
    private int hiddenCycles;
    private int hostBeat;
    private boolean hostHeard;
    private long heardNanos;
    private long lostEvents;
    private int losing;

    HostMailbox(RegisterImage image, SiteModel.Host host) {
        this.image = image;
        this.events = image.map().events();
        this.commands = image.map().commands();
        this.order = image.map().order();
        this.memory = host.eventMemory();
        this.beatTimeoutNanos = host.beatTimeout().toNanos();
        forgetInductionLimit();
    }

    /** Events that were lost: because ring and memory were full, or on demand. */
    long lostEvents() {
        return lostEvents;
    }

    /** Start of a PLC cycle: looks at the host's beat and at what it released. */
    void in(long nowNanos) {
        Header header = header();
        if (header.hostBeat() != hostBeat) {
            hostBeat = header.hostBeat();
            hostHeard = true;
            heardNanos = nowNanos;
        }
        int tail = header.eventTail();
        if (tail != eventTail) {
            int released = events.holds(tail) ? events.ahead(eventTail, tail) : 0;
            if (released > 0 && released <= events.ahead(eventTail, eventHead)) {
                eventTail = tail;
            } else {
                putWord(image.map().header() + Header.EVENT_TAIL, eventTail);
            }
        }
    }

    /** True while the host's beat moves. */
    boolean hostAlive(long nowNanos) {
        return hostHeard && nowNanos - heardNanos <= beatTimeoutNanos;
    }

    /** The next command in sequence, or null when there is none or it is not whole yet. */
    @Nullable
    CommandRecord take() {
        int head = header().commandHead();
        int next = commands.next(commandTail);
        if (head == commandTail || !commands.holds(head)) {
            return null;
        }
        byte[] record = image.read(commands.address(next), CommandRecord.REGISTERS);
        if (!CommandRecord.isWhole(record, 0, next)) {
            return null;
        }
        commandTail = next;
        return CommandRecord.decode(record, 0, order);
    }

    /** Reports an event; its sequence is given here. */
    void post(EventRecord event) {
        newestSequence = events.next(newestSequence);
        if (losing > 0 || waiting.size() >= memory) {
            losing = Math.max(0, losing - 1);
            lostEvents++;
            return;
        }
        byte[] record = event.encode(order);
        WordOrder.putWord(record, 0, newestSequence);
        WordOrder.putWord(record, EventRecord.REGISTERS - 1, newestSequence);
        waiting.add(record);
    }

    /** End of a PLC cycle: shows events that found a place, then the header. */
    void out(Header now) {
        for (byte[] record = waiting.peek(); record != null && hasPlace(record); record = waiting.peek()) {
            int sequence = WordOrder.word(record, 0);
            image.write(events.address(sequence), record);
            eventHead = sequence;
            waiting.remove();
        }
        if (beating) {
            plcBeat = plcBeat + 1 & WORD;
        }
        int shown = hiddenEvents == 0 ? eventHead : events.plus(eventHead, -hiddenEvents);
        hiddenEvents = --hiddenCycles > 0 ? hiddenEvents : 0;
        byte[] header = now.encode(order);
        WordOrder.putWord(header, 2, plcBeat);
        WordOrder.putWord(header, 8, shown);
        WordOrder.putWord(header, 11, commandTail);
        image.writeHeader(header);
    }

    /** Shows a row of the chute table, when the table has one for this chute. */
    void show(int chute, ChuteRow row) {
        if (chute <= image.map().chutes()) {
            image.write(image.map().chuteBase() + (chute - 1) * ChuteRow.REGISTERS, row.encode());
        }
    }

    /** Shows every row of the chute table as that of a chute that does not exist. */
    void showNoChutes() {
        for (int chute = 1; chute <= image.map().chutes(); chute++) {
            show(chute, new ChuteRow(WireValue.of(ChuteState.UNKNOWN), 0, 0));
        }
    }

    /** The PLC program starts anew: events are gone, commands not taken yet are void, the host must beat again. */
    void restart() {
        waiting.clear();
        newestSequence = 0;
        eventHead = 0;
        eventTail = 0;
        putWord(image.map().header() + Header.EVENT_TAIL, 0);
        image.write(events.base(), new byte[2 * events.slots() * events.width()]);
        Header header = header();
        commandTail = commands.holds(header.commandHead()) ? header.commandHead() : 0;
        hostBeat = header.hostBeat();
        hostHeard = false;
        forgetInductionLimit();
    }

    /** Share of inducts that the host allows, in percent. */
    int inductionPercent() {
        int limit = image.map().inductionLimit();
        return limit == RegisterMap.NONE ? EVERYTHING : Math.min(EVERYTHING, WordOrder.word(image.read(limit, 1), 0));
    }

    private void forgetInductionLimit() {
        if (image.map().inductionLimit() != RegisterMap.NONE) {
            putWord(image.map().inductionLimit(), EVERYTHING);
        }
    }

    /** Makes the PLC's own beat stand still, or move again. */
    void beating(boolean moves) {
        beating = moves;
    }

    /** Leaves out {@code count} sequences, as if that many events had been lost. */
    void skip(int count) {
        newestSequence = events.plus(newestSequence, count);
    }

    /** Loses the next {@code count} events. */
    void lose(int count) {
        losing = count;
    }

    /** Lets the head fall back for {@value #HIDDEN_CYCLES} cycles, so that the host meets sequences it has already seen. */
    void repeat(int count) {
        hiddenEvents = Math.min(count, Math.max(0, events.ahead(eventTail, eventHead) - 1));
        hiddenCycles = HIDDEN_CYCLES;
    }

    /** True when nothing waits and the host has released everything. */
    boolean isSettled() {
        return waiting.isEmpty() && eventTail == eventHead;
    }

    private boolean hasPlace(byte[] record) {
        return eventTail == eventHead || events.ahead(eventTail, WordOrder.word(record, 0)) <= events.slots();
    }

    private Header header() {
        return Header.decode(image.read(image.map().header(), Header.REGISTERS), order);
    }

    private void putWord(int address, int value) {
        image.write(address, new byte[] {(byte) (value >>> 8), (byte) value});
    }
}
