// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sim;

import io.tiersort.device.command.DestinationCommand;
import io.tiersort.device.event.ScannedCode;
import io.tiersort.device.sorter.CommandRecord;
import io.tiersort.device.sorter.EventRecord;
import io.tiersort.device.sorter.Header;
import io.tiersort.device.sorter.Ring;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** A host in a few lines: beats, reads the event ring, answers each scan with a command, releases what it read. */
final class ScriptedHost implements ScannerPort {
    static final int NEVER = 0;
    private static final long STEP = 10_000_000;

    final List<EventRecord> events = new ArrayList<>();

    /** The epoch of each event. */
    final List<Integer> epochs = new ArrayList<>();

    final Map<Long, List<ScannedCode>> reads = new HashMap<>();
    final List<Integer> gaps = new ArrayList<>();

    /** Destination of the parcel of a scan event, {@link #NEVER} for no command. */
    ToIntFunction<EventRecord> destinations = scan -> 1 + (int) (scan.trackingId() % 4);

    boolean beats = true;
    boolean releases = true;
    long validFor = 100_000;
    int epoch;
    private @Nullable VirtualSite site;
    private int seen;
    private int beat;

    void connect(VirtualSite virtual) {
        site = virtual;
    }

    @Override
    public void send(long trackingId, long encoder, List<ScannedCode> codes) {
        reads.put(trackingId, codes);
    }

    /** Runs host and site for this long. */
    void run(double seconds) {
        for (long ran = 0; ran < seconds * Sites.SECOND; ran += STEP) {
            site().advance(STEP);
            poll();
        }
    }

    /** Runs until the line is empty; false when it is not within the limit. */
    boolean drain(double limitSeconds) {
        for (double ran = 0; ran < limitSeconds && !site().isEmpty(); ran += 1) {
            run(1);
        }
        run(1);
        return site().isEmpty();
    }

    void poll() {
        if (beats) {
            beat = beat + 1 & 0xFFFF;
            write(Header.HOST_BEAT, beat);
        }
        Header header = header();
        if (header.epoch() != epoch) {
            epoch = header.epoch();
            seen = header.eventTail();
        }
        Ring ring = ring();
        while (seen != header.eventHead() && ring.ahead(seen, header.eventHead()) <= ring.last() / 2) {
            int next = ring.next(seen);
            byte[] image = image().read(ring.address(next), EventRecord.REGISTERS);
            if (EventRecord.isWhole(image, 0, next)) {
                react(EventRecord.decode(image, 0, image().map().order()));
            } else {
                gaps.add(next);
            }
            seen = next;
        }
        if (releases) {
            write(Header.EVENT_TAIL, seen);
        }
    }

    /** Sends a command for a parcel of this epoch. */
    void command(long trackingId, long validUntil, Integer... chutes) {
        write(new DestinationCommand(header().epoch(), trackingId, List.of(chutes), validUntil, 1, 1, 1));
    }

    void write(DestinationCommand command) {
        Ring ring = image().map().commands();
        int sequence = ring.next(header().commandHead());
        byte[] record = new byte[2 * CommandRecord.REGISTERS];
        CommandRecord.of(sequence, command).encode(record, 0, image().map().order());
        if (!image().hostWrite(ring.address(sequence), record)) {
            throw new IllegalStateException("the command ring refused a record");
        }
        write(Header.COMMAND_HEAD, sequence);
    }

    Header header() {
        return Header.decode(
                image().hostRead(image().map().header(), Header.REGISTERS).orElseThrow(),
                image().map().order());
    }

    List<EventRecord> of(int type) {
        return events.stream().filter(event -> event.type() == type).toList();
    }

    /** The end of every divert, by tracking id. */
    EventRecord divert(long trackingId) {
        return of(EventRecord.DIVERT).stream()
                .filter(event -> event.trackingId() == trackingId)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no divert for " + trackingId + " in " + events));
    }

    private void react(EventRecord event) {
        events.add(event);
        epochs.add(epoch);
        if (event.type() == EventRecord.SCAN) {
            int chute = destinations.applyAsInt(event);
            if (chute != NEVER) {
                command(event.trackingId(), event.encoder() + validFor, chute);
            }
        }
    }

    private void write(int offset, int word) {
        byte[] value = {(byte) (word >>> 8), (byte) word};
        if (!image().hostWrite(image().map().header() + offset, value)) {
            throw new IllegalStateException("the header refused register " + offset);
        }
    }

    private Ring ring() {
        return image().map().events();
    }

    private RegisterImage image() {
        return site().image();
    }

    private VirtualSite site() {
        return Objects.requireNonNull(site, "connect the host to a site first");
    }
}
