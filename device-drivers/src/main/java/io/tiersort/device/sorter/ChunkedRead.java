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
    private final RegisterLink link;
    private final Part part;
    private final Runnable done;
    private final List<Chunk> chunks = new ArrayList<>();
    private int asked;
    private int answered;
    private int delivered;
    private boolean enough;

    /** Takes one part; its index counts registers from the start of everything asked for; false to read no further. */
    @FunctionalInterface
    interface Part {
        boolean take(byte[] image, int index);
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

    ChunkedRead(RegisterLink link, Part part, Runnable done) {
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

    /** Asks, as far as the link allows at a time; {@code done} follows the last part, at once when nothing was added. */
    void start() {
        if (chunks.isEmpty()) {
            done.run();
        }
        ask();
    }

    private void ask() {
        while (!enough && asked < chunks.size() && asked - answered < link.limit()) {
            Chunk chunk = chunks.get(asked++);
            link.read(chunk.address, chunk.count, image -> arrived(chunk, image));
        }
    }

    private void arrived(Chunk chunk, byte[] image) {
        answered++;
        chunk.image = image;
        deliver();
        ask();
        if (answered == asked) {
            done.run();
        }
    }

    private void deliver() {
        while (!enough && delivered < asked) {
            Chunk next = chunks.get(delivered);
            if (next.image == null) {
                return;
            }
            delivered++;
            enough = !part.take(next.image, next.index);
        }
    }

    private static int endOf(Chunk chunk) {
        return chunk.index + chunk.count;
    }
}
