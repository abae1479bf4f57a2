// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.journal;

import io.tiersort.agent.sqlite.Sqlite;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * The highest confirmed sequence, kept in {@code journal.high} outside the database, which alone cannot tell that its
 * newest records vanished. Two lines are written in turn, each with a checksum, so that a torn or damaged one leaves
 * the other. One thread.
 */
final class HighWater implements AutoCloseable {
    private static final int SLOTS = 2;
    private static final int SLOT_BYTES = 64;

    private final FileChannel channel;
    private long turn;

    private HighWater(FileChannel channel) {
        this.channel = channel;
    }

    /** What the file says: zeros when there is none or neither line can be trusted. */
    record Mark(long sequence, int epoch) {}

    static HighWater open(Path dir) throws IOException {
        Path file = dir.resolve("journal.high");
        Sqlite.createPrivately(file);
        return new HighWater(FileChannel.open(file, StandardOpenOption.WRITE));
    }

    static Mark read(Path dir) throws IOException {
        Path file = dir.resolve("journal.high");
        Mark highest = new Mark(0, 0);
        if (!Files.isRegularFile(file)) {
            return highest;
        }
        byte[] bytes = new byte[SLOTS * SLOT_BYTES];
        int length;
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            length = in.read(ByteBuffer.wrap(bytes));
        }
        for (int slot = 0; slot < SLOTS && (slot + 1) * SLOT_BYTES <= length; slot++) {
            Mark mark = parse(new String(bytes, slot * SLOT_BYTES, SLOT_BYTES, StandardCharsets.US_ASCII));
            highest = new Mark(Math.max(highest.sequence, mark.sequence), Math.max(highest.epoch, mark.epoch));
        }
        return highest;
    }

    private static Mark parse(String line) {
        if (!line.stripTrailing().matches("high \\d{19} epoch \\d{10} crc [0-9a-f]{8}")) {
            return new Mark(0, 0);
        }
        int crcAt = line.indexOf("crc ") + 4;
        if (!line.stripTrailing().substring(crcAt).equals(crc(line.substring(0, crcAt)))) {
            return new Mark(0, 0);
        }
        return new Mark(Long.parseLong(line.substring(5, 24)), Integer.parseInt(line.substring(31, 41)));
    }

    private static String crc(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.US_ASCII));
        return padded(Long.toHexString(crc.getValue()), 8);
    }

    private static String padded(long number, int width) {
        return padded(Long.toString(number), width);
    }

    /** Written once per commit: a formatter costs more here than all else. */
    private static String padded(String digits, int width) {
        return "0".repeat(width - digits.length()) + digits;
    }

    /** Notes a confirmed sequence; survives the process, and a power cut after the next {@link #sync}. */
    void write(long sequence, int epoch) throws IOException {
        String text = "high " + padded(sequence, 19) + " epoch " + padded(epoch, 10) + " crc ";
        StringBuilder line = new StringBuilder(text).append(crc(text));
        while (line.length() < SLOT_BYTES - 1) {
            line.append(' ');
        }
        line.append('\n');
        channel.write(
                ByteBuffer.wrap(line.toString().getBytes(StandardCharsets.US_ASCII)), (turn++ % SLOTS) * SLOT_BYTES);
    }

    void sync() throws IOException {
        channel.force(false);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
