// SPDX-License-Identifier: Apache-2.0
package io.tiersort.device.sorter;

import io.vertx.core.Future;
import java.util.function.Consumer;

/** One connection to the registers of a PLC, used once: it breaks at the first thing that goes wrong. */
interface RegisterLink {
    /** Most unanswered requests. */
    int limit();

    /** Connects to a numeric address; {@code up} runs when that has worked. */
    void connect(String address, Runnable up);

    /** Reads {@code count} registers; {@code answer} gets their bytes, in the order of the requests. */
    void read(int address, int count, Consumer<byte[]> answer);

    /** Writes whole registers; {@code done} runs when the PLC has confirmed. */
    void write(int address, byte[] registers, Runnable done);

    /** Runs {@code action} as soon as no request is unanswered or waiting; only one such action at a time. */
    void whenQuiet(Runnable action);

    /** Closes without telling anybody; completes when nothing is left. Idempotent. */
    Future<Void> close();

    /** Makes links. */
    @FunctionalInterface
    interface Maker {
        /**
         * A link that is not connected yet.
         *
         * @param limit most unanswered requests, 1 or more
         * @param broken told once, with the reason, when the link fails by itself
         */
        RegisterLink make(int limit, Consumer<String> broken);
    }
}
