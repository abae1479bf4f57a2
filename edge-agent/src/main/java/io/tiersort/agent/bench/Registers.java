// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.bench;

import io.tiersort.device.NanoClock;
import io.tiersort.device.sorter.CommandRecord;
import io.tiersort.device.sorter.EventRecord;
import io.tiersort.device.sorter.Header;
import io.tiersort.device.sorter.RegisterMap;
import io.tiersort.device.sorter.Ring;
import io.tiersort.device.sorter.WordOrder;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * The holding registers of the played PLC, with rings as large as the address space allows. Events that find the ring
 * full wait their turn, as in a real PLC. Any thread.
 */
final class Registers {
    static final int COMMAND_BASE = 128;
    static final int COMMAND_SLOTS = 1_016;
    static final int EVENT_BASE = 16_384;
    static final int EVENT_SLOTS = 1_536;
    static final int EPOCH = 1;
    private static final int SPEED = 2_000;
    private static final int RUNNING = 6;
    private static final int ALL = 65_536;
    private static final int WAITING_MAX = 1_000_000;

    private static final RegisterMap MAP = new RegisterMap(
            WordOrder.ABCD,
            0,
            new Ring(EVENT_BASE, EVENT_SLOTS, EventRecord.REGISTERS),
            new Ring(COMMAND_BASE, COMMAND_SLOTS, CommandRecord.REGISTERS),
            16,
            0);

    private final byte[] image = new byte[2 * ALL];
    private final NanoClock clock;
    private final long began;
    private final Deque<EventRecord> waiting = new ArrayDeque<>();
    private int eventHead;
    private int eventTail;
    private int commandHead;
    private long held;

    Registers(NanoClock clock) {
        this.clock = clock;
        began = clock.nanos();
    }

    static RegisterMap map() {
        return MAP;
    }

    private long millis() {
        return (clock.nanos() - began) / 1_000_000;
    }

    /** Appends {@code count} registers to {@code out}; the header is that of now. */
    synchronized void read(int address, int count, ByteBuffer out) {
        if (address < Header.REGISTERS) {
            byte[] header = header().encode(MAP.order());
            System.arraycopy(header, 0, image, 0, header.length);
        }
        out.put(image, 2 * address, 2 * count);
    }

    private Header header() {
        long millis = millis();
        int beat = (int) (millis / 20) & 0xFFFF;
        return new Header(
                Header.VERSION,
                EPOCH,
                beat,
                0,
                millis,
                encoder(millis),
                eventHead,
                eventTail,
                commandHead,
                commandHead,
                RUNNING,
                1,
                SPEED,
                0);
    }

    private static long encoder(long millis) {
        return millis * SPEED / 1_000;
    }

    /** Takes registers from the host; what its head and tail mean is acted on. */
    synchronized void write(int address, int count, byte[] from, int offset) {
        System.arraycopy(from, offset, image, 2 * address, 2 * count);
        if (covers(address, count, Header.EVENT_TAIL)) {
            eventTail = WordOrder.word(image, Header.EVENT_TAIL);
            publishWaiting();
        }
    }

    /** The commands that the host announces with this write, oldest first, handed on one by one; none when it is no head. */
    synchronized void announced(int address, int count, CommandTaker taker) {
        if (!covers(address, count, Header.COMMAND_HEAD)) {
            return;
        }
        int newest = WordOrder.word(image, Header.COMMAND_HEAD);
        Ring ring = MAP.commands();
        while (commandHead != newest && ring.holds(newest)) {
            commandHead = ring.next(commandHead);
            taker.take(CommandRecord.decode(image, ring.address(commandHead), MAP.order()));
        }
    }

    /** Is told of announced commands. */
    @FunctionalInterface
    interface CommandTaker {
        /** A command that the PLC may act on. */
        void take(CommandRecord command);
    }

    private static boolean covers(int address, int count, int register) {
        return address <= register && register < address + count;
    }

    /** An event of now. */
    synchronized void induct(long trackingId) {
        post(event(EventRecord.INDUCT, trackingId, 1, 0));
    }

    /** The parcel dropped where it should. */
    synchronized void diverted(long trackingId, int chute) {
        post(event(EventRecord.DIVERT, trackingId, chute, chute));
    }

    private EventRecord event(int type, long trackingId, int point, int chute) {
        long millis = millis();
        return new EventRecord(
                0,
                type,
                0,
                trackingId,
                encoder(millis),
                millis,
                point,
                300,
                0,
                0,
                0,
                0,
                0,
                chute,
                chute,
                0,
                0,
                0,
                0,
                0);
    }

    private void post(EventRecord event) {
        if (!waiting.isEmpty() || full()) {
            held++;
            if (waiting.size() < WAITING_MAX) {
                waiting.add(event);
            }
        } else {
            publish(event);
        }
    }

    private boolean full() {
        return MAP.events().ahead(eventTail, eventHead) >= EVENT_SLOTS;
    }

    private void publishWaiting() {
        while (!waiting.isEmpty() && !full()) {
            publish(waiting.remove());
        }
    }

    private void publish(EventRecord event) {
        Ring ring = MAP.events();
        eventHead = ring.next(eventHead);
        byte[] record = event.encode(MAP.order());
        WordOrder.putWord(record, 0, eventHead);
        WordOrder.putWord(record, EventRecord.REGISTERS - 1, eventHead);
        System.arraycopy(record, 0, image, 2 * ring.address(eventHead), record.length);
    }

    /** Events that found the ring full so far. */
    synchronized long held() {
        return held;
    }
}
