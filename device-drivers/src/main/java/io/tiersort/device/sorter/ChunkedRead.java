// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads more registers than fit one request and hands the parts over in order, whatever the order of the answers. Used
 * once.
 */
final class ChunkedRead {
    private final ModbusLink link;
    private final Part part;
    private final Runnable done;
    private final List<Chunk> chunks = new ArrayList<>();
    private int delivered;

    /** Takes one part; its index counts registers from the start of everything asked for. */
    @FunctionalInterface
    interface Part {
        void take(byte[] image, int index);
    }

    private static final class Chunk {
        final int address;
        final int count;
        final int index;
        byte @Nullable [] image;

        Chunk(int address, int count, int index) {
            this.address = address;
            this.count = count;
            this.index = index;
        }
    }

    ChunkedRead(ModbusLink link, Part part, Runnable done) {
        this.link = link;
        this.part = part;
        this.done = done;
    }

    /** Adds {@code count} registers from {@code address} on, in requests of at most {@code limit}. */
    ChunkedRead add(int address, int count, int limit) {
        int index = chunks.isEmpty() ? 0 : endOf(chunks.get(chunks.size() - 1));
        for (int at = 0; at < count; at += limit) {
            chunks.add(new Chunk(address + at, Math.min(limit, count - at), index + at));
        }
        return this;
    }

    /** Sends every request; the last part is followed by {@code done}, which runs at once when nothing was added. */
    void start() {
        if (chunks.isEmpty()) {
            done.run();
        }
        for (Chunk chunk : chunks) {
            link.read(chunk.address, chunk.count, image -> arrived(chunk, image));
        }
    }

    private void arrived(Chunk chunk, byte[] image) {
        chunk.image = image;
        while (delivered < chunks.size()) {
            Chunk next = chunks.get(delivered);
            if (next.image == null) {
                return;
            }
            delivered++;
            part.take(next.image, next.index);
        }
        done.run();
    }

    private static int endOf(Chunk chunk) {
        return chunk.index + chunk.count;
    }
}
