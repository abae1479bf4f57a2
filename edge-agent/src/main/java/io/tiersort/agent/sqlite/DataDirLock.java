// SPDX-License-Identifier: Apache-2.0
package io.tiersort.agent.sqlite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** Keeps a second agent off a data folder, by a lock the operating system drops when the process ends. */
public final class DataDirLock implements AutoCloseable {
    private static final int PID_BYTES_MAX = 64;

    private final FileChannel channel;

    private DataDirLock(FileChannel channel) {
        this.channel = channel;
    }

    /** Takes the folder, or throws a {@link StoreException} that names who has it. */
    public static DataDirLock take(Path dir) {
        Path file = dir.resolve("agent.lock");
        Sqlite.createPrivately(file);
        try {
            return take(dir, FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Code.OPEN,
                    "cannot lock the data folder: dir=" + dir + ", reason=" + e.getMessage()
                            + "; expected a writable local folder; check owner and mount",
                    e);
        }
    }

    @SuppressWarnings("MustBeClosedChecker") // the channel lives as long as the lock
    private static DataDirLock take(Path dir, FileChannel channel) throws IOException {
        if (tryLock(channel) == null) {
            String pid = holder(channel);
            channel.close();
            throw new StoreException(
                    StoreException.Code.LOCKED,
                    "data folder is in use: dir=" + dir + ", pid=" + pid
                            + "; expected one agent per folder; stop the other agent or give this one its own folder",
                    null);
        }
        channel.truncate(0);
        channel.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.US_ASCII)), 0);
        return new DataDirLock(channel);
    }

    /** True while an agent has the folder. Asks the operating system; leaves everything as it is. */
    public static boolean isHeld(Path dir) {
        Path file = dir.resolve("agent.lock");
        if (!Files.isRegularFile(file)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE);
                FileLock free = tryLock(channel)) {
            return free == null;
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Code.OPEN,
                    "cannot ask for the lock of the data folder: dir=" + dir + ", reason=" + e.getMessage()
                            + "; expected a readable local folder; check owner and mount",
                    e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        ByteBuffer pid = ByteBuffer.allocate(PID_BYTES_MAX);
        channel.read(pid, 0);
        String text = new String(pid.array(), 0, pid.position(), StandardCharsets.US_ASCII);
        return text.matches("\\d+") ? text : "unknown";
    }

    /** Gives the folder back; the file stays. Idempotent. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            System.getLogger(DataDirLock.class.getName()).log(System.Logger.Level.WARNING, "unlock failed", e);
        }
    }
}
