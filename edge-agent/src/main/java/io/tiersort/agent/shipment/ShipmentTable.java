// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.shipment;

import io.tiersort.agent.shipment.Shipment.Status;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Every shipment of the site in memory, about 100 bytes each, with hardly an object: records lie encoded in large byte
 * arrays, and an open-addressing table leads from the hash of a code to a record.
 *
 * <p>Memory model: one thread writes, any number read without locks. A record's bytes are written once, before its
 * address is put into a slot with release; a reader loads the slot with acquire, so it sees the whole record or none of
 * it. A change writes a new record and then redirects the slots of its codes one by one; a reader sees the old version
 * or the new one. A chunk that is mostly garbage has its live records moved and is then dropped, and its number is never
 * used again; a reader that still holds an address in it finds the chunk gone and looks again. Growing replaces the
 * whole {@link Index} through a volatile field.
 */
public final class ShipmentTable implements ShipmentLookup {
    /** With its header an array of this size just fits a region of 1 MiB; a larger one takes two of them in G1. */
    private static final int CHUNK_BYTES = (1 << 20) - 64;

    private static final int CHUNKS_MAX = 1 << 15;
    private static final int SLOTS_MIN = 1 << 10;
    private static final int CHUNKS_CLEANED_PER_CHANGE = 2;

    private final ShipmentCodec codec = new ShipmentCodec();
    private final int chunkBytes;
    private final int chunksMax;
    private volatile Index index;
    private volatile int size;

    private int[] garbage = new int[16];
    private int chunk = -1;
    private int chunkEnd;
    private int chunksAlive;
    private volatile long chunkBytesHeld;
    private int count;
    private int nextGarbage;

    /** Slots and the chunks they lead to; replaced as a whole when it grows. */
    private record Index(KeySlots slots, AtomicReferenceArray<byte[]> chunks) {
        byte @Nullable [] chunk(int number) {
            return chunks.getAcquire(number);
        }
    }

    /** An empty table. */
    public ShipmentTable() {
        this(CHUNK_BYTES, CHUNKS_MAX);
    }

    /** For tests: smaller chunks, so that cleaning and rebuilding happen often. */
    ShipmentTable(int chunkBytes, int chunksMax) {
        this.chunkBytes = chunkBytes;
        this.chunksMax = chunksMax;
        this.index = new Index(new KeySlots(SLOTS_MIN), new AtomicReferenceArray<>(chunksMax));
    }

    @Override
    public @Nullable Shipment byCode(String code) {
        int hash = KeySlots.hash(code);
        while (true) {
            Index now = index;
            KeySlots slots = now.slots;
            boolean gone = false;
            int at = slots.start(hash);
            for (long slot = slots.get(at); slot != KeySlots.EMPTY; slot = slots.get(at)) {
                if (KeySlots.matches(slot, hash)) {
                    int address = KeySlots.address(slot);
                    byte[] bytes = now.chunk(chunkOf(address));
                    if (bytes == null) {
                        gone = true;
                        break;
                    }
                    if (ShipmentCodec.hasKey(bytes, offset(address), code)) {
                        return codec.decode(bytes, offset(address));
                    }
                }
                at = slots.after(at);
            }
            if (!gone) {
                return null;
            }
            Thread.onSpinWait();
        }
    }

    /** The shipment with this reference, whatever its status; null when unknown. Any thread. */
    public @Nullable Shipment byReference(String reference) {
        Shipment found = byCode(reference);
        return found != null && found.reference().equals(reference) ? found : null;
    }

    /** How many shipments there are. Any thread. */
    public int size() {
        return size;
    }

    /** Bytes of memory held by records and slots. Any thread. */
    public long bytes() {
        Index now = index;
        return chunkBytesHeld + now.slots.bytes() + 4L * chunksMax;
    }

    /** Calls {@code each} with every shipment, in no order. Writer only. */
    void forEach(Consumer<Shipment> each) {
        forEachRecord((bytes, offset) -> each.accept(codec.decode(bytes, offset)));
    }

    /**
     * Adds a shipment or replaces the one with its reference. A code held by another shipment changes hands, unless it
     * is that shipment's reference or only the other one is open. Writer only.
     */
    public void put(Shipment shipment) {
        makeRoom();
        int old = addressOf(shipment.reference());
        int address = store(shipment);
        for (String key : keys(shipment)) {
            claim(key, address, old, shipment);
        }
        if (old == KeySlots.NONE) {
            count++;
        } else {
            release(old, keys(shipment));
            discard(old);
        }
        clean();
        size = count;
    }

    /** Takes a shipment out; no-op when unknown. Writer only. */
    void remove(String reference) {
        int old = addressOf(reference);
        if (old != KeySlots.NONE) {
            release(old, Set.of());
            discard(old);
            count--;
            clean();
            size = count;
        }
    }

    private static Set<String> keys(Shipment shipment) {
        Set<String> keys = new HashSet<>(shipment.codes());
        keys.add(shipment.reference());
        return keys;
    }

    private void claim(String key, int address, int old, Shipment shipment) {
        KeySlots slots = index.slots;
        int at = find(key);
        if (at < 0) {
            slots.insert(KeySlots.hash(key), address);
            return;
        }
        int holder = KeySlots.address(slots.get(at));
        if (holder == old || yields(holder, key, shipment)) {
            slots.redirect(at, address);
        }
    }

    /** Whether the record that holds {@code key} has to leave it to {@code shipment}. */
    private boolean yields(int holder, String key, Shipment shipment) {
        if (shipment.reference().equals(key)) {
            return true;
        }
        byte[] bytes = bytes(holder);
        return !ShipmentCodec.hasReference(bytes, offset(holder), key)
                && (ShipmentCodec.status(bytes, offset(holder)) != Status.OPEN || shipment.status() == Status.OPEN);
    }

    /** Empties the slots that still lead to a record that goes, except those of {@code kept}. */
    private void release(int old, Set<String> kept) {
        for (String key : keys(codec.decode(bytes(old), offset(old)))) {
            int at = kept.contains(key) ? -1 : find(key);
            if (at >= 0 && KeySlots.address(index.slots.get(at)) == old) {
                index.slots.bury(at);
            }
        }
    }

    private int addressOf(String reference) {
        int at = find(reference);
        if (at < 0) {
            return KeySlots.NONE;
        }
        int address = KeySlots.address(index.slots.get(at));
        return ShipmentCodec.hasReference(bytes(address), offset(address), reference) ? address : KeySlots.NONE;
    }

    /** The slot of a key, or -1. */
    private int find(String key) {
        KeySlots slots = index.slots;
        int hash = KeySlots.hash(key);
        int at = slots.start(hash);
        for (long slot = slots.get(at); slot != KeySlots.EMPTY; slot = slots.get(at)) {
            if (KeySlots.matches(slot, hash)) {
                int address = KeySlots.address(slot);
                if (ShipmentCodec.hasKey(bytes(address), offset(address), key)) {
                    return at;
                }
            }
            at = slots.after(at);
        }
        return -1;
    }

    private void makeRoom() {
        Index now = index;
        if (now.slots.crowded(ShipmentLimits.CODES_MAX + 1)) {
            index = new Index(now.slots.resized(), now.chunks);
        }
        if (chunk + 2 + CHUNKS_CLEANED_PER_CHANGE >= chunksMax) {
            rebuild();
        }
    }

    private int store(Shipment shipment) {
        int length = codec.encode(shipment);
        return store(codec.bytes(), 0, length);
    }

    private int store(byte[] from, int at, int length) {
        if (chunk < 0 || chunkEnd + length > chunkBytes) {
            openChunk();
        }
        System.arraycopy(from, at, bytesOfChunk(chunk), chunkEnd, length);
        int address = address(chunk, chunkEnd);
        chunkEnd += length;
        return address;
    }

    private void openChunk() {
        if (chunk >= 0) {
            garbage[chunk] += chunkBytes - chunkEnd;
        }
        if (chunk + 1 >= chunksMax) {
            throw new IllegalStateException("shipment table is full: shipments=" + size + ", bytes=" + bytes()
                    + "; expected at most " + (long) chunksMax * chunkBytes + " bytes; remove old shipments");
        }
        chunk++;
        chunkEnd = 0;
        holdChunks(1);
        if (chunk >= garbage.length) {
            garbage = Arrays.copyOf(garbage, garbage.length * 2);
        }
        index.chunks.setRelease(chunk, new byte[chunkBytes]);
    }

    private void holdChunks(int more) {
        chunksAlive += more;
        chunkBytesHeld = (long) chunksAlive * chunkBytes;
    }

    private void discard(int address) {
        byte[] bytes = bytes(address);
        garbage[chunkOf(address)] += ShipmentCodec.length(bytes, offset(address));
    }

    /** Drops chunks of which more than half is garbage, a few at a time, so that no change takes long. */
    private void clean() {
        int left = CHUNKS_CLEANED_PER_CHANGE;
        while (left > 0 && nextGarbage < chunk) {
            if (index.chunks.getPlain(nextGarbage) != null && garbage[nextGarbage] > chunkBytes / 2) {
                evacuate(nextGarbage);
            }
            nextGarbage++;
            left--;
        }
        if (nextGarbage >= chunk) {
            nextGarbage = 0;
        }
    }

    private void evacuate(int number) {
        byte[] bytes = bytesOfChunk(number);
        int at = 0;
        while (at < bytes.length - 1 && ShipmentCodec.length(bytes, at) > 0) {
            int length = ShipmentCodec.length(bytes, at);
            int address = address(number, at);
            Shipment shipment = codec.decode(bytes, at);
            if (addressOf(shipment.reference()) == address) {
                int moved = store(bytes, at, length);
                for (String key : keys(shipment)) {
                    int slot = find(key);
                    if (slot >= 0 && KeySlots.address(index.slots.get(slot)) == address) {
                        index.slots.redirect(slot, moved);
                    }
                }
            }
            at += length;
        }
        index.chunks.setRelease(number, null);
        garbage[number] = 0;
        holdChunks(-1);
    }

    /** Starts over with chunk numbers when they run out, which takes decades of normal traffic. */
    private void rebuild() {
        ShipmentTable fresh = new ShipmentTable(chunkBytes, chunksMax);
        fresh.index = new Index(index.slots.emptied(), fresh.index.chunks);
        forEachRecord((bytes, offset) -> {
            int address = fresh.store(bytes, offset, ShipmentCodec.length(bytes, offset));
            Shipment shipment = codec.decode(bytes, offset);
            for (String key : keys(shipment)) {
                int at = find(key);
                if (at >= 0 && isAt(index.slots.get(at), bytes, offset)) {
                    fresh.index.slots.insert(KeySlots.hash(key), address);
                }
            }
        });
        garbage = fresh.garbage;
        chunk = fresh.chunk;
        chunkEnd = fresh.chunkEnd;
        chunksAlive = 0;
        holdChunks(fresh.chunksAlive);
        nextGarbage = 0;
        index = fresh.index;
    }

    private boolean isAt(long slot, byte[] bytes, int offset) {
        int address = KeySlots.address(slot);
        return bytesOfChunk(chunkOf(address)) == bytes && offset(address) == offset;
    }

    /** A live record. */
    private interface RecordVisitor {
        void visit(byte[] bytes, int offset);
    }

    private void forEachRecord(RecordVisitor visitor) {
        for (int number = 0; number <= chunk; number++) {
            byte[] bytes = index.chunk(number);
            int at = 0;
            while (bytes != null && at < bytes.length - 1 && ShipmentCodec.length(bytes, at) > 0) {
                String reference = codec.decode(bytes, at).reference();
                if (addressOf(reference) == address(number, at)) {
                    visitor.visit(bytes, at);
                }
                at += ShipmentCodec.length(bytes, at);
            }
        }
    }

    private byte[] bytes(int address) {
        return bytesOfChunk(chunkOf(address));
    }

    private byte[] bytesOfChunk(int number) {
        byte[] bytes = index.chunk(number);
        if (bytes == null) {
            throw new IllegalStateException("shipment table is inconsistent: chunk=" + number + " is gone");
        }
        return bytes;
    }

    private int address(int number, int at) {
        return (int) (((long) number * chunkBytes + at) >>> 3);
    }

    private int chunkOf(int address) {
        return (int) ((Integer.toUnsignedLong(address) << 3) / chunkBytes);
    }

    private int offset(int address) {
        return (int) ((Integer.toUnsignedLong(address) << 3) % chunkBytes);
    }
}
