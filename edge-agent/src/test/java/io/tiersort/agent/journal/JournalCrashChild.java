// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Writes to a journal as fast as it is taken, notes what was confirmed in another file, and waits to be killed. */
final class JournalCrashChild {
    private JournalCrashChild() {}

    /** Arguments: data folder, ledger file. */
    public static void main(String[] args) throws IOException {
        FileChannel ledger = FileChannel.open(Path.of(args[1]), StandardOpenOption.APPEND);
        Journal journal = JournalFixture.open(Path.of(args[0]));
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        long number = journal.epoch() * 1_000_000_000L;
        while (System.nanoTime() < deadline) {
            long n = number;
            if (journal.append(JournalFixture.entries(n, n + 6), () -> note(ledger, n))) {
                number += 7;
            } else {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
            }
        }
    }

    private static void note(FileChannel ledger, long first) {
        StringBuilder lines = new StringBuilder();
        for (long n = first; n < first + 7; n++) {
            lines.append(n).append('\n');
        }
        try {
            ledger.write(ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
